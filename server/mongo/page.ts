import { problem } from '../../shared/problems.ts';
import type { PageOf, PageRequest, Place } from '../ports/stores.ts';
import type { Query, Shelf } from './shelf.ts';
import type { Stored } from './stored.ts';

/** What a list is sorted by before the id, which settles ties in the same direction. */
export interface Order {
  field: string;
  direction: 1 | -1;
  type: 'date' | 'number' | 'text';
}

/**
 * One page of a list, found by its place and not by counting, so that items arriving meanwhile neither repeat nor
 * hide others. `query` holds equalities of the index that ends in the order's field and `_id`.
 */
export async function readPage<Item>(
  shelf: Shelf,
  query: Query,
  order: Order,
  request: PageRequest,
  read: (document: Stored) => Item,
): Promise<PageOf<Item>> {
  const documents = await shelf.find(request.after ? { ...query, ...beyond(order, request.after) } : query, {
    sort:
      order.field === '_id'
        ? { _id: order.direction }
        : { [order.field]: order.direction, _id: order.direction },
    // One more than asked for tells whether there is another page.
    limit: request.limit + 1,
  });
  const shown = documents.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    next: documents.length > request.limit && last ? placeOf(order, last) : undefined,
  };
}

/**
 * Everything after a place. The range on the sorted field alone is what the index walks; the second condition only
 * drops those of the same value that the page before has shown.
 */
function beyond(order: Order, [sort, id]: Place): Query {
  const [over, from] = order.direction === 1 ? ['$gt', '$gte'] : ['$lt', '$lte'];
  if (order.field === '_id') return { _id: { [over]: id } };
  const value = sortValue(order, sort);
  return {
    [order.field]: { [from]: value },
    // Inside `$and`, so that it does not take the place of alternatives the query has itself.
    $and: [{ $or: [{ [order.field]: { [over]: value } }, { _id: { [over]: id } }] }],
  };
}

function sortValue(order: Order, sort: string | number): string | number | Date {
  const fits = order.type === 'text' ? typeof sort === 'string' : Number.isFinite(sort);
  if (!fits) throw problem('CURSOR_INVALID', {});
  return order.type === 'date' ? new Date(sort) : sort;
}

function placeOf(order: Order, document: Stored): Place {
  const value = document[order.field];
  return [value instanceof Date ? value.getTime() : (value as string | number), document._id];
}
