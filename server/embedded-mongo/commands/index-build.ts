import { pathsOfQuery } from '../aggregate/fields-read.ts';
import { decodeDocument } from '../bson/decode.ts';
import { fail } from '../errors.ts';
import type { ScanPlan } from '../plan/plan.ts';
import { type Run, RunReader, RunWriter, rowAt, sizeOfRow } from '../plan/runs.ts';
import { planEntries } from '../plan/scan.ts';
import { PAUSE, type Turn } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import type { Index } from '../store/index.ts';
import { type CommandContext, scanContext } from './command.ts';

/** So many bytes of keys are gathered at most before they go into their indexes. */
const mostGathered = 48 * 1024 * 1024;

const everything: ScanPlan = {
  kind: 'scan',
  range: undefined,
  bounds: undefined,
  isReversed: false,
  isExact: true,
  isSorted: false,
};

const nothing = Buffer.alloc(0);

/** An index, and the keys that are still to be entered into it. */
interface Filling {
  index: Index;
  writer: RunWriter;
  runs: Run[];
}

/**
 * Adds all stored documents to new indexes. Their keys are sorted before they are entered: in the order of the documents
 * nearly every key would change another page of the index, and the pages of one transaction have to get to the disk
 * together. Writes in between keep the indexes up to date themselves, and say which documents they touched.
 */
export function* fillIndexes(
  { state }: CommandContext,
  collection: Collection,
  indexes: readonly Index[],
): Generator<void, void> {
  const scan = { ...scanContext(state, collection), wanted: fieldsOf(indexes) };
  const documents = planEntries(scan, everything);
  const fillings = indexes.map((index): Filling => ({ index, writer: new RunWriter(), runs: [] }));
  const pause = function* (): Generator<void, void> {
    yield;
    checkPresence(collection, indexes);
  };
  let gathered = 0;
  for (let entry = documents.next(); entry !== undefined; entry = documents.next()) {
    if (entry === PAUSE) {
      yield* pause();
      continue;
    }
    for (const filling of fillings) gathered += gather(collection, filling, entry.id, entry.doc);
    if (gathered < mostGathered) continue;
    for (const filling of fillings) yield* enter(collection, filling, state.turn, pause);
    gathered = 0;
  }
  for (const filling of fillings) yield* enter(collection, filling, state.turn, pause);
  for (const { index } of fillings) yield* enterTouched(collection, index, state.turn, pause);
}

/** The fields the keys of indexes are made of; nothing where they may be any. */
function fieldsOf(indexes: readonly Index[]): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  for (const { fields: own, spec } of indexes) {
    const filter = spec.partialFilterExpression;
    const paths = filter ? pathsOfQuery({ filter }) : [];
    if (!paths) return undefined;
    for (const path of [...own, ...paths]) fields.add(path.split('.', 1)[0] as string);
  }
  return fields;
}

/** Puts the keys of a document aside; says how many bytes they take. */
function gather(
  collection: Collection,
  { index, writer, runs }: Filling,
  id: Buffer,
  doc: ReturnType<typeof decodeDocument>,
): number {
  let bytes = 0;
  for (const key of collection.keysIn(index, doc)) {
    const row = { key, id, bytes: nothing };
    const size = sizeOfRow(row);
    if (writer.isFullFor(size)) runs.push(writer.finish());
    writer.add(row);
    bytes += size;
  }
  return bytes;
}

type Pause = () => Generator<void, void>;

function* enter(collection: Collection, filling: Filling, turn: Turn, pause: Pause): Generator<void, void> {
  const { index, writer } = filling;
  const rows = new RunReader([...filling.runs, writer.finish()]);
  filling.runs = [];
  for (let at = rows.next(); at; at = rows.next()) {
    const { key, id } = rowAt(at.run, at.start);
    if (!index.isTouched(id)) collection.enter(index, [key], id);
    if (turn.isOver()) yield* pause();
  }
}

/**
 * Enters what documents have that were touched meanwhile: whoever did so has entered it already, unless its transaction
 * came to nothing.
 */
function* enterTouched(
  collection: Collection,
  index: Index,
  turn: Turn,
  pause: Pause,
): Generator<void, void> {
  for (const id of index.touchedIds()) {
    const bytes = collection.read(id);
    if (bytes) collection.enter(index, collection.keysIn(index, decodeDocument(bytes)), id);
    if (turn.isOver()) yield* pause();
  }
}

/** Somebody may have dropped what is being built: the handles of such tables belong to others soon. */
function checkPresence(collection: Collection, indexes: readonly Index[]): void {
  if (collection.isDropped) fail(175, `The collection ${collection.namespace} was dropped in the meantime`);
  for (const index of indexes) {
    if (!collection.indexes.includes(index)) {
      fail(276, `The index ${index.spec.name} was dropped while it was being built`);
    }
  }
}
