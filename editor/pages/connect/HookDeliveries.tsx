import { useTranslation } from 'react-i18next';
import type { HookDelivery } from '../../../shared/hook.ts';
import { api } from '../../api-client.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import { HookOutcome } from './HookOutcome.tsx';

const EVERY = 5_000;

/** The last deliveries of a webhook and what became of each. */
export function HookDeliveries({ id }: { id: string }) {
  const { t } = useTranslation('pages');
  const list = useList(
    ['hooks', id, 'deliveries'],
    (place, signal) => api.listHookDeliveries({ params: { id }, query: { ...place, limit: 20 }, signal }),
    { every: EVERY },
  );
  const columns: Column<HookDelivery>[] = [
    { id: 'outcome', header: t('hooks.outcome'), render: (row) => <HookOutcome outcome={row} /> },
    { id: 'at', header: t('hooks.at'), align: 'end', render: ({ at }) => <Moment at={at} /> },
  ];
  return (
    <Panel flush title={t('hooks.deliveries')} about={t('hooks.deliveriesText')}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {!list.error && (
        <DataTable
          label={t('hooks.deliveries')}
          columns={columns}
          rows={list.rows}
          keyOf={(row) => row.id}
          {...list.paging}
          empty={<EmptyState title={t('hooks.noDeliveries')} text={t('hooks.noDeliveriesText')} />}
        />
      )}
    </Panel>
  );
}
