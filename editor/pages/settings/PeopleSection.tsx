import { Button, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonView, type Role, roles } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { sessionQuery } from '../queries.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { useChangePerson } from './use-change-person.ts';

/** Who works here and what they may do. */
export function PeopleSection() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const [inviting, setInviting] = useState(false);
  const list = useList(['people'], (place, signal) => api.listPeople({ query: place, signal }));
  const columns = useColumns();
  return (
    <Panel
      flush
      title={t('settings.people.title')}
      about={t('settings.people.about')}
      actions={
        may('admin') && (
          <Button size="sm" onClick={() => setInviting(true)}>
            {t('settings.people.invite')}
          </Button>
        )
      }
    >
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        label={t('settings.people.title')}
        columns={columns}
        rows={list.rows}
        keyOf={(row) => row.id}
        {...list.paging}
        empty={null}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Panel>
  );
}

function useColumns(): Column<PersonView>[] {
  const { t } = useTranslation(['pages', 'words']);
  const may = useMay();
  const me = useQuery(sessionQuery).data?.person.id;
  const { change } = useChangePerson();
  const columns: Column<PersonView>[] = [
    {
      id: 'person',
      header: t('settings.people.columns.person'),
      width: '46%',
      render: (row) => (
        <span style={{ display: 'flex', gap: 11, alignItems: 'center' }}>
          <Avatar name={row.name || row.email} />
          <span>
            <span style={{ display: 'inline-flex', gap: 8, fontWeight: 570 }}>
              {row.name || row.email}
              {row.id === me && <Chip tone="brand">{t('settings.people.you')}</Chip>}
              {row.invited && <Chip tone="info">{t('settings.people.invited')}</Chip>}
              {row.disabled && <Chip tone="warn">{t('settings.people.disabled')}</Chip>}
            </span>
            {row.name && (
              <Text size="xs" c="dimmed">
                {row.email}
              </Text>
            )}
          </span>
        </span>
      ),
    },
    {
      id: 'role',
      header: t('settings.people.columns.role'),
      render: (row) =>
        may('admin') ? (
          <Select
            w={150}
            aria-label={t('settings.people.roleOf', { name: row.name || row.email })}
            data={roles.map((value) => ({ value, label: t(`words:roles.${value}`) }))}
            value={row.role}
            onChange={(role) => role && change(row, { role: role as Role })}
          />
        ) : (
          t(`words:roles.${row.role}`)
        ),
    },
    {
      id: 'seen',
      header: t('settings.people.columns.seen'),
      minor: true,
      render: (row) => (row.lastSeenAt ? <Moment at={row.lastSeenAt} /> : '–'),
    },
  ];
  if (may('admin'))
    columns.push({
      id: 'actions',
      header: t('settings.people.columns.actions'),
      hideHeader: true,
      align: 'end',
      width: 56,
      render: (row) => (row.id === me ? null : <PersonMenu person={row} />),
    });
  return columns;
}
