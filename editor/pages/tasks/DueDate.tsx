import { IconAlertCircle, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../../../shared/task.ts';
import { formatRelative } from '../../i18n/format.ts';
import { Moment } from '../../ui/Moment.tsx';
import { dueState } from './due-state.ts';

/** When a task is due; what is late or close is marked by colour, picture and words. */
export function DueDate({ task }: { task: TaskView }) {
  const { t, i18n } = useTranslation('pages');
  if (task.status !== 'open') return <Moment at={task.closedAt ?? task.dueAt} />;
  const state = dueState(task.dueAt, new Date());
  if (state === 'later') return <Moment at={task.dueAt} />;
  const late = state === 'overdue';
  const Icon = late ? IconAlertCircle : IconClock;
  return (
    <span
      style={{
        display: 'inline-flex',
        gap: 5,
        alignItems: 'center',
        verticalAlign: 'middle',
        color: late ? 'var(--m-error)' : 'var(--m-warn)',
        fontWeight: 570,
        whiteSpace: 'nowrap',
      }}
    >
      <Icon size={15} aria-hidden />
      {late ? (
        t('tasks.overdue', { when: formatRelative(task.dueAt, i18n.language) })
      ) : (
        <Moment at={task.dueAt} />
      )}
    </span>
  );
}
