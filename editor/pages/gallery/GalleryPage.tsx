import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type PlaybookGroup, playbookGroups } from '../../../shared/playbooks/playbooks.ts';
import type { PlaybookView } from '../../../shared/playbooks/view.ts';
import { blankWorkflow } from '../../../shared/workflow.ts';
import { currentLanguage } from '../../i18n/language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { IconLink } from '../../ui/links.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useMay } from '../use-may.ts';
import { useCreateWorkflow } from '../workflows/use-create-workflow.ts';
import { WorkflowDrop } from '../workflows/WorkflowDrop.tsx';
import classes from './Gallery.module.css';
import { PlaybookCard } from './PlaybookCard.tsx';
import { PlaybookDrawer } from './PlaybookDrawer.tsx';
import { playbooksQuery } from './read-playbooks.ts';

const route = getRouteApi('/inside/workflows/new');

/** Where a new workflow begins: with a playbook, or with nothing. */
export function GalleryPage() {
  const { t } = useTranslation(['pages', 'shell']);
  const { group, search, playbook } = route.useSearch();
  const navigate = useNavigate({ from: '/workflows/new' });
  const may = useMay();
  const create = useCreateWorkflow();
  const { data, error, refetch } = useQuery(playbooksQuery(currentLanguage()));
  const shown = data?.filter((one) => isWanted(one, group, search));
  return (
    <>
      <PageHeader
        title={t('gallery.title')}
        before={
          <IconLink to="/workflows" aria-label={t('gallery.back')}>
            <IconArrowLeft size={18} aria-hidden />
          </IconLink>
        }
      >
        {may('marketer') && (
          <Button
            size="sm"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            loading={create.isPending}
            onClick={() => create.mutate(blankWorkflow(t('workflows.untitled')))}
          >
            {t('gallery.blank')}
          </Button>
        )}
      </PageHeader>
      <WorkflowDrop />
      <PageBody>
        <Toolbar>
          <FilterTabs
            label={t('gallery.filter')}
            value={group ?? 'all'}
            options={[
              { value: 'all' as const, label: t('shell:common.all') },
              ...playbookGroups.map((value) => ({ value, label: t(`gallery.groups.${value}`) })),
            ]}
            onChange={(value) =>
              void navigate({ search: (was) => ({ ...was, group: value === 'all' ? undefined : value }) })
            }
          />
          <SearchField
            label={t('gallery.search')}
            value={search ?? ''}
            onSearch={(text) =>
              void navigate({ search: (was) => ({ ...was, search: text || undefined }), replace: true })
            }
          />
        </Toolbar>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        {!data && !error && <Skeleton height={520} radius="lg" />}
        {shown && shown.length > 0 && (
          <ul className={classes.cards} aria-label={t('gallery.list')}>
            {shown.map((one) => (
              <PlaybookCard key={one.key} playbook={one} />
            ))}
          </ul>
        )}
        {shown?.length === 0 && (
          <EmptyState title={t('gallery.noMatch')} text={t('gallery.noMatchText')}>
            <Button variant="default" onClick={() => void navigate({ search: {} })}>
              {t('shell:common.clear')}
            </Button>
          </EmptyState>
        )}
      </PageBody>
      <PlaybookDrawer
        playbook={data?.find(({ key }) => key === playbook)}
        onClose={() => void navigate({ search: (was) => ({ ...was, playbook: undefined }) })}
      />
    </>
  );
}

function isWanted(playbook: PlaybookView, group: PlaybookGroup | undefined, search: string | undefined) {
  if (group && playbook.group !== group) return false;
  const words = `${playbook.name} ${playbook.about}`.toLowerCase();
  return (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
