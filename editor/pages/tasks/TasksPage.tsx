import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { QueryInput } from '../../../shared/api.ts';
import { dueWhen, taskDirections } from '../../../shared/task.ts';
import { api } from '../../api-client.ts';
import { plainAssignee, useAssignees } from '../../inspector/assignees.ts';
import { tasksSearch } from '../../search-params.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterSelect } from '../../ui/FilterSelect.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { sortingOf } from '../../ui/sorting.ts';
import { Toolbar, ToolbarGroup } from '../../ui/Toolbar.tsx';
import { useChosen } from '../many/use-chosen.ts';
import { sessionQuery } from '../queries.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { TaskBulkBar } from './TaskBulkBar.tsx';
import { TaskDrawer } from './TaskDrawer.tsx';
import { TaskTable } from './TaskTable.tsx';

const route = getRouteApi('/inside/tasks');

/** The inbox of work for people: what is due first, closed with an outcome. */
export function TasksPage() {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const { task, ...filters } = route.useSearch();
  const { show, status, user, account, assignee, due, sort, direction } = filters;
  const navigate = useNavigate({ from: '/tasks' });
  const me = useQuery(sessionQuery).data?.person.email;
  const matching: QueryInput<'countTasks'> = {
    status: status === 'any' ? undefined : (status ?? 'open'),
    assignee: show === 'mine' ? me : assignee,
    due,
    userId: user,
    accountId: account,
  };
  const list = useList(
    ['tasks', 'list', filters],
    (place, signal) => api.listTasks({ query: { ...place, ...matching, sort, direction }, signal }),
    { every: 30_000 },
  );
  const may = useMay();
  const { chosen, selection, all, whole, clear } = useChosen({
    of: 'tasks',
    rows: list.rows,
    hasMore: list.paging.hasMore,
    matching,
    count: (query, signal) => api.countTasks({ query, signal }),
  });
  const assignees = useAssignees([]);
  const change = (part: Partial<typeof filters>) =>
    void navigate({ search: (was) => ({ ...was, ...part }), replace: true });
  const rows = list.rows ?? [];
  const place = rows.findIndex(({ id }) => id === task);
  const shown = rows[place];

  function openTask(id: string | undefined) {
    void navigate({ search: (was) => ({ ...was, task: id }), replace: task !== undefined });
  }
  // With a task open the next one opens; the rows themselves are the table’s to walk.
  useHotkeys([
    ['j', () => shown && openTask(rows[place + 1]?.id ?? shown.id)],
    ['k', () => shown && openTask(rows[place - 1]?.id ?? shown.id)],
  ]);

  return (
    <>
      <PageHeader
        title={t('tasks.title')}
        beside={
          <ViewMenu
            place="tasks"
            filters={filters}
            onChoose={(chosen) => void navigate({ search: tasksSearch(chosen) })}
          />
        }
      />
      <PageBody>
        <Toolbar>
          <FilterTabs
            label={t('tasks.state')}
            value={status ?? 'open'}
            options={[
              { value: 'open', label: t('words:status.open') },
              { value: 'done', label: t('words:status.done') },
              { value: 'cancelled', label: t('words:status.cancelled') },
              { value: 'any', label: t('tasks.any') },
            ]}
            onChange={(value) => change({ status: value === 'open' ? undefined : value })}
          />
          {user !== undefined && (
            <Button variant="light" onClick={() => change({ user: undefined })}>
              {t('tasks.ofContact')} ×
            </Button>
          )}
          {account !== undefined && (
            <Button variant="light" onClick={() => change({ account: undefined })}>
              {t('tasks.ofAccount')} ×
            </Button>
          )}
          <ToolbarGroup>
            <FilterTabs
              label={t('tasks.whose')}
              value={show ?? (assignee === undefined ? 'all' : assignee)}
              options={[
                { value: 'all', label: t('tasks.everyone') },
                { value: 'mine', label: t('tasks.mine') },
              ]}
              onChange={(value) =>
                change({ show: value === 'mine' ? value : undefined, assignee: undefined })
              }
            />
            <FilterSelect
              w={200}
              label={t('tasks.assignee')}
              all={t('tasks.anyAssignee')}
              data={assignees.map(({ group, items }) => ({
                group,
                items: items.map(({ value, label }) => ({
                  value: plainAssignee(value),
                  label,
                })),
              }))}
              value={assignee}
              onChange={(value) => change({ assignee: value, show: undefined })}
            />
            <FilterSelect
              w={170}
              label={t('tasks.due')}
              all={t('tasks.anyDue')}
              data={dueWhen.options.map((value) => ({ value, label: t(`tasks.dueWhen.${value}`) }))}
              value={due}
              onChange={(value) => change({ due: value })}
            />
          </ToolbarGroup>
        </Toolbar>
        {chosen.length > 0 && <TaskBulkBar tasks={chosen} all={all} whole={whole} onDone={clear} />}
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <TaskTable
              rows={list.rows}
              selected={task}
              selection={may('marketer') ? selection : undefined}
              withOutcome={status !== undefined}
              sorting={sortingOf(filters, taskDirections, change)}
              paging={list.paging}
              empty={
                Object.values(filters).every((value) => value === undefined) ? (
                  <EmptyState icon={IconInbox} title={t('tasks.emptyOpen')} text={t('tasks.emptyOpenText')} />
                ) : (
                  <EmptyState title={t('tasks.emptyOther')} text={t('tasks.emptyOtherText')}>
                    <ButtonLink to="/tasks" search={{}} size="sm" variant="default">
                      {t('shell:common.clear')}
                    </ButtonLink>
                  </EmptyState>
                )
              }
            />
          </Panel>
        )}
      </PageBody>
      <TaskDrawer
        task={shown}
        onClose={() => openTask(undefined)}
        onSettled={() => openTask((rows[place + 1] ?? rows[place - 1])?.id)}
      />
    </>
  );
}
