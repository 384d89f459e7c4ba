import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { healthBands, type HealthPreview as Preview } from '../../../shared/health.ts';
import { formatNumber } from '../../i18n/format.ts';
import { ComparisonTable } from './ComparisonTable.tsx';

/** How other rules would spread everybody over the bands, and who would move. */
export function HealthPreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation('pages');
  const { total, asked, before, after, moves, sample } = preview;
  const by = [t('health.before'), t('health.after')];
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">
        {asked < total
          ? t('health.asked', { asked: formatNumber(asked), total: formatNumber(total) })
          : t('health.askedAll', { total: formatNumber(total) })}
      </Text>
      <ComparisonTable
        of={t('health.spread')}
        by={by}
        rows={[...healthBands, 'unknown' as const].map((band) => ({
          key: band,
          name: t(`health.bands.${band}`),
          values: [formatNumber(before[band]), formatNumber(after[band])],
        }))}
      />
      <Text size="sm" fw={600}>
        {t('health.moves')}
      </Text>
      {moves.length === 0 && <Text size="sm">{t('health.nobodyMoves')}</Text>}
      {moves.map(({ from, to, count }) => (
        <Text size="sm" key={`${from} ${to}`}>
          {t('health.move', {
            count,
            from: t(`health.bands.${from}`),
            to: t(`health.bands.${to}`),
          })}
        </Text>
      ))}
      {sample.length > 0 && (
        <ComparisonTable
          of={t('health.most')}
          by={by}
          rows={sample.map(({ id, name, ...marks }) => ({
            key: id,
            name,
            values: [marks.before, marks.after].map((mark) => mark ?? '–'),
          }))}
        />
      )}
    </Stack>
  );
}
