import { describe, expect, it } from 'vitest';
import { sortingOf } from '../../../editor/ui/sorting.ts';
import { accountDirections } from '../../../shared/account.ts';
import type { Direction } from '../../../shared/list-order.ts';

type Key = keyof typeof accountDirections;
type Asked = { sort?: Key | undefined; direction?: Direction | undefined };

/** What stands in the address after these headers were pressed one after the other. */
function pressed(...keys: Key[]): { asked: Asked; by: string; direction: Direction } {
  let asked: Asked = {};
  const read = () =>
    sortingOf(asked, accountDirections, (next) => {
      asked = next;
    });
  for (const key of keys) read().onSort(key);
  const { by, direction } = read();
  return { asked, by, direction };
}

describe('the sorting of a table', () => {
  it('is the list’s own, and says nothing in the address', () => {
    expect(pressed()).toEqual({ asked: {}, by: 'mrr', direction: 'desc' });
  });

  it('begins as the chosen column begins, and turns round when it is chosen again', () => {
    expect(pressed('name')).toMatchObject({ asked: { sort: 'name' }, by: 'name', direction: 'asc' });
    expect(pressed('name', 'name')).toMatchObject({ asked: { sort: 'name', direction: 'desc' } });
    expect(pressed('name', 'name', 'name')).toMatchObject({ direction: 'asc' });
    expect(pressed('mrr')).toMatchObject({ asked: { direction: 'asc' }, by: 'mrr', direction: 'asc' });
    expect(pressed('mrr', 'health')).toMatchObject({ by: 'health', direction: 'asc' });
    expect(pressed('name', 'mrr').asked).toEqual({});
  });
});
