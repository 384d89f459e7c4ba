import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyView } from '../../../shared/people.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tell, tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import { SitesDialog } from './SitesDialog.tsx';

/** The keys that programs come in with. */
export function KeysSection() {
  const { t } = useTranslation('pages');
  const may = useMay();
  const [making, setMaking] = useState(false);
  const list = useList(['keys', 'list'], (place, signal) => api.listKeys({ query: place, signal }));
  const [changing, setChanging] = useState<KeyView>();
  const columns = useColumns(setChanging);
  return (
    <Panel
      flush
      title={t('settings.keys.title')}
      about={t('settings.keys.about')}
      actions={
        may('admin') && (
          <Button size="sm" onClick={() => setMaking(true)}>
            {t('settings.keys.new')}
          </Button>
        )
      }
    >
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {!list.error && (
        <DataTable
          label={t('settings.keys.title')}
          columns={columns}
          rows={list.rows}
          keyOf={(row) => row.id}
          {...list.paging}
          empty={<EmptyState title={t('settings.keys.empty')} text={t('settings.keys.emptyText')} />}
        />
      )}
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      {changing && <SitesDialog of={changing} onClose={() => setChanging(undefined)} />}
    </Panel>
  );
}

function useColumns(onSites: (key: KeyView) => void): Column<KeyView>[] {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const may = useMay();
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: (key: KeyView) => api.revokeKey({ params: { id: key.id } }),
    onSuccess: async (_, { name }) => {
      tell(t('settings.keys.revoked', { name }));
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
    },
    onError: tellError,
  });
  async function askToRevoke(key: KeyView) {
    const question = {
      title: t('settings.keys.revokeTitle', { name: key.name }),
      text: t('settings.keys.revokeText'),
      confirm: t('settings.keys.revoke'),
      grave: true,
    };
    if (await ask(question)) revoke.mutate(key);
  }
  const columns: Column<KeyView>[] = [
    { id: 'name', header: t('settings.keys.columns.name'), render: (row) => <b>{row.name}</b> },
    {
      id: 'kind',
      header: t('settings.keys.columns.kind'),
      render: (row) =>
        row.role
          ? `${t(`settings.keys.kinds.${row.kind}`)} · ${t(`words:roles.${row.role}`)}`
          : t(`settings.keys.kinds.${row.kind}`),
    },
    {
      id: 'sites',
      header: t('settings.keys.sites'),
      minor: true,
      render: ({ kind, origins = [] }) =>
        kind === 'browser' && (origins.length > 0 ? origins.join(', ') : t('settings.keys.anySite')),
    },
    {
      id: 'hint',
      header: t('settings.keys.columns.hint'),
      minor: true,
      render: (row) => <code>{row.hint}…</code>,
    },
    {
      id: 'used',
      header: t('settings.keys.columns.used'),
      minor: true,
      render: (row) => (row.lastUsedAt ? <Moment at={row.lastUsedAt} /> : t('shell:common.never')),
    },
  ];
  if (may('admin'))
    columns.push({
      id: 'actions',
      header: t('settings.keys.columns.actions'),
      hideHeader: true,
      align: 'end',
      render: (row) => (
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          {row.kind === 'browser' && (
            <Button variant="subtle" onClick={() => onSites(row)}>
              {t('settings.keys.changeSites')}
            </Button>
          )}
          <Button variant="subtle" color="red" onClick={() => void askToRevoke(row)}>
            {t('settings.keys.revoke')}
          </Button>
        </Group>
      ),
    });
  return columns;
}
