import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskView } from '../../../shared/task.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { type Selection, selectColumn } from '../../ui/select-column.tsx';
import type { Sorting } from '../../ui/sorting.ts';
import { AssigneeName } from './AssigneeName.tsx';
import { DueDate } from './DueDate.tsx';

interface TaskTableProps {
  rows: TaskView[] | undefined;
  selected: string | undefined;
  /** Closed tasks show how they ended. */
  withOutcome: boolean;
  selection: Selection | undefined;
  sorting: Sorting;
  paging: { hasMore: boolean; isLoadingMore: boolean; onMore: () => void };
  empty: ReactNode;
}

/** Tasks in rows. */
export function TaskTable({
  rows,
  selected,
  withOutcome,
  selection,
  sorting,
  paging,
  empty,
}: TaskTableProps) {
  const { t } = useTranslation(['pages', 'words']);
  const columns: Column<TaskView>[] = [
    {
      id: 'task',
      header: t('tasks.columns.task'),
      width: '32%',
      render: (row) => (
        <Link from="/tasks" to="/tasks" search={(was) => ({ ...was, task: row.id })} className={rowLink}>
          {row.title}
        </Link>
      ),
    },
    {
      id: 'priority',
      sort: 'priority',
      header: t('tasks.columns.priority'),
      render: ({ priority }) => <Chip tone={priorityTones[priority]}>{t(`words:priority.${priority}`)}</Chip>,
    },
    {
      id: 'contact',
      header: t('tasks.columns.contact'),
      render: (row) => (
        <span style={{ display: 'grid', justifyItems: 'start' }}>
          <TextLink size="sm" to="/contacts/$userId" params={{ userId: row.userId ?? row.contactId }}>
            {row.contactName ?? row.userId ?? row.contactId}
          </TextLink>
          {row.accountId !== undefined && (
            <Text size="xs" c="dimmed">
              {row.accountName ?? row.accountId}
            </Text>
          )}
        </span>
      ),
    },
    {
      id: 'assignee',
      header: t('tasks.columns.assignee'),
      minor: true,
      render: (row) => <AssigneeName assignee={row.assignee} />,
    },
    {
      id: 'due',
      sort: 'due',
      header: t('tasks.columns.due'),
      render: (row) => <DueDate task={row} />,
    },
    {
      id: 'created',
      sort: 'created',
      header: t('tasks.created'),
      minor: true,
      render: (row) => <Moment at={row.createdAt} />,
    },
  ];
  if (withOutcome)
    columns.push({
      id: 'outcome',
      header: t('tasks.columns.outcome'),
      minor: true,
      render: (row) =>
        row.outcome ? <Chip tone={outcomeTones[row.outcome]}>{t(`words:outcome.${row.outcome}`)}</Chip> : '–',
    });
  if (selection)
    columns.unshift(
      selectColumn(selection, rows, {
        all: t('risk.select'),
        keyOf: ({ id }) => id,
        nameOf: ({ title }) => title,
      }),
    );
  return (
    <DataTable
      keys
      label={t('tasks.title')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      isSelected={(row) => row.id === selected || selection?.selected.has(row.id) === true}
      empty={empty}
      sorting={sorting}
      {...paging}
    />
  );
}

const priorityTones = { high: 'error', normal: 'neutral', low: 'neutral' } as const;

/** The colour of each outcome, also in the drawer. */
export const outcomeTones = { saved: 'ok', lost: 'error', postponed: 'warn', reason: 'neutral' } as const;
