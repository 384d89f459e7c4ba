import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/message.ts';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { type Selection, selectColumn } from '../../ui/select-column.tsx';
import type { Sorting } from '../../ui/sorting.ts';
import { MessageState } from './MessageState.tsx';

interface MessageTableProps {
  /** The time they are listed by. */
  moment: keyof typeof moments;
  rows: MessageView[] | undefined;
  opened: string | undefined;
  /** Given when several can be approved or discarded together. */
  selection: Selection | undefined;
  sorting: Sorting;
  paging: { hasMore: boolean; isLoadingMore: boolean; onMore: () => void };
  empty: ReactNode;
}

const moments = {
  createdAt: 'outbox.columns.created',
  openedAt: 'outbox.one.opened',
  clickedAt: 'outbox.one.clicked',
} as const;

/** Messages in rows, newest first. */
export function MessageTable({ moment, rows, opened, selection, sorting, paging, empty }: MessageTableProps) {
  const { t } = useTranslation('pages');
  const columns: Column<MessageView>[] = [
    {
      id: 'message',
      header: t('outbox.columns.message'),
      width: '32%',
      render: (row) => (
        <Link from="/outbox" to="/outbox" search={(was) => ({ ...was, message: row.id })} className={rowLink}>
          {row.subject}
        </Link>
      ),
    },
    {
      id: 'to',
      header: t('outbox.columns.to'),
      render: (row) => (
        <>
          {row.contactName ?? row.userId ?? row.contactId}
          <Text size="xs" c="dimmed" truncate maw={240}>
            {row.to ?? t('outbox.noAddress')}
          </Text>
        </>
      ),
    },
    { id: 'status', header: t('outbox.columns.status'), render: (row) => <MessageState message={row} /> },
    {
      id: 'workflow',
      header: t('outbox.columns.workflow'),
      minor: true,
      render: (row) => (
        <Text size="sm" c="dimmed" truncate maw={320}>
          {row.workflowName ?? (row.writtenBy ? t('outbox.writtenBy', { name: row.writtenBy }) : '–')}
        </Text>
      ),
    },
    {
      id: 'created',
      sort: 'created',
      header: t(moments[moment]),
      minor: true,
      render: (row) => <Moment at={row[moment] ?? row.createdAt} />,
    },
  ];
  if (selection)
    columns.unshift(
      selectColumn(selection, rows, {
        all: t('outbox.selectAll'),
        keyOf: ({ id }) => id,
        nameOf: ({ contactName, to, contactId }) =>
          t('outbox.selectOne', { to: contactName ?? to ?? contactId }),
      }),
    );
  return (
    <DataTable
      keys
      label={t('outbox.title')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      isSelected={(row) => row.id === opened || selection?.selected.has(row.id) === true}
      empty={empty}
      sorting={sorting}
      {...paging}
    />
  );
}
