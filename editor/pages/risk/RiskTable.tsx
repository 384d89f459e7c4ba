import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RiskLine } from '../../../shared/risk.ts';
import { Chip } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { type Selection, selectColumn } from '../../ui/select-column.tsx';
import type { Sorting } from '../../ui/sorting.ts';
import { AssigneeName } from '../tasks/AssigneeName.tsx';
import classes from './AtRiskPage.module.css';
import { HealthMark } from './HealthMark.tsx';
import { NextStep } from './NextStep.tsx';
import { SignalChips } from './SignalChips.tsx';
import { useMoney } from './use-money.ts';

interface RiskTableProps {
  rows: RiskLine[] | undefined;
  selection: Selection | undefined;
  sorting: Sorting;
  paging: { hasMore: boolean; isLoadingMore: boolean; onMore: () => void };
  empty: ReactNode;
}

/** Accounts at risk in rows: who, why, since when, what goes on, what next. */
export function RiskTable({ rows, selection, sorting, paging, empty }: RiskTableProps) {
  const { t } = useTranslation('pages');
  const money = useMoney();
  const columns: Column<RiskLine>[] = [
    {
      id: 'account',
      sort: 'name',
      header: t('accounts.account'),
      width: '20%',
      render: (row) => (
        <span style={{ display: 'grid', minWidth: 0 }}>
          <Link to="/accounts/$id" params={{ id: row.id }} className={rowLink}>
            {row.name ?? row.id}
          </Link>
          <Text size="xs" c="dimmed" truncate maw={260}>
            {[row.plan, row.managerName ?? row.manager ?? t('accounts.noManager')]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </span>
      ),
    },
    {
      id: 'mrr',
      header: t('accounts.mrr'),
      align: 'end',
      sort: 'mrr',
      render: (row) => money(row.mrr),
    },
    {
      id: 'why',
      header: t('risk.why'),
      width: '22%',
      render: (row) => <SignalChips signals={row.signals} reasons={row.reasons} />,
    },
    {
      id: 'health',
      sort: 'health',
      header: t('risk.health'),
      render: (row) => <HealthMark score={row.health} band={row.band} />,
    },
    {
      id: 'since',
      sort: 'since',
      header: t('risk.sinceWhen'),
      minor: true,
      render: (row) => (row.atRiskSince ? <Moment at={row.atRiskSince} as="age" /> : '–'),
    },
    {
      id: 'now',
      header: t('risk.running'),
      minor: true,
      width: '20%',
      render: (row) => <GoesOn row={row} />,
    },
    {
      id: 'next',
      header: t('risk.next'),
      align: 'end',
      render: (row) => <NextStep account={row} />,
    },
  ];
  if (selection)
    columns.unshift(
      selectColumn(selection, rows, {
        all: t('risk.select'),
        keyOf: ({ id }) => id,
        nameOf: ({ id, name }) => name ?? id,
      }),
    );
  return (
    <DataTable
      keys
      label={t('risk.title')}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      isSelected={(row) => selection?.selected.has(row.id) ?? false}
      sorting={sorting}
      {...paging}
      empty={empty}
    />
  );
}

/** The case, the tasks and the workflows that are at work for an account. */
function GoesOn({ row }: { row: RiskLine }) {
  const { t } = useTranslation('pages');
  if (!row.case && row.tasks.length === 0 && row.running.length === 0)
    return <span className={classes.dim}>{t('risk.nothing')}</span>;
  return (
    <span className={classes.now}>
      {row.case && (
        <span>
          <Chip tone="info">{t('cases.inStage', { stage: t(`cases.stage.${row.case.stage}`) })}</Chip>
        </span>
      )}
      {row.tasks.slice(0, 2).map((task) => (
        <span key={task.id}>
          <TextLink size="sm" to="/tasks" search={{ task: task.id, account: row.id }}>
            {task.title}
          </TextLink>{' '}
          <span className={classes.dim}>
            <AssigneeName assignee={task.assignee} />
          </span>
        </span>
      ))}
      {row.running.slice(0, 2).map((inside) => (
        <span key={inside.enrolmentId}>
          <TextLink size="sm" to="/workflows/$id" params={{ id: inside.workflowId }}>
            {inside.name}
          </TextLink>
        </span>
      ))}
      {row.tasks.length + row.running.length > 4 && (
        <span className={classes.dim}>
          {t('risk.andMore', { count: row.tasks.length + row.running.length })}
        </span>
      )}
    </span>
  );
}
