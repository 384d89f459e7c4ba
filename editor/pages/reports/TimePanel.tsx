import { useTranslation } from 'react-i18next';
import type { ChurnReport } from '../../../shared/churn.ts';
import { formatNumber } from '../../i18n/format.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { Bar } from '../../ui/Bar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { money } from './money.ts';

type Bucket = ChurnReport['buckets'][number];

/** Revenue lost and gained from week to week, or month to month. */
export function TimePanel({ report }: { report: ChurnReport }) {
  const { t } = useTranslation('pages');
  const { buckets, currency } = report;
  const most = Math.max(...buckets.flatMap(({ left, gained }) => [left.mrr, gained.mrr]));
  const columns: Column<Bucket>[] = [
    { id: 'when', header: t('reports.time.when'), width: '24%', render: ({ from, to }) => spanOf(from, to) },
    {
      id: 'customers',
      header: t('reports.left'),
      align: 'end',
      width: 90,
      render: ({ left }) => formatNumber(left.customers),
    },
    {
      id: 'lost',
      header: t('reports.lostMrr'),
      render: ({ left }) => (
        <Bar tone="error" value={left.mrr} most={most} label={money(left.mrr, currency)} />
      ),
    },
    {
      id: 'gained',
      header: t('reports.time.gained'),
      render: ({ gained }) => (
        <Bar tone="ok" value={gained.mrr} most={most} label={money(gained.mrr, currency)} />
      ),
    },
  ];
  return (
    <Panel flush title={t('reports.time.title')} about={t('reports.time.about')}>
      <DataTable
        label={t('reports.time.title')}
        columns={columns}
        rows={buckets}
        keyOf={({ from }) => from}
        empty={null}
      />
    </Panel>
  );
}

function spanOf(from: string, to: string): string {
  const day = new Intl.DateTimeFormat(currentLanguage(), { day: 'numeric', month: 'short' });
  return day.formatRange(new Date(from), new Date(new Date(to).getTime() - 1));
}
