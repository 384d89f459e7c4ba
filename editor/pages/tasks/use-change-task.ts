import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import type { TaskView } from '../../../shared/task.ts';
import { api } from '../../api-client.ts';
import { tell, tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

type Change = BodyInput<'changeTask'>;

/** Closes, reopens and hands on tasks. Closing can be undone from its toast for a while. */
export function useChangeTask() {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const change = useMutation({
    mutationFn: ({ task, body }: { task: TaskView; body: Change; told: () => void }) =>
      api.changeTask({ params: { id: task.id }, body }),
    onSuccess: async (_, { told }) => {
      told();
      await queryClient.invalidateQueries({ queryKey: ['tasks'] });
    },
    onError: tellError,
  });

  function reopen(task: TaskView) {
    const { status, outcome, reason } = task;
    const closeAgain = () =>
      change.mutate({
        task,
        body: { status, outcome, reason },
        told: () => tell(t('tasks.close.told', { title: task.title })),
      });
    const told = () => tellWithUndo(t('tasks.reopened', { title: task.title }), closeAgain);
    change.mutate({ task, body: { status: 'open' }, told });
  }
  function close(task: TaskView, how: Pick<Change, 'outcome' | 'reason'>) {
    const told = () => tellWithUndo(t('tasks.close.told', { title: task.title }), () => reopen(task));
    change.mutate({ task, body: { status: 'done', ...how }, told });
  }
  function take(task: TaskView, assignee: string) {
    const giveBack = () =>
      change.mutate({ task, body: { assignee: task.assignee }, told: () => tell(t('tasks.givenBack')) });
    const told = () => tellWithUndo(t('tasks.taken'), giveBack);
    change.mutate({ task, body: { assignee }, told });
  }
  return { close, reopen, take, isPending: change.isPending };
}
