import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';
import { ScrollBox } from './ScrollBox.tsx';
import type { Sorting } from './sorting.ts';
import { useRowKeys } from './use-row-keys.ts';

export interface Column<Row> {
  id: string;
  header: string;
  /** The header is said but not drawn, for columns of buttons. */
  hideHeader?: boolean;
  /** Drawn in place of the header's words, e.g. a box that selects all. */
  headerContent?: ReactNode;
  align?: 'end';
  /** What sorting by this column is called in `sorting`; without it nobody can. */
  sort?: string;
  /** Why nobody can sort by this column just now. */
  unsorted?: string | undefined;
  /** Left out when the screen is narrow. */
  minor?: boolean;
  width?: number | string;
  render: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Column<Row>[];
  /** Undefined while loading: skeletons stand in. */
  rows: Row[] | undefined;
  keyOf: (row: Row) => string;
  isSelected?: (row: Row) => boolean;
  /** By what the rows are sorted, and how to sort them otherwise. */
  sorting?: Sorting;
  hasMore?: boolean;
  isLoadingMore?: boolean;
  onMore?: () => void;
  /** The list the page is about: J and K walk its rows, X ticks the box of one. */
  keys?: boolean;
  /** Stands in place of the table when there are no rows. */
  empty: ReactNode;
}

/**
 * A list of things in rows. A link, or a button, with the class `rowLink` in the first column spreads over its row, so that a
 * click anywhere opens it while keyboards and screen readers meet one plain control.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useTranslation('shell');
  const { label, columns, rows, keyOf, isSelected, sorting, empty } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  useRowKeys(body, `.${rowLink}`, props.keys === true);
  if (rows?.length === 0) return empty;
  return (
    <>
      <ScrollBox label={label}>
        <table className={classes.table} aria-label={label} aria-busy={!rows}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.id}
                  scope="col"
                  data-align={column.align}
                  data-minor={column.minor || undefined}
                  style={{ width: column.width }}
                  aria-sort={sortOf(column, sorting)}
                >
                  <ColumnHeader column={column} sorting={sorting} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {rows?.map((row) => (
              <tr key={keyOf(row)} data-selected={isSelected?.(row) || undefined}>
                {columns.map((column) => (
                  <td key={column.id} data-align={column.align} data-minor={column.minor || undefined}>
                    {column.render(row)}
                  </td>
                ))}
              </tr>
            ))}
            {!rows && <SkeletonRows columns={columns} />}
          </tbody>
        </table>
      </ScrollBox>
      {props.hasMore && (
        <div className={classes.more}>
          <Button variant="default" loading={props.isLoadingMore ?? false} onClick={props.onMore}>
            {t('common.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function ColumnHeader<Row>({ column, sorting }: { column: Column<Row>; sorting: Sorting | undefined }) {
  const { header, headerContent, hideHeader, sort, unsorted } = column;
  if (headerContent !== undefined) return headerContent;
  if (hideHeader) return <VisuallyHidden>{header}</VisuallyHidden>;
  if (!sorting || sort === undefined)
    return unsorted === undefined ? (
      header
    ) : (
      <span title={unsorted}>
        {header} <VisuallyHidden>{unsorted}</VisuallyHidden>
      </span>
    );
  const way = sort === sorting.by ? sorting.direction : sorting.begins(sort);
  const Arrow = way === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes.sort} onClick={() => sorting.onSort(sort)}>
      {header}
      <Arrow size={14} aria-hidden data-shown={sort === sorting.by || undefined} />
    </button>
  );
}

function sortOf<Row>({ sort }: Column<Row>, sorting: Sorting | undefined) {
  if (sort === undefined || sort !== sorting?.by) return undefined;
  return sorting.direction === 'asc' ? 'ascending' : 'descending';
}

function SkeletonRows<Row>({ columns }: { columns: Column<Row>[] }) {
  const { t } = useTranslation('shell');
  return (
    <>
      {[72, 54, 80, 62, 70, 48].map((width, row) => (
        <tr key={width}>
          {columns.map((column, index) => (
            <td key={column.id} data-align={column.align} data-minor={column.minor || undefined}>
              {row === 0 && index === 0 && <VisuallyHidden>{t('common.loading')}</VisuallyHidden>}
              <Skeleton
                height={12}
                my={12}
                width={`${index === 0 ? width : width / 1.6}%`}
                display="inline-block"
              />
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}

/** The class of the link that spreads over its row. */
export const rowLink = classes.rowLink;
