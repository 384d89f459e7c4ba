import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { formatNumber } from '../../i18n/format.ts';
import { Chart } from '../../ui/Chart.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { formatDate } from '../risk/dates.ts';

/** How large a segment was day by day, and how many came and went. */
export function SegmentHistory({ segmentKey }: { segmentKey: string }) {
  const { t, i18n } = useTranslation('pages');
  const days = useQuery({
    queryKey: ['segments', segmentKey, 'history'],
    queryFn: ({ signal }) => api.getSegmentHistory({ params: { key: segmentKey }, signal }),
  }).data?.days;
  if (!days || days.length < 2) return null;
  return (
    <Panel title={t('segments.history')}>
      <Chart
        label={t('segments.history')}
        kind="line"
        height={120}
        format={(value) => formatNumber(value)}
        headers={[t('risk.day'), t('segments.size'), t('segments.entered'), t('segments.left')]}
        points={days.map(({ day, size, entered, left }) => ({
          id: day,
          label: formatDate(day, i18n.language),
          value: size,
          notes: [formatNumber(entered), formatNumber(left)],
        }))}
      />
    </Panel>
  );
}
