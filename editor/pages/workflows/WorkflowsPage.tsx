import { Button, FileButton } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { workflowStatus } from '../../../shared/workflow-status.ts';
import { api } from '../../api-client.ts';
import { lazyPart } from '../../lazy-part.ts';
import { workflowsSearch } from '../../search-params.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { ViewMenu } from '../views/ViewMenu.tsx';
import { useImportWorkflow } from './use-import-workflow.ts';
import { WorkflowDrop } from './WorkflowDrop.tsx';
import { WorkflowTable } from './WorkflowTable.tsx';

const route = getRouteApi('/inside/workflows');
// Its pictures need the canvas's layout and every kind of step: only the first visit shows them.
const WorkflowsEmpty = lazyPart(() => import('./WorkflowsEmpty.tsx'), 'WorkflowsEmpty', 'rest');

/** All workflows with their numbers; from here they are made, found, paused and put away. */
export function WorkflowsPage() {
  const { t } = useTranslation(['pages', 'words', 'shell']);
  const { status, search } = route.useSearch();
  const navigate = useNavigate({ from: '/workflows' });
  const may = useMay();
  const importFile = useImportWorkflow();
  const list = useList(['workflows', 'list', status, search], (place, signal) =>
    api.listWorkflows({ query: { status, search, ...place }, signal }),
  );
  const filtered = status !== undefined || search !== undefined;
  const nothingYet = list.rows?.length === 0 && !filtered;

  return (
    <>
      <PageHeader
        title={t('workflows.title')}
        beside={
          !nothingYet && (
            <ViewMenu
              place="workflows"
              filters={{ status, search }}
              onChoose={(chosen) => void navigate({ search: workflowsSearch(chosen) })}
            />
          )
        }
      >
        {may('marketer') && (
          <>
            <FileButton accept="application/json,.json" onChange={(file) => file && void importFile(file)}>
              {(props) => (
                <Button
                  {...props}
                  size="sm"
                  variant="default"
                  leftSection={<IconFileImport size={16} aria-hidden />}
                >
                  {t('workflows.importJson')}
                </Button>
              )}
            </FileButton>
            <ButtonLink size="sm" to="/workflows/new" leftSection={<IconPlus size={16} aria-hidden />}>
              {t('workflows.new')}
            </ButtonLink>
          </>
        )}
      </PageHeader>
      <WorkflowDrop />
      <PageBody>
        {!nothingYet && (
          <Toolbar>
            <FilterTabs
              label={t('workflows.filter')}
              value={status ?? 'all'}
              options={[
                { value: 'all' as const, label: t('shell:common.all') },
                ...workflowStatus.options.map((value) => ({ value, label: t(`words:status.${value}`) })),
              ]}
              onChange={(value) =>
                void navigate({
                  search: (was) => ({ ...was, status: value === 'all' ? undefined : value }),
                })
              }
            />
            <SearchField
              label={t('workflows.search')}
              value={search ?? ''}
              onSearch={(text) =>
                void navigate({ search: (was) => ({ ...was, search: text || undefined }), replace: true })
              }
            />
          </Toolbar>
        )}
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <WorkflowTable
              rows={list.rows}
              paging={list.paging}
              empty={
                nothingYet ? (
                  <Suspense fallback={null}>
                    <WorkflowsEmpty />
                  </Suspense>
                ) : (
                  <EmptyState title={t('workflows.noMatch')} text={t('workflows.noMatchText')}>
                    <Button variant="default" onClick={() => void navigate({ search: {} })}>
                      {t('shell:common.clear')}
                    </Button>
                  </EmptyState>
                )
              }
            />
          </Panel>
        )}
      </PageBody>
    </>
  );
}
