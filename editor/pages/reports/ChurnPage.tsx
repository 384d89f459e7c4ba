import { Skeleton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { churnPeriods, isDepartureReason } from '../../../shared/churn.ts';
import { api } from '../../api-client.ts';
import { formatSpan } from '../../i18n/format.ts';
import { reportsSearch } from '../../search-params.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageBody } from '../../ui/PageBody.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { ChurnNumbers } from './ChurnNumbers.tsx';
import { HoldoutPanel } from './HoldoutPanel.tsx';
import { LossTable } from './LossTable.tsx';
import { PortraitPanel } from './PortraitPanel.tsx';
import classes from './Reports.module.css';
import { SignalPanel } from './SignalPanel.tsx';
import { TimePanel } from './TimePanel.tsx';

const route = getRouteApi('/inside/reports');
/** Who left in a period, why, what it cost, and whether signals and workflows made a difference. */
export function ChurnPage() {
  const { t } = useTranslation('pages');
  const days = route.useSearch().days ?? 90;
  const navigate = useNavigate({ from: '/reports' });
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'churn', days],
    queryFn: ({ signal }) => api.getChurn({ query: { days }, signal }),
  });
  const nothing = data && data.left.customers + data.grew.customers + data.started.customers === 0;
  return (
    <>
      <PageHeader title={t('reports.title')} />
      <PageBody>
        <Toolbar>
          <FilterTabs
            label={t('reports.period')}
            value={String(days)}
            options={churnPeriods.map((count) => ({
              value: String(count),
              label: t('reports.days', { count }),
            }))}
            onChange={(value) => void navigate({ search: reportsSearch({ days: value }) })}
          />
          {data && <span className={classes.span}>{formatSpan(data.from, data.to)}</span>}
        </Toolbar>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
        {!data && !error && <Skeleton height={520} radius="lg" />}
        {data?.isPartial && <Notice tone="warn">{t('reports.partial')}</Notice>}
        {nothing && (
          <EmptyState icon={IconChartBar} title={t('reports.empty')} text={t('reports.emptyText')} />
        )}
        {data && !nothing && (
          <>
            <ChurnNumbers report={data} />
            <TimePanel report={data} />
            <div className={classes.pair}>
              <LossTable
                title={t('reports.byKind')}
                about={t('reports.byKindAbout')}
                rows={data.byKind.map((row) => ({ ...row, label: t(`reports.kinds.${row.name}`) }))}
                currency={data.currency}
              />
              <LossTable
                title={t('reports.byReason')}
                rows={named(data.byReason).map((row) =>
                  isDepartureReason(row.name) ? { ...row, label: t(`reports.reasons.${row.name}`) } : row,
                )}
                currency={data.currency}
              />
              <LossTable title={t('reports.byPlan')} rows={named(data.byPlan)} currency={data.currency} />
              <LossTable
                title={t('reports.byCohort')}
                about={t('reports.byCohortAbout')}
                rows={named(data.byCohort)}
                currency={data.currency}
              />
            </div>
            <PortraitPanel report={data} />
          </>
        )}
        <SignalPanel days={days} />
        <HoldoutPanel days={days} />
      </PageBody>
    </>
  );

  /** Names as people read them: `too_expensive` is “too expensive”. */
  function named<Row extends { name: string }>(rows: readonly Row[]): (Row & { label: string })[] {
    return rows.map((row) => ({ ...row, label: row.name.replaceAll('_', ' ') || t('reports.other') }));
  }
}
