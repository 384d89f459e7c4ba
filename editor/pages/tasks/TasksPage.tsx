import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { tasksSearch } from '../../search-params.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { sessionQuery } from '../queries.ts';
import { useList } from '../use-list.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { TaskDrawer } from './TaskDrawer.tsx';
import { TaskTable } from './TaskTable.tsx';

const route = getRouteApi('/inside/tasks');

/** The inbox of work for people: what is due first, closed with an outcome. */
export function TasksPage() {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const { show, status, user, account, task } = route.useSearch();
  const navigate = useNavigate({ from: '/tasks' });
  const me = useQuery(sessionQuery).data?.person.email;
  const list = useList(
    ['tasks', 'list', show, status, user, account],
    (place, signal) =>
      api.listTasks({
        query: {
          ...place,
          status: status === 'any' ? undefined : (status ?? 'open'),
          assignee: show === 'mine' ? me : undefined,
          userId: user,
          accountId: account,
        },
        signal,
      }),
    { every: 30_000 },
  );
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
            filters={{ show, status, user, account }}
            onChoose={(chosen) => void navigate({ search: tasksSearch.parse(chosen) })}
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
            onChange={(value) =>
              void navigate({ search: (was) => ({ ...was, status: value === 'open' ? undefined : value }) })
            }
          />
          {user !== undefined && (
            <Button
              variant="light"
              onClick={() => void navigate({ search: (was) => ({ ...was, user: undefined }) })}
            >
              {t('tasks.ofContact')} ×
            </Button>
          )}
          {account !== undefined && (
            <Button
              variant="light"
              onClick={() => void navigate({ search: (was) => ({ ...was, account: undefined }) })}
            >
              {t('tasks.ofAccount')} ×
            </Button>
          )}
          <FilterTabs
            label={t('tasks.whose')}
            value={show ?? 'all'}
            options={[
              { value: 'all', label: t('tasks.everyone') },
              { value: 'mine', label: t('tasks.mine') },
            ]}
            onChange={(value) =>
              void navigate({ search: (was) => ({ ...was, show: value === 'mine' ? value : undefined }) })
            }
          />
        </Toolbar>
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <TaskTable
              rows={list.rows}
              selected={task}
              withOutcome={status !== undefined}
              paging={list.paging}
              empty={
                status === undefined && user === undefined && account === undefined ? (
                  <EmptyState icon={IconInbox} title={t('tasks.emptyOpen')} text={t('tasks.emptyOpenText')} />
                ) : (
                  <EmptyState title={t('tasks.emptyOther')} text={t('tasks.emptyOtherText')} />
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
