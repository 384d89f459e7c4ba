import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BillingCustomerView } from '../../../shared/billing.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { StripeSteps } from './StripeSteps.tsx';

/** Whether billing is connected, and the customers nobody could match, to be matched by hand. */
export function BillingPanel() {
  const { t } = useTranslation('pages');
  const status = useQuery({ queryKey: ['billing'], queryFn: ({ signal }) => api.getBilling({ signal }) });
  const list = useList(['billing', 'open'], (place, signal) =>
    api.listBillingCustomers({ query: { state: 'open', ...place }, signal }),
  );
  const columns = useColumns();
  return (
    <Panel title={t('billing.title')} about={t('billing.about')}>
      {status.data && <StripeSteps status={status.data} />}
      <ErrorNotice error={list.error ?? status.error} onRetry={list.retry} />
      {(list.rows?.length ?? 0) > 0 && (
        <DataTable
          label={t('billing.open')}
          columns={columns}
          rows={list.rows}
          keyOf={(row) => row.id}
          {...list.paging}
          empty={<EmptyState title={t('billing.none')} />}
        />
      )}
    </Panel>
  );
}

function useColumns(): Column<BillingCustomerView>[] {
  const { t } = useTranslation('pages');
  const may = useMay();
  const columns: Column<BillingCustomerView>[] = [
    {
      id: 'customer',
      header: t('billing.open'),
      render: (row) => (
        <>
          <b>{row.name ?? row.email ?? row.id}</b>
          <Text size="xs" c="dimmed">
            {row.email ?? row.id}
          </Text>
        </>
      ),
    },
    { id: 'waiting', header: t('billing.waiting'), minor: true, render: (row) => row.waiting },
  ];
  if (may('manager'))
    columns.push({
      id: 'account',
      header: t('billing.account'),
      render: (row) => <AccountChoice customer={row} />,
    });
  return columns;
}

type Choice = { accountId: string } | { ignore: true };

function AccountChoice({ customer }: { customer: BillingCustomerView }) {
  const { t } = useTranslation('pages');
  const queryClient = useQueryClient();
  const [accountId, setAccountId] = useState(customer.candidates[0]?.id ?? '');
  const choose = useMutation({
    mutationFn: (body: Choice) => api.chooseBillingAccount({ params: { id: customer.id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['billing'] }),
  });
  const name = customer.name ?? customer.email ?? customer.id;
  /** What waits for the answer is told to the account, or let go, at once. */
  async function askFirst(body: Choice) {
    const question =
      'ignore' in body
        ? { title: t('billing.ignoreTitle', { name }), text: t('billing.ignoreText'), grave: true }
        : { title: t('billing.chooseTitle', { name, ...body }), text: t('billing.chooseText') };
    const confirm = t('ignore' in body ? 'billing.ignore' : 'billing.choose');
    if (await ask({ ...question, confirm })) choose.mutate(body);
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <TextInput
        size="sm"
        aria-label={t('billing.accountOf', { name })}
        value={accountId}
        error={choose.error ? choose.error.message : undefined}
        onChange={({ currentTarget }) => setAccountId(currentTarget.value)}
      />
      <Button
        size="sm"
        disabled={!accountId.trim()}
        loading={choose.isPending}
        onClick={() => void askFirst({ accountId: accountId.trim() })}
      >
        {t('billing.choose')}
      </Button>
      <Button size="sm" variant="subtle" onClick={() => void askFirst({ ignore: true })}>
        {t('billing.ignore')}
      </Button>
    </Group>
  );
}
