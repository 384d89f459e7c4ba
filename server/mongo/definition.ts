import mongoose, { type IndexDefinition, type IndexOptions, type SchemaDefinition } from 'mongoose';
import type { Shelf } from './shelf.ts';

/** One collection: its name, the fields that queries touch, and the index behind every query. */
export interface Definition {
  name: string;
  schema: mongoose.Schema;
}

/** The fields of an index, and what is special about it. */
export type IndexEntry = readonly [IndexDefinition, IndexOptions?];

/** Gives the shelf of a collection. */
export type OpenShelf = (definition: Definition) => Shelf;

/**
 * Declares a collection. Only fields that queries touch are named: records are checked before they get here, and
 * hot paths read and write them without hydration.
 */
export function define(
  name: string,
  fields: SchemaDefinition,
  indexes: readonly IndexEntry[] = [],
): Definition {
  const schema = new mongoose.Schema(
    { _id: String, ...fields },
    {
      collection: name,
      strict: false,
      autoIndex: false,
      autoCreate: false,
      versionKey: false,
      minimize: false,
    },
  );
  for (const [keys, options] of indexes) schema.index(keys, options);
  return { name, schema };
}
