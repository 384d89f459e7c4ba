import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import classes from '../accounts/accounts.module.css';

/** The workflows a contact is in now, and the step they are at. */
export function InsideNow({ userId }: { userId: string }) {
  const { t } = useTranslation('pages');
  const { data } = useQuery({
    queryKey: ['timeline', userId, 'inside'],
    queryFn: ({ signal }) => api.listEnrolments({ query: { userId, limit: 50 }, signal }),
    refetchInterval: 30_000,
  });
  const inside = data?.items.filter(({ endedAt, holdout }) => endedAt === undefined && !holdout);
  if (!inside) return null;
  return (
    <Panel title={t('accounts.now.title')}>
      {inside.length === 0 && <span className={classes.dim}>{t('risk.nothing')}</span>}
      <ul className={classes.lines}>
        {inside.map(({ id, workflowId, workflowName, stepName, since }) => (
          <li key={id}>
            <TextLink size="sm" to="/workflows/$id" params={{ id: workflowId }}>
              {workflowName ?? workflowId}
            </TextLink>
            <span className={classes.dim}>
              {stepName} {stepName && '·'} <Moment at={since} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
