import { NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type ColumnPlan,
  cellTypes,
  columnTargets,
  type ImportView,
  type TableKind,
} from '../../../shared/table.ts';
import { ScrollBox } from '../../ui/ScrollBox.tsx';

interface ColumnTableProps {
  kind: TableKind;
  columns: ImportView['columns'];
  plans: ColumnPlan[];
  onChange: (plans: ColumnPlan[]) => void;
}

/** One row per column of the file: some of its cells, where it goes and how it is read. */
export function ColumnTable({ kind, columns, plans, onChange }: ColumnTableProps) {
  const { t } = useTranslation('pages');
  const targets = kind === 'accounts' ? (['id', 'trait', 'skip'] as const) : columnTargets;
  const change = (at: number, part: Partial<ColumnPlan>) =>
    onChange(plans.map((plan, index) => (index === at ? { ...plan, ...part } : plan)));
  return (
    <ScrollBox label={t('tables.columns')}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('tables.column')}</Table.Th>
            <Table.Th>{t('tables.target')}</Table.Th>
            <Table.Th>{t('tables.trait')}</Table.Th>
            <Table.Th>{t('tables.type')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map(({ name, samples }, at) => {
            const plan = plans[at] ?? { target: 'skip', type: 'text' };
            const isTrait = plan.target === 'trait';
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: headings may repeat; a column is its place.
              <Table.Tr key={at}>
                <Table.Td>
                  <Text size="sm" fw={570}>
                    {name}
                  </Text>
                  <Text size="xs" c="dimmed" truncate maw={200}>
                    {samples.slice(0, 2).join(' · ')}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <NativeSelect
                    size="sm"
                    aria-label={t('tables.targetOf', { name })}
                    value={plan.target}
                    onChange={({ currentTarget }) => {
                      const target = targets.find((one) => one === currentTarget.value) ?? 'skip';
                      change(at, { target, ...(target === 'trait' ? { trait: plan.trait ?? name } : {}) });
                    }}
                    data={targets.map((value) => ({ value, label: t(`tables.targets.${value}`) }))}
                  />
                </Table.Td>
                <Table.Td>
                  {isTrait && (
                    <TextInput
                      size="sm"
                      aria-label={t('tables.traitOf', { name })}
                      value={plan.trait ?? ''}
                      onChange={({ currentTarget }) => change(at, { trait: currentTarget.value })}
                    />
                  )}
                </Table.Td>
                <Table.Td>
                  {isTrait && (
                    <NativeSelect
                      size="sm"
                      aria-label={t('tables.typeOf', { name })}
                      value={plan.type}
                      onChange={({ currentTarget }) =>
                        change(at, { type: cellTypes.find((type) => type === currentTarget.value) ?? 'text' })
                      }
                      data={cellTypes.map((value) => ({ value, label: t(`tables.types.${value}`) }))}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
