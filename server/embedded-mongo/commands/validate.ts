import { decodeDocument } from '../bson/decode.ts';
import { encodeKey } from '../bson/key-encoding.ts';
import { type Doc, isTruthy } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { RangeReader } from '../plan/scan.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import { type Index, idOfEntry, keyOfEntry } from '../store/index.ts';
import { keyTrait } from '../store/index-keys.ts';
import {
  type Command,
  type CommandContext,
  collectionOf,
  namespaceOf,
  type Reply,
  scanContext,
} from './command.ts';

/** Faults beyond these are counted and not told one by one. */
const mostTold = 100;

/** `validate`: whether documents and indexes agree. */
export const validateCommand: Command = {
  kind: 'read',
  options: ['full', 'repair', 'metadata', 'checkBSONConformance', 'background'],
  run: validate,
};

interface Faults {
  count: number;
  told: string[];
  invalidIndexes: Set<Index>;
  corruptRecords: number;
}

/**
 * Checks both ways: that every document decodes, lies under its id and has all its entries, and that every entry
 * belongs to a document that has it. Each comparison is made within one turn, so that writes in between do no
 * harm.
 */
function* validate(context: CommandContext): Generator<void, Reply> {
  if (isTruthy(context.command.get('repair'))) {
    fail(115, 'validate does not repair in the embedded database: drop the index and create it anew');
  }
  const collection =
    collectionOf(context) ?? fail(26, `Collection '${namespaceOf(context)}' does not exist to validate.`);
  const faults: Faults = { count: 0, told: [], invalidIndexes: new Set(), corruptRecords: 0 };
  const { turn } = context.state;
  const scan = () => scanContext(context.state, collection);
  const documents = new RangeReader(scan(), collection.documents, undefined, false);
  const nrecords = yield* each(documents, turn, (id) => checkDocument(collection, id, faults));
  const keysPerIndex: Record<string, number> = { _id_: nrecords };
  // The list changes when an index is dropped or made meanwhile; those that are still there are looked at.
  for (const index of [...collection.indexes]) {
    if (index.isBuilding || !collection.indexes.includes(index)) continue;
    const entries = new RangeReader(scan(), index.table, undefined, false);
    keysPerIndex[index.spec.name] = yield* each(entries, turn, (entry) =>
      checkEntry(collection, index, entry, faults),
    );
  }
  return {
    ns: collection.namespace,
    nInvalidDocuments: faults.corruptRecords,
    nrecords,
    nIndexes: collection.indexes.length + 1,
    keysPerIndex,
    indexDetails: indexDetails(collection, faults),
    valid: faults.count === 0,
    repaired: false,
    warnings: faults.count > faults.told.length ? [`${faults.count} faults were found in all`] : [],
    errors: faults.told,
  };
}

function* each(source: Source<Buffer>, turn: Turn, check: (key: Buffer) => void): Generator<void, number> {
  let count = 0;
  for (;;) {
    const key = source.next();
    if (key === undefined) return count;
    if (key === PAUSE) yield;
    else {
      count++;
      check(key);
      if (turn.isOver()) yield;
    }
  }
}

function indexDetails(collection: Collection, faults: Faults): Record<string, { valid: boolean }> {
  const details: Record<string, { valid: boolean }> = { _id_: { valid: faults.corruptRecords === 0 } };
  for (const index of collection.indexes) {
    details[index.spec.name] = { valid: !faults.invalidIndexes.has(index) };
  }
  return details;
}

function checkDocument(collection: Collection, id: Buffer, faults: Faults): void {
  const doc = decodeAt(collection, id);
  if (!doc) {
    tell(faults, undefined, `the document under ${id.toString('hex')} cannot be read`);
    return;
  }
  if (!encodeKey(doc.get('_id')).equals(id)) {
    tell(faults, undefined, `the document under ${id.toString('hex')} has another _id than its key says`);
  }
  for (const index of collection.indexes) {
    if (index.isBuilding) continue;
    const { keys, traits } = index.keysOf(doc);
    const name = index.spec.name;
    for (const key of keys) {
      if (!index.has(key, id)) {
        tell(faults, index, `index ${name} lacks an entry of the document ${id.toString('hex')}`);
      }
    }
    const untold = traits & ~index.traits;
    for (const [trait, bit] of Object.entries(keyTrait)) {
      if (untold & bit) tell(faults, index, `index ${name} is not marked as ${trait}`);
    }
  }
}

function checkEntry(collection: Collection, index: Index, entry: Buffer, faults: Faults): void {
  const { unique, name } = index.spec;
  const id = unique ? index.table.getBinary(entry) : idOfEntry(entry);
  const key = unique ? entry : keyOfEntry(entry);
  const doc = id && decodeAt(collection, id);
  if (doc && index.keysOf(doc).keys.some((own) => own.equals(key))) return;
  tell(
    faults,
    index,
    `index ${name} has an entry the document ${id?.toString('hex')} ${doc ? 'does not have' : 'left behind'}`,
  );
}

function decodeAt(collection: Collection, id: Buffer): Doc | undefined {
  const bytes = collection.read(id);
  if (!bytes) return undefined;
  try {
    return decodeDocument(bytes);
  } catch {
    return undefined;
  }
}

function tell(faults: Faults, index: Index | undefined, what: string): void {
  faults.count++;
  if (index) faults.invalidIndexes.add(index);
  else faults.corruptRecords++;
  if (faults.told.length < mostTold) faults.told.push(what);
}
