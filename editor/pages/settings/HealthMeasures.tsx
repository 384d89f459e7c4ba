import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api-client.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';

/** Which factors went with leaving and staying here; asked for, since it looks far back. */
export function HealthMeasures() {
  const { t } = useTranslation('pages');
  const [asked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['health-measures'],
    queryFn: ({ signal }) => api.healthMeasures({ signal }),
    enabled: asked,
    staleTime: 300_000,
  });
  const items = data?.items ?? [];
  const nobodyLeft = data !== undefined && items.every(({ left }) => left.count === 0);
  const marks = ({ count, marks: average }: { count: number; marks: number }) =>
    count > 0 ? t('health.marks', { marks: average, count }) : '—';
  return (
    <Panel
      title={t('health.measures')}
      about={t('health.measuresAbout')}
      actions={
        <Button size="sm" variant="default" loading={isFetching} onClick={() => setAsked(true)}>
          {t('health.show')}
        </Button>
      }
    >
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {nobodyLeft && <Text size="sm">{t('health.fewLeft')}</Text>}
      {items.length > 0 && !nobodyLeft && (
        <ComparisonTable
          of={t('health.measures')}
          by={[t('health.left'), t('health.stayed'), t('health.difference')]}
          rows={items.map(({ factor, left, stayed, difference }) => ({
            key: factor,
            name: t(`health.factors.${factor}`),
            values: [marks(left), marks(stayed), difference ?? '—'],
          }))}
        />
      )}
    </Panel>
  );
}
