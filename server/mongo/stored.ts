import { randomBytes } from 'node:crypto';

/** A document as it lies in a collection. */
export interface Stored {
  _id: string;
  [field: string]: unknown;
}

/**
 * A record as a document: its id becomes `_id`, `extra` fields stand beside. Maps with people's own keys are stored
 * as they are: a key may hold dots, which is why no update of them ever goes by path.
 */
export function toStored(record: { id: string }, extra: Record<string, unknown> = {}): Stored {
  const { id, ...fields } = record;
  return { _id: id, ...fields, ...extra };
}

/** A document as the record it was made from; what only storage needs is left out. */
export function fromStored<Item extends { id: string }>(document: Stored): Item {
  const {
    _id,
    writer: _writer,
    searchKeys: _searchKeys,
    inside: _inside,
    putOff: _putOff,
    facets: _facets,
    lists: _lists,
    ...fields
  } = document;
  return { id: _id, ...fields } as unknown as Item;
}

/** Records by their id. */
export function byId<Item extends { id: string }>(documents: readonly Stored[]): Map<string, Item> {
  return new Map(documents.map((document) => [document._id, fromStored<Item>(document)]));
}

const thisProcess = randomBytes(9).toString('base64url');
let count = 0;

/**
 * A token that names one call and no other. It is stored with what the call writes, so that an attempt repeated
 * after a lost answer finds its own work and does not take it for somebody else's.
 */
export function newWriter(): string {
  count += 1;
  return `${thisProcess}${count.toString(36)}`;
}
