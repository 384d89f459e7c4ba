import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { AssigneeName } from '../tasks/AssigneeName.tsx';
import { DueDate } from '../tasks/DueDate.tsx';
import classes from './accounts.module.css';

const AT_MOST = 10;

/** What is being done for an account now: open tasks and the workflows its people are in. */
export function GoingOn({ id }: { id: string }) {
  const { t } = useTranslation('pages');
  const tasks = useQuery({
    queryKey: ['tasks', 'account', id],
    queryFn: ({ signal }) =>
      api.listTasks({ query: { accountId: id, status: 'open', limit: AT_MOST }, signal }),
    refetchInterval: 30_000,
  }).data?.items;
  const running = useQuery({
    queryKey: ['account', id, 'running'],
    queryFn: ({ signal }) => api.listRunning({ params: { id }, signal }),
    refetchInterval: 30_000,
  }).data?.items;
  if (!tasks || !running) return null;
  return (
    <Panel title={t('accounts.now.title')}>
      {tasks.length + running.length === 0 && <span className={classes.dim}>{t('risk.nothing')}</span>}
      <ul className={classes.lines}>
        {tasks.map((task) => (
          <li key={task.id}>
            <TextLink size="sm" to="/tasks" search={{ task: task.id, account: id }}>
              {task.title}
            </TextLink>
            <span className={classes.dim}>
              <AssigneeName assignee={task.assignee} /> · <DueDate task={task} />
            </span>
          </li>
        ))}
        {running.map((inside) => (
          <li key={inside.enrolmentId}>
            <TextLink size="sm" to="/workflows/$id" params={{ id: inside.workflowId }}>
              {inside.name}
            </TextLink>
            <span className={classes.dim}>
              {inside.contactName} · <Moment at={inside.since} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
