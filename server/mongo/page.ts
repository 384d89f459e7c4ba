import type { Direction } from '../../shared/list-order.ts';
import { valueAt } from '../../shared/path.ts';
import { problem } from '../../shared/problems.ts';
import type { PageOf, PageRequest, Place } from '../ports/stores.ts';
import type { Query, ReadOptions, Shelf, Sort } from './shelf.ts';
import type { Stored } from './stored.ts';

/** What a list is sorted by before the id, which settles ties in the same direction. */
export interface Order {
  field: string;
  direction: 1 | -1;
  type: 'date' | 'number' | 'text';
}

/** The same list the other way round; its index is read backwards. */
export function towards(order: Omit<Order, 'direction'>, direction: Direction): Order {
  return { ...order, direction: direction === 'asc' ? 1 : -1 };
}

/** What a page is read by. */
export interface Reading<Item> {
  order: Order;
  request: PageRequest;
  read: (document: Stored) => Item;
  hint?: Sort | undefined;
  /** Which fields to read, the order's among them; all by default. */
  projection?: ReadOptions['projection'] | undefined;
}

/**
 * One page of a list, found by its place and not by counting, so that items arriving meanwhile neither repeat nor
 * hide others. `query` holds equalities of the index that ends in the order's field and `_id`.
 */
export async function readPage<Item>(
  shelf: Shelf,
  query: Query,
  reading: Reading<Item>,
): Promise<PageOf<Item>> {
  return pageOf(await documentsOf(shelf, query, reading), reading);
}

/**
 * One page of what several queries find together. Each is read in the order of its index, and of each no more than
 * the page can show: what a single query with a list of values would sort may be a thousand times as much.
 */
export async function readMergedPage<Item>(
  shelf: Shelf,
  queries: readonly Query[],
  reading: Reading<Item>,
): Promise<PageOf<Item>> {
  const found = await Promise.all(queries.map((query) => documentsOf(shelf, query, reading)));
  const { order } = reading;
  const documents = found.flat().sort((a, b) => {
    const [[x, first], [y, second]] = [placeOf(order, a), placeOf(order, b)];
    return (compared(x, y) || compared(first, second)) * order.direction;
  });
  return pageOf(documents, reading);
}

/** The database compares texts by their bytes, which is not JavaScript's order for every script. */
function compared(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

function documentsOf<Item>(
  shelf: Shelf,
  query: Query,
  { order, request: { after, limit }, hint, projection }: Reading<Item>,
): Promise<Stored[]> {
  return shelf.find(after ? { ...query, ...beyond(query, order, after) } : query, {
    sort: { [order.field]: order.direction, _id: order.direction },
    // One more than asked for tells whether there is another page.
    limit: limit + 1,
    ...(hint === undefined ? {} : { hint }),
    ...(projection === undefined ? {} : { projection }),
  });
}

function pageOf<Item>(
  documents: readonly Stored[],
  { order, request: { limit }, read }: Reading<Item>,
): PageOf<Item> {
  const shown = documents.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    next: documents.length > limit && last ? placeOf(order, last) : undefined,
  };
}

/**
 * Everything after a place. The range on the sorted field alone is what the index walks; the second condition only
 * drops those of the same value that the page before has shown.
 */
function beyond(query: Query, order: Order, [sort, id]: Place): Query {
  const [over, from] = order.direction === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  const value = sortValue(order, sort);
  return {
    // The list may have bounds of its own there.
    [order.field]: { ...(query[order.field] as Query | undefined), [from]: value },
    // Inside `$and`, so that it does not take the place of alternatives the query has itself.
    $and: [{ $or: [{ [order.field]: { [over]: value } }, { _id: { [over]: id } }] }],
  };
}

function sortValue(order: Order, sort: string | number): string | number | Date {
  if (order.type === 'text') {
    if (typeof sort !== 'string') throw problem('CURSOR_INVALID', {});
    return sort;
  }
  if (typeof sort !== 'number' || !Number.isFinite(sort)) throw problem('CURSOR_INVALID', {});
  return order.type === 'date' ? new Date(sort) : sort;
}

function placeOf(order: Order, document: Stored): Place {
  const value = valueAt(document, order.field.split('.'));
  if (order.type === 'text') return [String(value), document._id];
  return [value instanceof Date ? value.getTime() : Number(value), document._id];
}
