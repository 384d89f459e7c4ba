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
  const { data, error, refetch } = useOpenSignals(of);
  return (
    <Panel title={t('risk.open.title')}>
      <ErrorNotice error={data ? null : error} onRetry={() => void refetch()} />
      {data?.items.length === 0 && <p className={classes.none}>{t('risk.open.none')}</p>}
      <SignalList of={data?.items ?? []} />
    </Panel>
  );
}

/** The same within something else, such as a task; nothing where none is open. */
export function SignalsNow({ of }: { of: SignalsOf }) {
  const { t } = useTranslation('pages');
  const { data } = useOpenSignals(of);
  if (!data?.items.length) return null;
  return (
    <section aria-label={t('risk.open.title')}>
      <SignalList of={data.items} />
    </section>
  );
}

/** Signals with what was seen when they opened. */
function SignalList({ of }: { of: readonly OpeningView[] }) {
  return (
    <ul className={classes.list}>
      {of.map((opening) => (
        <OpenSignal key={opening.id} opening={opening} />
      ))}
    </ul>
  );
}

/** The signals that are open now, asked for again while the page is visible. */
function useOpenSignals(of: SignalsOf) {
  return useQuery({
    queryKey: ['signals', of],
    queryFn: ({ signal }) =>
      'account' in of
        ? api.listAccountSignals({ params: { id: of.account }, query: { open: 'true' }, signal })
        : api.listContactSignals({ params: { userId: of.contact }, query: { open: 'true' }, signal }),
    refetchInterval: 30_000,
  });
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
      <SignalWhy of={opening} />
    </li>
  );
}

/** What was seen when a signal opened, in the reader's words; nothing where that is not known. */
function SignalWhy({ of }: { of: Pick<OpeningView, 'why'> }) {
  if (of.why.length === 0) return null;
  return (
    <ul className={classes.why}>
      {of.why.map((leaf, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rules have no id and never change place.
        <li key={index}>{rulePartsOf(leaf).sentence}</li>
      ))}
    </ul>
  );
}
