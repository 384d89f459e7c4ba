import { Button, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallView, callStatus } from '../../../shared/event.ts';
import { api } from '../../api-client.ts';
import { problemText } from '../../i18n/problem-text.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useList } from '../use-list.ts';
import classes from './ConnectPage.module.css';

const route = getRouteApi('/inside/connect');
const EVERY = 2_000;

/** The last calls seen, asked again every two seconds while the page is in view and not paused. */
export function CallList() {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const { status } = route.useSearch();
  const navigate = useNavigate({ from: '/connect' });
  const [paused, setPaused] = useState(false);
  const list = useList(
    ['calls', status],
    (place, signal) => api.listCalls({ query: { status, ...place }, signal }),
    { every: paused ? false : EVERY },
  );
  return (
    <Panel
      flush
      title={t('connect.calls.title')}
      about={t('connect.calls.about')}
      actions={
        <>
          <span className={classes.live} data-live={!paused || undefined}>
            {t(paused ? 'connect.calls.paused' : 'connect.calls.live')}
          </span>
          <Button
            variant="default"
            leftSection={
              paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
            }
            onClick={() => setPaused(!paused)}
          >
            {t(paused ? 'connect.calls.resume' : 'connect.calls.pause')}
          </Button>
          <FilterTabs
            label={t('connect.calls.filter')}
            value={status ?? 'all'}
            options={[
              { value: 'all' as const, label: t('shell:common.all') },
              ...callStatus.options.map((value) => ({ value, label: t(`words:status.${value}`) })),
            ]}
            onChange={(value) =>
              void navigate({
                search: (was) => ({ ...was, status: value === 'all' ? undefined : value }),
                replace: true,
              })
            }
          />
        </>
      }
    >
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        label={t('connect.calls.title')}
        columns={useColumns()}
        rows={list.rows}
        keyOf={(row) => row.id}
        {...list.paging}
        empty={
          status === undefined ? (
            <EmptyState title={t('connect.calls.empty')} text={t('connect.calls.emptyText')} />
          ) : (
            <EmptyState title={t('connect.calls.noMatch')} />
          )
        }
      />
    </Panel>
  );
}

function useColumns(): Column<CallView>[] {
  const { t } = useTranslation('pages');
  return [
    {
      id: 'status',
      header: t('connect.calls.columns.status'),
      width: 130,
      render: (row) => <StatusBadge status={row.status} />,
    },
    {
      id: 'type',
      header: t('connect.calls.columns.type'),
      render: (row) => (
        <>
          <Text span size="sm" c="dimmed">
            {row.type}
          </Text>{' '}
          <b>{row.name}</b>
        </>
      ),
    },
    {
      id: 'who',
      header: t('connect.calls.columns.who'),
      render: (row) => row.userId ?? row.anonymousId ?? t('connect.calls.nobody'),
    },
    {
      id: 'why',
      header: t('connect.calls.columns.why'),
      width: '34%',
      render: (row) =>
        row.code ? (
          <Text size="sm" c="var(--m-error)">
            {problemText({ code: row.code, facts: {}, message: row.message ?? row.code })}
          </Text>
        ) : null,
    },
    {
      id: 'library',
      header: t('connect.calls.columns.library'),
      minor: true,
      render: (row) => (
        <Text size="sm" c="dimmed" truncate maw={220}>
          {row.library ?? '–'}
        </Text>
      ),
    },
    {
      id: 'when',
      header: t('connect.calls.columns.when'),
      align: 'end',
      render: (row) => <Moment at={row.receivedAt} />,
    },
  ];
}
