import { IconMailForward } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageListed } from '../../../shared/message.ts';
import { api } from '../../api-client.ts';
import { ContactPicker } from '../../inspector/ContactPicker.tsx';
import { outboxSearch } from '../../search-params.ts';
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
import { heldMessagesQuery, workflowNamesQuery } from '../queries.ts';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { HeldEffects } from './HeldEffects.tsx';
import { MessageBulkBar } from './MessageBulkBar.tsx';
import { MessageDrawer } from './MessageDrawer.tsx';
import { MessageTable } from './MessageTable.tsx';
import { filtersOf, momentOf, statesOf, tabOf, tabs } from './message-tabs.ts';
import { NarrowedTo } from './NarrowedTo.tsx';
import { ReviewAll } from './ReviewAll.tsx';
import { SendingNotice } from './SendingNotice.tsx';

const route = getRouteApi('/inside/outbox');

/** Every e-mail a workflow wrote: what became of it and why, and what waits for somebody's yes. */
export function OutboxPage() {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const { group, status, message, workflow, reason, user, direction } = route.useSearch();
  const navigate = useNavigate({ from: '/outbox' });
  const may = useMay();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const list = useList(
    ['messages', 'list', group, status, workflow, reason, user, direction],
    (place, signal) =>
      api.listMessages({
        query: {
          status,
          group,
          workflowId: workflow,
          reason: workflow && reason,
          userId: user,
          direction,
          ...place,
        },
        signal,
      }),
    { every: 15_000 },
  );
  const workflows = (useQuery(workflowNamesQuery).data?.items ?? []).map(({ id, name }) => ({
    value: id,
    label: name,
  }));
  const change = (part: Partial<ReturnType<typeof route.useSearch>>) => {
    setSelected(new Set());
    void navigate({ search: (was) => ({ ...was, ...part }), replace: true });
  };
  const waiting = useQuery(heldMessagesQuery).data;
  const tab = tabOf({ group, status });
  const states = statesOf(tab);
  const selectable = status === 'held' && may('marketer');
  const chosen = (list.rows ?? []).filter(({ id }) => selected.has(id));
  return (
    <>
      <PageHeader
        title={t('outbox.title')}
        beside={
          <ViewMenu
            place="outbox"
            filters={{ group, status, workflow, user, direction }}
            onChoose={(chosen) => void navigate({ search: outboxSearch(chosen) })}
          />
        }
      />
      <PageBody>
        <SendingNotice />
        {workflow !== undefined && reason !== undefined && <NarrowedTo workflow={workflow} reason={reason} />}
        <Toolbar>
          <FilterTabs
            label={t('outbox.filter')}
            value={tab}
            options={tabs.map((value) => ({
              value,
              label: value === 'held' ? t('words:status.held') : t(`outbox.groups.${value}`),
              count: value === 'held' ? waiting : undefined,
            }))}
            onChange={(chosen) => change(filtersOf(chosen))}
          />
          <ToolbarGroup>
            {states.length > 1 && (
              <FilterSelect
                label={t('outbox.columns.status')}
                all={t('outbox.anyState')}
                data={states.map((value) => ({ value, label: t(wordOf(value)) }))}
                value={status}
                onChange={(value) =>
                  change({ ...filtersOf(tabOf({ group, status: value ?? status })), status: value })
                }
              />
            )}
            <FilterSelect
              w={220}
              label={t('outbox.columns.workflow')}
              all={t('outbox.anyWorkflow')}
              data={workflows}
              value={workflow}
              onChange={(value) => change({ workflow: value, reason: undefined })}
            />
            <ContactPicker
              size="sm"
              w={240}
              aria-label={t('outbox.columns.to')}
              placeholder={t('outbox.anyContact')}
              value={user ?? null}
              onChange={(value) => change({ user: value ?? undefined })}
            />
          </ToolbarGroup>
        </Toolbar>
        {selectable && chosen.length === 0 && <ReviewAll />}
        {chosen.length > 0 && <MessageBulkBar messages={chosen} onDone={() => setSelected(new Set())} />}
        {status === 'held' && <HeldEffects />}
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <MessageTable
              moment={momentOf(status)}
              rows={list.rows}
              opened={message}
              selection={selectable ? { selected, onChange: setSelected } : undefined}
              sorting={sortingOf({ direction }, { created: 'desc' }, (asked) =>
                change({ direction: asked.direction }),
              )}
              paging={list.paging}
              empty={
                [group, status, workflow, user].every((value) => value === undefined) ? (
                  <EmptyState icon={IconMailForward} title={t('outbox.empty')} text={t('outbox.emptyText')} />
                ) : (
                  <EmptyState title={t('outbox.noMatch')}>
                    <ButtonLink to="/outbox" search={{}} size="sm" variant="default">
                      {t('shell:common.clear')}
                    </ButtonLink>
                  </EmptyState>
                )
              }
            />
          </Panel>
        )}
      </PageBody>
      <MessageDrawer
        id={message}
        onClose={() => void navigate({ search: (was) => ({ ...was, message: undefined }) })}
      />
    </>
  );
}

function wordOf(status: MessageListed) {
  return status === 'opened' || status === 'clicked'
    ? (`pages:outbox.one.${status}` as const)
    : (`words:status.${status}` as const);
}
