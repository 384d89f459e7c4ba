import { Button, Text } from '@mantine/core';
import { IconDownload, IconFileImport, IconUsers } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { routes } from '../../../shared/api.ts';
import { type ContactView, displayName } from '../../../shared/contact.ts';
import { addressOf, api } from '../../api-client.ts';
import { contactsSearch } from '../../search-params.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink, TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useMoney } from '../risk/use-money.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { MailPermission } from './MailPermission.tsx';

const route = getRouteApi('/inside/contacts');

/** Everyone the product told about, last seen first. */
export function ContactsPage() {
  const { t } = useTranslation('pages');
  const filters = route.useSearch();
  const { search } = filters;
  const navigate = useNavigate({ from: '/contacts' });
  const list = useList(['contacts', search], (place, signal) =>
    api.listContacts({ query: { search, ...place }, signal }),
  );
  const columns = useColumns();
  const may = useMay();
  const [importing, setImporting] = useState(false);
  return (
    <>
      <PageHeader
        title={t('contacts.title')}
        beside={
          <ViewMenu
            place="contacts"
            filters={filters}
            onChoose={(chosen) => void navigate({ search: contactsSearch.parse(chosen) })}
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
              href={addressOf(routes.exportContacts.path, {}, { search })}
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
            onSearch={(text) => void navigate({ search: { search: text || undefined }, replace: true })}
          />
        </Toolbar>
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <DataTable
              keys
              label={t('contacts.title')}
              columns={columns}
              rows={list.rows}
              keyOf={(row) => row.id}
              {...list.paging}
              empty={
                search ? (
                  <EmptyState title={t('contacts.noMatch', { search })} text={t('contacts.noMatchText')} />
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

function useColumns(): Column<ContactView>[] {
  const { t } = useTranslation('pages');
  const money = useMoney();
  return [
    {
      id: 'contact',
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
      id: 'seen',
      header: t('contacts.columns.seen'),
      render: (row) => <Moment at={row.lastSeenAt} />,
    },
  ];
}
