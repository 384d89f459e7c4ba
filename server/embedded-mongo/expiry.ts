import { decodeDocument } from './bson/decode.ts';
import { afterPrefix, encodeKey, invertKey } from './bson/key-encoding.ts';
import { valuesAt } from './bson/paths.ts';
import { typeRank } from './bson/values.ts';
import type { Command, Reply, ServerState } from './commands/command.ts';
import { scanContext } from './commands/command.ts';
import { RangeReader } from './plan/scan.ts';
import { PAUSE } from './source.ts';
import type { Collection } from './store/collection.ts';
import { type Index, idOfEntry } from './store/index.ts';

/** How often documents are looked for whose time is over, in milliseconds. */
export const expiryInterval = 60_000;

/** Deletes the documents whose time, kept in a field with a TTL index, is over. Runs as a write among others. */
export const expireCommand: Command = {
  kind: 'write',
  makesRoom: true,
  options: [],
  *run({ state }) {
    let n = 0;
    const now = Date.now();
    for (const collection of state.store.list()) {
      for (const index of collection.indexes) {
        if (index.spec.expireAfterSeconds === undefined || index.isBuilding || collection.isDropped) continue;
        n += yield* expire(state, collection, index, now - index.spec.expireAfterSeconds * 1000);
      }
    }
    return { n } satisfies Reply;
  },
};

function* expire(
  state: ServerState,
  collection: Collection,
  index: Index,
  limit: number,
): Generator<void, number> {
  const path = index.shape.paths[0] ?? [];
  const oldest = Buffer.from([typeRank.date]);
  const newest = encodeKey(new Date(Math.max(limit, -8.64e15)));
  const range =
    index.shape.directions[0] === 1
      ? { start: oldest, end: newest }
      : {
          start: afterPrefix(invertKey(newest)),
          end: afterPrefix(invertKey(oldest)),
        };
  const reader = new RangeReader(scanContext(state, collection), index.table, range, false);
  let n = 0;
  for (;;) {
    const key = reader.next();
    if (key === undefined || collection.isDropped) return n;
    if (key === PAUSE) {
      yield;
      if (collection.isDropped) return n;
      continue;
    }
    const id = index.spec.unique ? index.table.getBinary(key) : idOfEntry(key);
    const bytes = id && collection.read(id);
    const doc = bytes && decodeDocument(bytes);
    if (id && doc && valuesAt(doc, path).some((value) => value instanceof Date && value.getTime() < limit)) {
      collection.remove(id, doc);
      n++;
    }
    if (state.turn.isOver()) {
      yield;
      if (collection.isDropped) return n;
    }
  }
}
