import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OpeningView } from '../../../shared/signal.ts';
import { api } from '../../api-client.ts';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { rulePartsOf } from '../../ui/rule-parts.ts';
import classes from './OpenSignals.module.css';

/** Whose signals: a contact’s or an account’s. */
export type SignalsOf = { account: string } | { contact: string };

/** The signals that are open, what each means, and what was seen when it opened. */
export function OpenSignals({ of }: { of: SignalsOf }) {
  const { t } = useTranslation('pages');
  const { data, error, refetch } = useQuery({
    queryKey: ['signals', of],
    queryFn: ({ signal }) =>
      'account' in of
        ? api.listAccountSignals({ params: { id: of.account }, query: { open: 'true' }, signal })
        : api.listContactSignals({ params: { userId: of.contact }, query: { open: 'true' }, signal }),
    refetchInterval: 30_000,
  });
  return (
    <Panel title={t('risk.open.title')}>
      <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
      {data?.items.length === 0 && <p className={classes.none}>{t('risk.open.none')}</p>}
      <ul className={classes.list}>
        {data?.items.map((opening) => (
          <OpenSignal key={opening.id} opening={opening} />
        ))}
      </ul>
    </Panel>
  );
}

const tones = { high: 'error', medium: 'warn', low: 'neutral' } as const;

function OpenSignal({ opening }: { opening: OpeningView }) {
  const { t } = useTranslation('pages');
  const { good, severity } = opening;
  return (
    <li className={classes.signal}>
      <div className={classes.head}>
        <Chip tone={good ? 'ok' : tones[severity]}>{opening.name}</Chip>
        <span className={classes.dim}>
          {t('risk.open.since')} <Moment at={opening.openedAt} />
        </span>
      </div>
      <p className={classes.message}>{opening.message}</p>
      {opening.why.length > 0 && (
        <ul className={classes.why}>
          {opening.why.map((leaf, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rules have no id and never change place.
            <li key={index}>{rulePartsOf(leaf).sentence}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
