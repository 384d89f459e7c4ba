import { useTranslation } from 'react-i18next';
import type { ChurnReport, Portrait } from '../../../shared/churn.ts';
import { formatNumber } from '../../i18n/format.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { money } from './money.ts';

const measures = ['mrr', 'seats', 'people', 'tenureDays'] as const;
type Measure = (typeof measures)[number];
const MONTH = 30.44;

/** Those who left beside those who stayed, on average. */
export function PortraitPanel({ report }: { report: ChurnReport }) {
  const { t } = useTranslation('pages');
  const { left, stayed } = report.portraits;
  const say = (portrait: Portrait | undefined, measure: Measure) => {
    const value = portrait?.[measure];
    if (value === undefined) return '–';
    if (measure === 'mrr') return money(value, report.currency);
    if (measure === 'tenureDays') return t('reports.months', { count: Math.round(value / MONTH) });
    return formatNumber(value);
  };
  const columns: Column<Measure>[] = [
    {
      id: 'measure',
      header: t('reports.portrait.measure'),
      width: '40%',
      render: (measure) => t(`reports.portrait.${measure}`),
    },
    {
      id: 'left',
      header: t('reports.portrait.left', { count: left.customers }),
      align: 'end',
      render: (measure) => say(left, measure),
    },
    {
      id: 'stayed',
      header: t('reports.portrait.stayed', { count: stayed?.customers ?? 0 }),
      align: 'end',
      render: (measure) => say(stayed, measure),
    },
  ];
  return (
    <Panel flush title={t('reports.portrait.title')} about={t('reports.portrait.about')}>
      <DataTable
        label={t('reports.portrait.title')}
        columns={columns}
        rows={[...measures]}
        keyOf={(measure) => measure}
        empty={null}
      />
    </Panel>
  );
}
