import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BodyInput } from '../../../shared/api.ts';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { ApiProblem, api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { downloadJson } from '../../ui/download.ts';
import { tell, tellError } from '../../ui/notify.ts';
import { tellWithUndo } from '../../ui/tell-with-undo.tsx';

export type OverdueChoice = NonNullable<NonNullable<BodyInput<'resumeWorkflow'>>['overdue']>;

/**
 * What the menu of a workflow does. Resuming can need a choice about those who became due meanwhile: then
 * `onChoiceNeeded` is called with how many they are, and `resume` waits to be called again with the choice. Archiving
 * takes people out by a job, which `onArchiving` is told.
 */
export function useWorkflowActions(
  line: WorkflowLine,
  onChoiceNeeded: (overdue: number) => void,
  onArchiving: (job: string) => void,
) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const { id, name } = line;
  const params = { id };

  const run = useMutation({
    mutationFn: ({ call }: { call: () => Promise<unknown>; told: string; undo?: () => void }) => call(),
    onSuccess: async (_, { told, undo }) => {
      await queryClient.invalidateQueries({ queryKey: ['workflows'] });
      await queryClient.invalidateQueries({ queryKey: ['workflow', id] });
      if (undo) tellWithUndo(told, undo);
      else tell(told);
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'RESUME_CHOICE_NEEDED')
        onChoiceNeeded(Number(error.facts.count ?? 0));
      else tellError(error);
    },
  });

  const archiving = useMutation({
    mutationFn: () => api.archiveWorkflow({ params }),
    onSuccess: ({ job }) => onArchiving(job),
    onError: tellError,
  });

  function pause() {
    run.mutate({
      call: () => api.pauseWorkflow({ params }),
      told: t('workflows.told.paused', { name }),
      undo: () => resume(),
    });
  }

  function resume(overdue?: OverdueChoice) {
    const body = overdue ? { overdue } : {};
    run.mutate({
      call: () => api.resumeWorkflow({ params, body }),
      told: t('workflows.told.resumed', { name }),
      // What became due is under way by now.
      ...(overdue === undefined && { undo: pause }),
    });
  }

  async function archive() {
    const question = {
      title: t('workflows.archiveTitle', { name }),
      text: t('workflows.archiveText', { count: line.inside }),
      confirm: t('workflows.menu.archive'),
      grave: true,
    };
    if (await ask(question)) archiving.mutate();
  }

  async function remove() {
    const question = {
      title: t('workflows.deleteTitle', { name }),
      text: t('workflows.deleteText'),
      confirm: t('workflows.menu.delete'),
      grave: true,
    };
    if (await ask(question))
      run.mutate({ call: () => api.deleteWorkflow({ params }), told: t('workflows.told.deleted', { name }) });
  }

  function duplicate() {
    run.mutate({
      call: async () => {
        // The key names one workflow only; the copy gets its own when somebody gives it one.
        const { key: _, ...document } = (await api.getWorkflow({ params })).document;
        return api.createWorkflow({ body: { ...document, name: t('workflows.copyOf', { name }) } });
      },
      told: t('workflows.told.duplicated', { name: t('workflows.copyOf', { name }) }),
    });
  }

  async function exportJson() {
    try {
      const { document } = await api.getWorkflow({ params });
      downloadJson(`${line.key ?? (name || id)}.json`, document);
    } catch (error) {
      tellError(error);
    }
  }

  return { pause, resume, archive, remove, duplicate, exportJson };
}
