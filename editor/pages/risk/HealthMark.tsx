import { useTranslation } from 'react-i18next';
import type { HealthBand } from '../../../shared/health.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Chip } from '../../ui/Chip.tsx';

const tones = { healthy: 'ok', watch: 'warn', atRisk: 'error' } as const;

/** A health score in the colour and the word of its band. */
export function HealthMark({ score, band }: { score: number | undefined; band: HealthBand | undefined }) {
  const { t } = useTranslation('pages');
  if (score === undefined || band === undefined) return <span title={t('risk.healthUnknown')}>–</span>;
  return (
    <Chip tone={tones[band]} title={t(`risk.band.${band}`)}>
      {formatNumber(Math.round(score))} · {t(`risk.band.${band}`)}
    </Chip>
  );
}
