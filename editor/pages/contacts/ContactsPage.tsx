import { Button, Text } from '@mantine/core';
import { IconDownload, IconFileImport, IconUsers } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { routes } from '../../../shared/api.ts';
import {
  type ContactView,
  consent,
  contactDirections,
  displayName,
  seenWithin,
} from '../../../shared/contact.ts';
import { addressOf, api } from '../../api-client.ts';
import { contactsSearch } from '../../search-params.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterSelect } from '../../ui/FilterSelect.tsx';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { selectColumn } from '../../ui/select-column.tsx';
import { sortingOf } from '../../ui/sorting.ts';
import { Toolbar, ToolbarGroup } from '../../ui/Toolbar.tsx';
import { ManyBar } from '../many/ManyBar.tsx';
import { useChosen } from '../many/use-chosen.ts';
import { useMoney } from '../risk/use-money.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { MailPermission } from './MailPermission.tsx';

const route = getRouteApi('/inside/contacts');

/** Everyone the product told about, last seen first unless sorted otherwise. */
export function ContactsPage() {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const filters = route.useSearch();
  const { search, mail, seen } = filters;
  const navigate = useNavigate({ from: '/contacts' });
  const list = useList(['contacts', 'list', filters], (place, signal) =>
    api.listContacts({ query: { ...filters, ...place }, signal }),
  );
  const change = (part: Partial<typeof filters>) =>
    void navigate({ search: (was) => ({ ...was, ...part }), replace: true });
  const isNarrowed = [search, mail, seen].some((value) => value !== undefined);
  const columns = useColumns((mail ?? seen) === undefined);
  const may = useMay();
  const { chosen, selection, all, whole, clear } = useChosen({
    of: 'contacts',
    rows: list.rows,
    hasMore: list.paging.hasMore,
    matching: { search, mail, seen },
    count: (query, signal) => api.countContacts({ query, signal }),
  });
  const [importing, setImporting] = useState(false);
  return (
    <>
      <PageHeader
        title={t('contacts.title')}
        beside={
          <ViewMenu
            place="contacts"
            filters={filters}
            onChoose={(chosen) => void navigate({ search: contactsSearch(chosen) })}
          />
        }
      >
        {may('manager') && (
          <>
            <Button
              component="a"
              size="sm"
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              href={addressOf(routes.exportContacts.path, {}, { search, mail, seen })}
              download
            >
              {t('tables.export')}
            </Button>
            <Button
              size="sm"
              leftSection={<IconFileImport size={16} aria-hidden />}
              onClick={() => setImporting(true)}
            >
              {t('tables.open')}
            </Button>
          </>
        )}
      </PageHeader>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
      <PageBody>
        <Toolbar>
          <SearchField
            label={t('contacts.search')}
            value={search ?? ''}
            onSearch={(text) => change({ search: text || undefined })}
          />
          <ToolbarGroup>
            <FilterSelect
              label={t('contacts.columns.mail')}
              all={t('contacts.anyMail')}
              data={consent.options.map((value) => ({ value, label: t(`words:consent.${value}`) }))}
              value={mail}
              // Whom the list is narrowed to it can only sort by when they were seen.
              onChange={(value) =>
                change({ mail: value, ...(value && { sort: undefined, direction: undefined }) })
              }
            />
            <FilterSelect
              w={220}
              label={t('contacts.columns.seen')}
              all={t('contacts.anySeen')}
              data={seenWithin.options.map((value) => ({ value, label: t(`contacts.seenWithin.${value}`) }))}
              value={seen}
              onChange={(value) =>
                change({ seen: value, ...(value && { sort: undefined, direction: undefined }) })
              }
            />
          </ToolbarGroup>
        </Toolbar>
        {chosen.length > 0 && (
          <ManyBar
            of="contacts"
            chosen={chosen.map((row) => ({ id: row.userId ?? row.id, name: row.name ?? displayName(row) }))}
            said={t('many.contacts.selected', { count: chosen.length })}
            all={all}
            whole={whole}
            onDone={clear}
          />
        )}
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <DataTable
              keys
              label={t('contacts.title')}
              columns={
                may('marketer')
                  ? [
                      selectColumn(selection, list.rows, {
                        all: t('risk.select'),
                        keyOf: ({ id }) => id,
                        nameOf: (row) => row.name ?? displayName(row),
                      }),
                      ...columns,
                    ]
                  : columns
              }
              isSelected={({ id }) => selection.selected.has(id)}
              rows={list.rows}
              keyOf={(row) => row.id}
              sorting={sortingOf(filters, contactDirections, change)}
              {...list.paging}
              empty={
                isNarrowed ? (
                  <EmptyState
                    title={search ? t('contacts.noMatch', { search }) : t('contacts.noneSo')}
                    text={search ? t('contacts.noMatchText') : t('contacts.noneSoText')}
                  >
                    <ButtonLink to="/contacts" search={{}} size="sm" variant="default">
                      {t('shell:common.clear')}
                    </ButtonLink>
                  </EmptyState>
                ) : (
                  <EmptyState icon={IconUsers} title={t('contacts.empty')} text={t('contacts.emptyText')}>
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

function useColumns(anySorting: boolean): Column<ContactView>[] {
  const { t } = useTranslation('pages');
  const money = useMoney();
  // Of those that a filter leaves, only the last seen are found in order, however many there are.
  const by = (sort: string) => (anySorting ? { sort } : { unsorted: t('contacts.bySeenOnly') });
  return [
    {
      id: 'contact',
      ...by('name'),
      header: t('contacts.columns.contact'),
      width: '32%',
      render: (row) => (
        <span style={{ display: 'flex', gap: 11, alignItems: 'center' }}>
          <Avatar name={row.name ?? displayName(row)} />
          <span style={{ minWidth: 0 }}>
            <Link to="/contacts/$userId" params={{ userId: row.userId ?? row.id }} className={rowLink}>
              {row.userId ? (row.name ?? displayName(row)) : t('contacts.anonymous')}
            </Link>
            <Text size="xs" c="dimmed" truncate maw={320}>
              {row.email ?? row.userId ?? row.id}
            </Text>
          </span>
        </span>
      ),
    },
    {
      id: 'account',
      header: t('contacts.columns.account'),
      render: (row) => (
        <Text size="sm" truncate maw={260} component="span">
          {row.account ? (
            <TextLink size="sm" to="/accounts/$id" params={{ id: row.account.id }}>
              {row.account.name ?? row.account.id}
            </TextLink>
          ) : (
            '–'
          )}
        </Text>
      ),
    },
    {
      id: 'plan',
      header: t('contacts.columns.plan'),
      minor: true,
      render: (row) => row.account?.plan ?? '–',
    },
    {
      id: 'mrr',
      header: t('contacts.columns.mrr'),
      align: 'end',
      minor: true,
      render: (row) => money(row.account?.mrr),
    },
    {
      id: 'mail',
      header: t('contacts.columns.mail'),
      minor: true,
      render: (row) => <MailPermission contact={row} />,
    },
    {
      id: 'appeared',
      ...by('appeared'),
      header: t('contacts.one.appeared'),
      minor: true,
      render: (row) => <Moment at={row.appearedAt} />,
    },
    {
      id: 'seen',
      sort: 'seen',
      header: t('contacts.columns.seen'),
      render: (row) => <Moment at={row.lastSeenAt} />,
    },
  ];
}
