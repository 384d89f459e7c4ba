import { useTranslation } from 'react-i18next';
import type { RiskLine } from '../../../shared/risk.ts';
import type { OpenSignal } from '../../../shared/standing.ts';
import { formatRelative } from '../../i18n/format.ts';
import { Chip } from '../../ui/Chip.tsx';
import { rulePartsOf } from '../../ui/rule-parts.ts';
import { useSignals } from './use-signals.ts';

/** Open signals by their names; what each means, what was seen and since when it is open shows on pointing. */
export function SignalChips({
  signals,
  good = [],
  reasons = [],
}: {
  signals: readonly OpenSignal[];
  good?: readonly OpenSignal[];
  /** What was seen when they opened, where that is known. */
  reasons?: RiskLine['reasons'];
}) {
  const { t, i18n } = useTranslation('pages');
  const names = useSignals();
  if (signals.length + good.length === 0) return <>–</>;
  const whyOf = (key: string) =>
    (reasons.find(({ signal }) => signal === key)?.why ?? []).map((leaf) => rulePartsOf(leaf).sentence);
  const tip = ({ key, since }: OpenSignal) =>
    [
      names.get(key)?.message,
      ...whyOf(key),
      t('risk.since', { when: formatRelative(new Date(since), i18n.language) }),
    ]
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
