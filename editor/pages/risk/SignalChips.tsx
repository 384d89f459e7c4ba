import { useTranslation } from 'react-i18next';
import type { OpenSignal } from '../../../shared/standing.ts';
import { formatRelative } from '../../i18n/format.ts';
import { Chip } from '../../ui/Chip.tsx';
import { useSignals } from './use-signals.ts';

/** Open signals by their names; what each means and since when it is open shows on pointing. */
export function SignalChips({
  signals,
  good = [],
}: {
  signals: readonly OpenSignal[];
  good?: readonly OpenSignal[];
}) {
  const { t, i18n } = useTranslation('pages');
  const names = useSignals();
  if (signals.length + good.length === 0) return <>–</>;
  const tip = ({ key, since }: OpenSignal) =>
    [names.get(key)?.message, t('risk.since', { when: formatRelative(new Date(since), i18n.language) })]
      .filter(Boolean)
      .join(' ');
  return (
    <span style={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
      {signals.map((signal) => (
        <Chip key={signal.key} tone={signal.serious ? 'error' : 'warn'} title={tip(signal)}>
          {names.get(signal.key)?.name ?? signal.key}
        </Chip>
      ))}
      {good.map((signal) => (
        <Chip key={signal.key} tone="ok" title={tip(signal)}>
          {names.get(signal.key)?.name ?? signal.key}
        </Chip>
      ))}
    </span>
  );
}
