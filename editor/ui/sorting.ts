import { type Direction, opposite } from '../../shared/list-order.ts';

/** By what a table is sorted, and how to sort it otherwise. */
export interface Sorting {
  by: string;
  direction: Direction;
  /** Which way sorting by something begins. */
  begins(by: string): Direction;
  onSort(by: string): void;
}

interface Asked<Key extends string> {
  sort?: Key | undefined;
  direction?: Direction | undefined;
}

/**
 * Reads the sorting of a table from the address, and writes it there: choosing what it is sorted by already turns it
 * round. What a list does by itself stays out of the address; `begins` says for each key which way that is, the
 * first key being the list’s own.
 */
export function sortingOf<Key extends string>(
  { sort, direction }: Asked<Key>,
  begins: Record<Key, Direction>,
  onChange: (asked: Asked<Key>) => void,
): Sorting {
  const keys = Object.keys(begins) as Key[];
  const [own] = keys;
  const by = sort ?? own ?? '';
  const way = (key: string) => begins[keys.find((each) => each === key) ?? (by as Key)];
  const current = direction ?? way(by);
  return {
    by,
    direction: current,
    begins: way,
    onSort(key) {
      const next = key === by ? opposite(current) : way(key);
      onChange({
        sort: keys.find((each) => each === key && each !== own),
        direction: next === way(key) ? undefined : next,
      });
    },
  };
}
