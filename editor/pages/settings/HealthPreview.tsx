import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { healthBands, type HealthPreview as Preview } from '../../../shared/health.ts';
import { formatNumber } from '../../i18n/format.ts';

/** How other rules would spread everybody over the bands, and who would move. */
export function HealthPreview({ preview }: { preview: Preview }) {
  const { t } = useTranslation('pages');
  const { total, asked, before, after, moves, sample } = preview;
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">
        {asked < total
          ? t('health.asked', { asked: formatNumber(asked), total: formatNumber(total) })
          : t('health.askedAll', { total: formatNumber(total) })}
      </Text>
      <Table maw={460} aria-label={t('health.spread')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('health.spread')}</Table.Th>
            <Table.Th scope="col" ta="end">
              {t('health.before')}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {t('health.after')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...healthBands, 'unknown' as const].map((band) => (
            <Table.Tr key={band}>
              <Table.Td>{t(`health.bands.${band}`)}</Table.Td>
              <Table.Td ta="end">{formatNumber(before[band])}</Table.Td>
              <Table.Td ta="end">{formatNumber(after[band])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
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
        <Table maw={460} aria-label={t('health.most')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('health.most')}</Table.Th>
              <Table.Th scope="col" ta="end">
                {t('health.before')}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {t('health.after')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sample.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>{one.name}</Table.Td>
                <Table.Td ta="end">{one.before}</Table.Td>
                <Table.Td ta="end">{one.after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
