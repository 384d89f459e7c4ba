import { valueAt } from '../../shared/path.ts';
import { scalarsOf } from '../../shared/scalars.ts';
import type { Shelf } from './shelf.ts';

/** One entry of the index over traits: a field by its dotted name, and a scalar that its value is or holds. */
export interface Facet {
  k: string;
  v: string | number | boolean | null;
}

/**
 * One index for all fields that conditions ask for, whichever they are: `{ k, v }` pairs of those alone, so that a
 * trait nobody asks for costs nothing, and no number of traits needs another index.
 */
export const facetIndex = [{ 'facets.k': 1, 'facets.v': 1 }, { sparse: true }] as const;

/** The entries of a record for these fields. */
export function facetsOf(record: object, fields: readonly string[]): Facet[] {
  return fields.flatMap((k) => scalarsOf(valueAt(record, k.split('.'))).map((v) => ({ k, v })));
}

/** Adds a record's entries to what is stored of it; nothing where it has none. */
export function withFacets(record: object, fields: readonly string[]): { facets?: Facet[] } {
  const facets = facetsOf(record, fields);
  return facets.length > 0 ? { facets } : {};
}

/**
 * Writes the entries of records anew, where the revision still is what was read: whoever wrote one meanwhile has
 * written its entries, too.
 */
export async function reindex(
  shelf: Shelf,
  records: readonly { id: string; rev: number }[],
  fields: readonly string[],
): Promise<void> {
  await shelf.write(
    records.map((record) => ({
      updateOne: {
        filter: { _id: record.id, rev: record.rev },
        update: { $set: { facets: facetsOf(record, fields) } },
      },
    })),
    { ordered: false },
  );
}
