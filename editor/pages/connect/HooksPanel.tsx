import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HookView } from '../../../shared/hook.ts';
import { api } from '../../api-client.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import { NEW_HOOK } from './hook-queries.ts';

/** The webhooks that other providers send to. */
export function HooksPanel() {
  const { t } = useTranslation(['pages', 'shell']);
  const list = useList(['hooks', 'list'], (place, signal) => api.listHooks({ query: place, signal }));
  const add = (
    <ButtonLink
      to="/connect/hooks/$id"
      params={{ id: NEW_HOOK }}
      size="sm"
      variant="default"
      leftSection={<IconPlus size={15} aria-hidden />}
    >
      {t('hooks.new')}
    </ButtonLink>
  );
  const columns: Column<HookView>[] = [
    {
      id: 'name',
      header: t('hooks.name'),
      render: ({ id, name }) => (
        <Link to="/connect/hooks/$id" params={{ id }} className={rowLink}>
          {name}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('hooks.state'),
      width: 120,
      render: ({ enabled }) => (
        <Chip tone={enabled ? 'ok' : 'neutral'}>{t(enabled ? 'hooks.on' : 'hooks.off')}</Chip>
      ),
    },
    {
      id: 'address',
      header: t('hooks.address'),
      minor: true,
      render: ({ address }) => <code>{address}</code>,
    },
    {
      id: 'last',
      header: t('hooks.last'),
      align: 'end',
      render: ({ lastAt }) => (lastAt ? <Moment at={lastAt} /> : t('shell:common.never')),
    },
  ];
  return (
    <Panel
      flush
      title={t('hooks.title')}
      about={t('hooks.about')}
      actions={list.rows?.length ? add : undefined}
    >
      <ErrorNotice error={list.error} onRetry={list.retry} />
      {!list.error && (
        <DataTable
          label={t('hooks.title')}
          columns={columns}
          rows={list.rows}
          keyOf={({ id }) => id}
          {...list.paging}
          empty={
            <EmptyState icon={IconWebhook} title={t('hooks.none')} text={t('hooks.noneText')}>
              {add}
            </EmptyState>
          }
        />
      )}
    </Panel>
  );
}
