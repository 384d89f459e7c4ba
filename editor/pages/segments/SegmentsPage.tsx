import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { segmentLine } from '../../../shared/segment.ts';
import { api } from '../../api-client.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useList } from '../use-list.ts';
import { useMay } from '../use-may.ts';
import { NewSegmentDialog } from './NewSegmentDialog.tsx';
import { SegmentExamples } from './SegmentExamples.tsx';

const route = getRouteApi('/inside/segments');
type Line = z.infer<typeof segmentLine>;

/** Every named condition over people or companies, with how many are in it. */
export function SegmentsPage() {
  const { t } = useTranslation('pages');
  const { archived } = route.useSearch();
  const navigate = useNavigate({ from: '/segments' });
  const may = useMay();
  const [making, setMaking] = useState(false);
  const list = useList(
    ['segments', 'list', archived],
    (place, signal) =>
      api.listSegments({ query: { archived: archived === 'yes' ? 'true' : 'false', ...place }, signal }),
    { every: 30_000 },
  );
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t('segments.title')} about={t('segments.about')}>
        {may('marketer') && (
          <Button size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {t('segments.new.button')}
          </Button>
        )}
      </PageHeader>
      {making && <NewSegmentDialog onClose={() => setMaking(false)} />}
      <PageBody>
        <Toolbar>
          <FilterTabs
            label={t('segments.state')}
            value={archived ?? 'no'}
            options={[
              { value: 'no', label: t('segments.used') },
              { value: 'yes', label: t('segments.archived') },
            ]}
            onChange={(value) => void navigate({ search: { archived: value === 'yes' ? 'yes' : undefined } })}
          />
        </Toolbar>
        <ErrorNotice error={list.error} onRetry={list.retry} />
        {!list.error && (
          <Panel flush>
            <DataTable
              keys
              label={t('segments.title')}
              columns={columns}
              rows={list.rows}
              keyOf={(row) => row.key}
              {...list.paging}
              empty={
                archived === 'yes' ? (
                  <EmptyState title={t('segments.noneArchived')} />
                ) : (
                  <EmptyState
                    icon={IconUsersGroup}
                    title={t('segments.empty')}
                    text={t('segments.emptyText')}
                  >
                    {may('marketer') && (
                      <>
                        <Button size="sm" onClick={() => setMaking(true)}>
                          {t('segments.new.button')}
                        </Button>
                        <SegmentExamples />
                      </>
                    )}
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

function useColumns(): Column<Line>[] {
  const { t } = useTranslation('pages');
  return [
    {
      id: 'name',
      header: t('segments.name'),
      width: '46%',
      render: (row) => (
        <Link to="/segments/$key" params={{ key: row.key }} className={rowLink}>
          {row.name}
        </Link>
      ),
    },
    { id: 'of', header: t('segments.of'), render: (row) => t(`segments.subject.${row.subject}`) },
    {
      id: 'size',
      header: t('segments.size'),
      align: 'end',
      render: (row) =>
        row.pass.finished || row.pass.total === 0
          ? formatNumber(row.size)
          : t('segments.counting', { share: formatShare(row.pass.done / row.pass.total) }),
    },
    {
      id: 'changed',
      header: t('segments.changed'),
      minor: true,
      render: (row) => <Moment at={row.updatedAt} />,
    },
  ];
}
