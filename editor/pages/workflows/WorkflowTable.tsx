import { Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useStartWords } from './use-start-words.ts';
import { WorkflowMenu } from './WorkflowMenu.tsx';

interface WorkflowTableProps {
  rows: WorkflowLine[] | undefined;
  paging: { hasMore: boolean; isLoadingMore: boolean; onMore: () => void };
  empty: ReactNode;
}

/** Workflows in rows with what they have done so far. */
export function WorkflowTable({ rows, paging, empty }: WorkflowTableProps) {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const startOf = useStartWords();
  const columns: Column<WorkflowLine>[] = [
    {
      id: 'name',
      header: t('workflows.columns.name'),
      width: '34%',
      render: (row) => (
        <>
          <Link to="/workflows/$id" params={{ id: row.id }} className={rowLink}>
            {row.name || t('workflows.untitled')}
          </Link>
          <Text size="xs" c="dimmed" truncate maw={420}>
            {startOf(row)}
          </Text>
        </>
      ),
    },
    { id: 'status', header: t('workflows.columns.status'), render: (row) => <WorkflowState line={row} /> },
    {
      id: 'entered',
      header: t('workflows.columns.entered'),
      align: 'end',
      minor: true,
      render: (row) => <Count of={row.entered} />,
    },
    {
      id: 'inside',
      header: t('workflows.columns.inside'),
      align: 'end',
      render: (row) => <Count of={row.inside} />,
    },
    {
      id: 'goals',
      header: t('workflows.columns.goals'),
      align: 'end',
      minor: true,
      render: (row) => (row.goals > 0 ? formatShare(row.goals / row.entered) : <Count of={0} />),
    },
    {
      id: 'problems',
      header: t('workflows.columns.problems'),
      minor: true,
      render: (row) =>
        row.errors > 0 ? (
          <Chip tone="error">{t('workflows.errors', { count: row.errors })}</Chip>
        ) : (
          <Text size="sm" c="dimmed">
            <span aria-hidden>–</span>
            <VisuallyHidden>{t('workflows.fine')}</VisuallyHidden>
          </Text>
        ),
    },
    {
      id: 'updated',
      header: t('workflows.columns.updated'),
      minor: true,
      render: (row) => <Moment at={row.updatedAt} />,
    },
    {
      id: 'actions',
      header: t('workflows.columns.actions'),
      hideHeader: true,
      align: 'end',
      width: 56,
      render: (row) => <WorkflowMenu line={row} />,
    },
  ];
  return (
    <DataTable
      keys
      label={t('workflows.title')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      empty={empty}
      {...paging}
    />
  );
}

/** A number; nothing yet is no number to read. */
function Count({ of }: { of: number }) {
  return of > 0 ? (
    formatNumber(of)
  ) : (
    <Text span size="sm" c="dimmed">
      –
    </Text>
  );
}

function WorkflowState({ line }: { line: WorkflowLine }) {
  const { t } = useTranslation(['pages', 'shell']);
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 6 }}>
      <StatusBadge status={line.status} />
      {line.changed && line.status !== 'draft' && (
        <Hint label={t('workflows.changedHint')}>
          <span>
            <Chip>{t('workflows.changed')}</Chip>
          </span>
        </Hint>
      )}
      {line.demo && <Chip tone="brand">{t('shell:common.demo')}</Chip>}
    </span>
  );
}
