import { Checkbox, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../../shared/message.ts';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/Moment.tsx';
import type { Sorting } from '../../ui/sorting.ts';
import { MessageState } from './MessageState.tsx';

interface MessageTableProps {
  rows: MessageView[] | undefined;
  opened: string | undefined;
  /** Given when several can be approved or discarded together. */
  selection: { selected: ReadonlySet<string>; onChange: (ids: ReadonlySet<string>) => void } | undefined;
  sorting: Sorting;
  paging: { hasMore: boolean; isLoadingMore: boolean; onMore: () => void };
  empty: ReactNode;
}

/** Messages in rows, newest first. */
export function MessageTable({ rows, opened, selection, sorting, paging, empty }: MessageTableProps) {
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
          {row.workflowName ?? '–'}
        </Text>
      ),
    },
    {
      id: 'created',
      sort: 'created',
      header: t('outbox.columns.created'),
      minor: true,
      render: (row) => <Moment at={row.createdAt} />,
    },
  ];
  if (selection) columns.unshift(selectColumn(selection));
  return (
    <>
      {selection && rows && rows.length > 0 && (
        <Checkbox
          px={18}
          pt={14}
          label={t('outbox.selectAll')}
          checked={selection.selected.size === rows.length}
          indeterminate={selection.selected.size > 0 && selection.selected.size < rows.length}
          onChange={(event) =>
            selection.onChange(new Set(event.currentTarget.checked ? rows.map(({ id }) => id) : []))
          }
        />
      )}
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
    </>
  );

  function selectColumn({ selected, onChange }: NonNullable<typeof selection>): Column<MessageView> {
    return {
      id: 'select',
      header: t('outbox.columns.select'),
      hideHeader: true,
      width: 40,
      render: (row) => (
        <Checkbox
          aria-label={t('outbox.selectOne', { to: row.contactName ?? row.to ?? row.contactId })}
          checked={selected.has(row.id)}
          onChange={() => onChange(toggled(selected, row.id))}
        />
      ),
    };
  }
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}
