import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { Bar } from '../../ui/Bar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { money } from './money.ts';

interface LossRow {
  name: string;
  label: string;
  customers: number;
  mrr: number;
  /** How many there were before, where known. */
  before?: number | undefined;
}

interface LossTableProps {
  title: string;
  about?: string;
  rows: readonly LossRow[];
  currency: string;
}

/** Departures put apart by something, with what they paid. */
export function LossTable({ title, about, rows, currency }: LossTableProps) {
  const { t } = useTranslation('pages');
  const most = Math.max(...rows.map(({ mrr }) => mrr));
  const columns: Column<LossRow>[] = [
    { id: 'name', header: t('reports.columns.name'), width: '34%', render: ({ label }) => label },
    {
      id: 'customers',
      header: t('reports.left'),
      align: 'end',
      width: 96,
      render: ({ customers, before }) => (
        <>
          {formatNumber(customers)}
          {before !== undefined && before > 0 && (
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              {t('reports.columns.of', { share: formatShare(customers / before) })}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'mrr',
      header: t('reports.lostMrr'),
      render: ({ mrr }) => <Bar tone="error" value={mrr} most={most} label={money(mrr, currency)} />,
    },
  ];
  return (
    <Panel flush title={title} about={about}>
      <DataTable
        label={title}
        columns={columns}
        rows={[...rows]}
        keyOf={({ name }) => name}
        empty={
          <Text size="sm" c="dimmed" p="md">
            {t('reports.nobody')}
          </Text>
        }
      />
    </Panel>
  );
}
