import { Table } from '@mantine/core';

interface ComparisonTableProps {
  /** What stands in the first column; the table is called so as well. */
  of: string;
  /** What it is compared by, a column of numbers each. */
  by: readonly string[];
  rows: readonly { key: string; name: string; values: readonly (string | number)[] }[];
}

/** Things and a few numbers of each, side by side. */
export function ComparisonTable({ of, by, rows }: ComparisonTableProps) {
  return (
    <Table maw={640} aria-label={of}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{of}</Table.Th>
          {by.map((words) => (
            <Table.Th key={words} scope="col" ta="end">
              {words}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ key, name, values }) => (
          <Table.Tr key={key}>
            <Table.Td>{name}</Table.Td>
            {by.map((words, column) => (
              <Table.Td key={words} ta="end">
                {values[column]}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
