import { Button, Text } from '@mantine/core';
import { IconBuilding, IconDownload, IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountLine, accountDirections } from '../../../shared/account.ts';
import { routes } from '../../../shared/api.ts';
import { addressOf, api } from '../../api-client.ts';
import { accountsSearch } from '../../search-params.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { selectColumn } from '../../ui/select-column.tsx';
import { sortingOf } from '../../ui/sorting.ts';
import { Toolbar, ToolbarGroup } from '../../ui/Toolbar.tsx';
import { useChosen } from '../many/use-chosen.ts';
import { AccountFilters } from '../risk/AccountFilters.tsx';
import { HealthMark } from '../risk/HealthMark.tsx';
import { SignalChips } from '../risk/SignalChips.tsx';
import { useMoney } from '../risk/use-money.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { AccountBulkBar } from './AccountBulkBar.tsx';
import { NewAccountDialog } from './NewAccountDialog.tsx';

const route = getRouteApi('/inside/accounts');

/** Every company, most revenue first unless sorted otherwise, with how it stands. */
export function AccountsPage() {
  const { t } = useTranslation(['pages', 'shell']);
  const filters = route.useSearch();
  const { search, sort, plan, manager, band } = filters;
  const navigate = useNavigate({ from: '/accounts' });
  const may = useMay();
  const columns = useColumns();
  const [making, setMaking] = useState(false);
  const list = useList(
    ['accounts', filters],
    (place, signal) => api.listAccounts({ query: { ...filters, ...place }, signal }),
    { every: 60_000 },
  );
  const change = (part: Partial<typeof filters>) =>
    void navigate({ search: (was) => ({ ...was, ...part }), replace: true });
  const { chosen, selection, all, whole, clear } = useChosen({
    of: 'accounts',
    rows: list.rows,
    hasMore: list.paging.hasMore,
    matching: filters,
    count: (query, signal) => api.countAccounts({ query, signal }),
  });
  const isNarrowed = [search, plan, manager, band].some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title={t('accounts.title')}
        beside={
          <ViewMenu
            place="accounts"
            filters={filters}
            onChoose={(chosen) => void navigate({ search: accountsSearch(chosen) })}
          />
        }
      >
        {may('manager') && (
          <Button
            component="a"
            size="sm"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            href={addressOf(routes.exportAccounts.path, {}, { search, plan, manager, band })}
            download
          >
            {t('tables.export')}
          </Button>
        )}
        {may('marketer') && (
          <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {t('accounts.new.button')}
          </Button>
        )}
      </PageHeader>
      {making && <NewAccountDialog onClose={() => setMaking(false)} />}
      <PageBody>
        <Toolbar>
          <FilterTabs
            label={t('risk.health')}
            value={band ?? 'all'}
            options={[
              { value: 'all', label: t('accounts.all') },
              { value: 'atRisk', label: t('risk.band.atRisk') },
              { value: 'watch', label: t('risk.band.watch') },
              { value: 'healthy', label: t('risk.band.healthy') },
            ]}
            onChange={(value) => change({ band: value === 'all' ? undefined : value })}
          />
          <ToolbarGroup>
            <SearchField
              label={t('accounts.search')}
              value={search ?? ''}
              onSearch={(text) => change({ search: text || undefined })}
            />
            <AccountFilters plan={plan} manager={manager} onChange={change} />
          </ToolbarGroup>
        </Toolbar>
        {chosen.length > 0 && <AccountBulkBar accounts={chosen} all={all} whole={whole} onDone={clear} />}
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <DataTable
              keys
              label={t('accounts.title')}
              columns={
                may('marketer')
                  ? [
                      selectColumn(selection, list.rows, {
                        all: t('risk.select'),
                        keyOf: ({ id }) => id,
                        nameOf: ({ id, name }) => name ?? id,
                      }),
                      ...columns,
                    ]
                  : columns
              }
              isSelected={({ id }) => selection.selected.has(id)}
              rows={list.rows}
              keyOf={(row) => row.id}
              sorting={sortingOf(filters, accountDirections, change)}
              {...list.paging}
              empty={
                isNarrowed || sort === 'renewal' ? (
                  <EmptyState title={t('accounts.noMatch')} text={t('accounts.noMatchText')}>
                    <ButtonLink to="/accounts" search={{}} size="sm" variant="default">
                      {t('shell:common.clear')}
                    </ButtonLink>
                  </EmptyState>
                ) : (
                  <EmptyState icon={IconBuilding} title={t('accounts.empty')} text={t('accounts.emptyText')}>
                    <ButtonLink to="/connect" size="sm">
                      {t('contacts.connect')}
                    </ButtonLink>
                  </EmptyState>
                )
              }
            />
          </Panel>
        )}
      </PageBody>
    </>
  );
}

function useColumns(): Column<AccountLine>[] {
  const { t } = useTranslation('pages');
  const money = useMoney();
  return [
    {
      id: 'account',
      sort: 'name',
      header: t('accounts.account'),
      width: '24%',
      render: (row) => (
        <span style={{ display: 'grid', minWidth: 0 }}>
          <Link to="/accounts/$id" params={{ id: row.id }} className={rowLink}>
            {row.name ?? row.id}
          </Link>
          {row.name !== undefined && (
            <Text size="xs" c="dimmed" truncate maw={280}>
              {row.id}
            </Text>
          )}
        </span>
      ),
    },
    { id: 'plan', header: t('accounts.plan'), minor: true, render: (row) => row.plan ?? '–' },
    {
      id: 'mrr',
      header: t('accounts.mrr'),
      align: 'end',
      sort: 'mrr',
      render: (row) => money(row.mrr),
    },
    {
      id: 'health',
      sort: 'health',
      header: t('risk.health'),
      render: (row) => <HealthMark score={row.health} band={row.band} />,
    },
    {
      id: 'signals',
      header: t('accounts.signals'),
      render: (row) => <SignalChips signals={row.signals} good={row.good} />,
    },
    {
      id: 'case',
      header: t('cases.case'),
      minor: true,
      render: (row) => (row.case ? <Chip tone="info">{t(`cases.stage.${row.case.stage}`)}</Chip> : '–'),
    },
    {
      id: 'renewal',
      sort: 'renewal',
      header: t('accounts.renews'),
      minor: true,
      render: (row) => (row.renewsAt ? <Moment at={row.renewsAt} /> : '–'),
    },
    {
      id: 'manager',
      header: t('accounts.manager'),
      minor: true,
      render: (row) => row.managerName ?? row.manager ?? '–',
    },
  ];
}
