import { Checkbox } from '@mantine/core';
import type { Column } from './DataTable.tsx';

/** The rows that are ticked, by their keys. */
export interface Selection {
  selected: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
}

interface SelectColumnWords<Row> {
  /** What the box says that ticks every row there is. */
  all: string;
  keyOf: (row: Row) => string;
  /** What the box of a row says. */
  nameOf: (row: Row) => string;
}

/** A column of boxes, with one above them that ticks all rows shown. */
export function selectColumn<Row>(
  { selected, onChange }: Selection,
  rows: readonly Row[] | undefined,
  { all, keyOf, nameOf }: SelectColumnWords<Row>,
): Column<Row> {
  const keys = rows?.map(keyOf) ?? [];
  const ticked = keys.filter((key) => selected.has(key)).length;
  return {
    id: 'select',
    header: all,
    headerContent: (
      <Checkbox
        aria-label={all}
        // Before the rows are there, there is nothing to tick.
        disabled={keys.length === 0}
        checked={keys.length > 0 && ticked === keys.length}
        indeterminate={ticked > 0 && ticked < keys.length}
        onChange={(event) => onChange(new Set(event.currentTarget.checked ? keys : []))}
      />
    ),
    width: 44,
    render: (row) => (
      <Checkbox
        aria-label={nameOf(row)}
        checked={selected.has(keyOf(row))}
        onChange={() => onChange(toggled(selected, keyOf(row)))}
      />
    ),
  };
}

function toggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}
