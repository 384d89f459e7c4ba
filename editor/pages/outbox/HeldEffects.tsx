import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HeldView } from '../../../shared/dispatch.ts';
import { api } from '../../api-client.ts';
import { ask } from '../../ui/ask.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { tellError } from '../../ui/notify.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import classes from './HeldEffects.module.css';

/** Calls and tasks that wait for a yes, beside the messages that do; nothing where none does. */
export function HeldEffects() {
  const { t } = useTranslation('pages');
  const list = useList(['held'], (place, signal) => api.listHeld({ query: place, signal }), {
    every: 15_000,
  });
  const columns = useColumns();
  if (!list.error && (list.rows?.length ?? 0) === 0) return null;
  return (
    <Panel flush title={t('running.held.title')} about={t('running.held.about')}>
      <ErrorNotice error={list.error} onRetry={list.retry} />
      <DataTable
        label={t('running.held.title')}
        columns={columns}
        rows={list.rows}
        keyOf={({ id }) => id}
        empty={null}
        {...list.paging}
      />
    </Panel>
  );
}

function useColumns(): Column<HeldView>[] {
  const { t } = useTranslation('pages');
  const may = useMay();
  const columns: Column<HeldView>[] = [
    {
      id: 'what',
      header: t('running.held.what'),
      width: '38%',
      render: (row) => <What row={row} />,
    },
    { id: 'whom', header: t('outbox.columns.to'), render: (row) => row.contactName ?? row.contactId },
    {
      id: 'workflow',
      header: t('outbox.columns.workflow'),
      minor: true,
      render: (row) => (
        <Text size="sm" c="dimmed" truncate maw={200}>
          {row.workflowName ?? '–'}
        </Text>
      ),
    },
    {
      id: 'created',
      header: t('outbox.columns.created'),
      minor: true,
      render: (row) => <Moment at={row.createdAt} />,
    },
  ];
  if (may('marketer'))
    columns.push({
      id: 'actions',
      header: t('running.held.actions'),
      hideHeader: true,
      align: 'end',
      render: (row) => <Decide row={row} />,
    });
  return columns;
}

function What({ row }: { row: HeldView }) {
  const { t } = useTranslation('pages');
  return (
    <div className={classes.what}>
      <span>
        <Chip>{t(`running.held.kinds.${row.kind}`)}</Chip> {row.what}
      </span>
      {row.text !== '' && (
        <details>
          <summary>{t(`running.held.more.${row.kind}`)}</summary>
          <pre className={classes.text}>{row.text}</pre>
        </details>
      )}
    </div>
  );
}

function Decide({ row }: { row: HeldView }) {
  const { t } = useTranslation('pages');
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (verb: 'approve' | 'discard') =>
      verb === 'approve'
        ? api.approveHeld({ params: { id: row.id } })
        : api.discardHeld({ params: { id: row.id } }),
    onError: tellError,
    onSettled: () => client.invalidateQueries({ queryKey: ['held'] }),
  });
  async function askToDiscard() {
    const question = {
      title: t('running.held.discardOneTitle', { what: row.what }),
      text: t('running.held.discardOneText'),
      confirm: t('outbox.discard'),
      grave: true,
    };
    if (await ask(question)) run.mutate('discard');
  }
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        disabled={run.isPending}
        aria-label={t('running.held.discardOne', { what: row.what })}
        onClick={() => void askToDiscard()}
      >
        {t('outbox.discard')}
      </Button>
      <Button
        size="compact-sm"
        loading={run.isPending}
        aria-label={t('running.held.approveOne', { what: row.what })}
        onClick={() => run.mutate('approve')}
      >
        {t('outbox.approve')}
      </Button>
    </Group>
  );
}
