import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { HoldoutComparison } from '../../../shared/churn.ts';
import { api } from '../../api-client.ts';
import { formatShare } from '../../i18n/format.ts';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { type Column, DataTable, rowLink } from '../../ui/DataTable.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { Panel } from '../../ui/Panel.tsx';

const tones: Record<HoldoutComparison['verdict'], Tone> = {
  helps: 'ok',
  harms: 'error',
  unclear: 'neutral',
  'too-few': 'neutral',
};

/** Workflows with a control group: what they changed, as far as the numbers allow to say. */
export function HoldoutPanel({ days }: { days: number }) {
  const { t } = useTranslation('pages');
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'holdouts', days],
    queryFn: ({ signal }) => api.compareHoldouts({ query: { days }, signal }),
  });
  const columns: Column<HoldoutComparison>[] = [
    {
      id: 'name',
      header: t('reports.holdouts.workflow'),
      width: '26%',
      render: ({ workflowId, name }) => (
        <Link to="/workflows/$id" params={{ id: workflowId }} className={rowLink}>
          {name}
        </Link>
      ),
    },
    { id: 'treated', header: t('reports.holdouts.treated'), render: ({ treated }) => shareOf(treated) },
    { id: 'control', header: t('reports.holdouts.control'), render: ({ control }) => shareOf(control) },
    {
      id: 'effect',
      header: t('reports.holdouts.effect'),
      render: ({ effect }) =>
        effect
          ? t('reports.holdouts.interval', {
              difference: points(effect.difference),
              low: points(effect.low),
              high: points(effect.high),
            })
          : '–',
    },
    {
      id: 'verdict',
      header: t('reports.holdouts.verdict'),
      render: ({ verdict }) => (
        <>
          <Chip tone={tones[verdict]}>{t(`reports.holdouts.verdicts.${verdict}`)}</Chip>
          <Text size="xs" c="dimmed" mt={4}>
            {t(`reports.holdouts.words.${verdict}`)}
          </Text>
        </>
      ),
    },
  ];
  return (
    <Panel flush title={t('reports.holdouts.title')} about={t('reports.holdouts.about')}>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!error && (
        <DataTable
          label={t('reports.holdouts.title')}
          columns={columns}
          rows={data?.items}
          keyOf={({ workflowId }) => workflowId}
          empty={
            <Text size="sm" c="dimmed" p="md">
              {t('reports.holdouts.none')}
            </Text>
          }
        />
      )}
    </Panel>
  );

  function shareOf({ entered, goals }: { entered: number; goals: number }): string {
    if (entered === 0) return '–';
    return t('reports.signals.share', { share: formatShare(goals / entered), part: goals, all: entered });
  }
}

/** A difference of shares in percentage points, with its sign. */
function points(difference: number): string {
  const text = formatShare(Math.abs(difference));
  return difference < 0 ? `−${text}` : `+${text}`;
}
