import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SIGNAL_HORIZON_DAYS, type SignalQuality } from '../../../shared/churn.ts';
import { api } from '../../api-client.ts';
import { formatNumber, formatShare } from '../../i18n/format.ts';
import { Bar } from '../../ui/Bar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** Which signals told of departures: how often they were right, of how many they warned, how early. */
export function SignalPanel({ days }: { days: number }) {
  const { t } = useTranslation('pages');
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'signals', days],
    queryFn: ({ signal }) => api.getSignalQuality({ query: { days }, signal }),
  });
  const columns: Column<SignalQuality>[] = [
    { id: 'name', header: t('reports.signals.signal'), width: '26%', render: ({ name }) => name },
    {
      id: 'precision',
      header: t('reports.signals.right'),
      render: ({ leftAfter, opened }) =>
        opened > 0 ? (
          <Bar
            value={leftAfter}
            most={opened}
            label={t('reports.signals.share', {
              share: formatShare(leftAfter / opened),
              part: leftAfter,
              all: opened,
            })}
          />
        ) : (
          <Nothing />
        ),
    },
    {
      id: 'recall',
      header: t('reports.signals.warned'),
      render: ({ warnedOf, departures }) =>
        departures > 0 ? (
          <Bar
            value={warnedOf}
            most={departures}
            label={t('reports.signals.share', {
              share: formatShare(warnedOf / departures),
              part: warnedOf,
              all: departures,
            })}
          />
        ) : (
          <Nothing />
        ),
    },
    {
      id: 'lead',
      header: t('reports.signals.lead'),
      align: 'end',
      width: 130,
      render: ({ medianLeadDays }) =>
        medianLeadDays === undefined
          ? '–'
          : t('reports.signals.days', {
              count: Math.round(medianLeadDays),
              formatted: formatNumber(medianLeadDays),
            }),
    },
  ];
  return (
    <Panel
      flush
      title={t('reports.signals.title')}
      about={t('reports.signals.about', { days: SIGNAL_HORIZON_DAYS })}
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!error && (
        <DataTable
          label={t('reports.signals.title')}
          columns={columns}
          rows={data?.items}
          keyOf={({ key }) => key}
          empty={
            <Text size="sm" c="dimmed" p="md">
              {t('reports.signals.none')}
            </Text>
          }
        />
      )}
    </Panel>
  );
}

function Nothing() {
  const { t } = useTranslation('pages');
  return (
    <Text span size="sm" c="dimmed">
      {t('reports.signals.unknown')}
    </Text>
  );
}
