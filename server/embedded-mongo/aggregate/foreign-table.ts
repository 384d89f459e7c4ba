import { decodeDocument } from '../bson/decode.ts';
import { encodeKey } from '../bson/key-encoding.ts';
import type { Doc, Maybe } from '../bson/values.ts';
import { anyAtPath, queryPath } from '../match/walk.ts';
import type { Entry } from '../plan/scan.ts';
import { memoryLimit } from '../plan/sort.ts';
import { PAUSE, type Source, type Turn } from '../source.ts';

/** What a document and a value take in the table besides their bytes. */
const perDocument = 150;
const perValue = 100;

/** The documents of a collection by the values a query could meet at one of their fields. */
export interface ForeignTable {
  /** The documents a join on `value` finds, in the order they were read: of an array, those of any element. */
  find(value: Maybe): Source<Doc>;
}

/**
 * Reads documents into a table by the values at a path. The source gives the finished table once, or ends
 * without it when it would take more than `limit` bytes.
 */
export function foreignTable(
  entries: Source<Entry>,
  path: string,
  turn: Turn,
  limit = memoryLimit,
): Source<ForeignTable> {
  const walked = queryPath(path);
  const field = new Set([path.split('.', 1)[0] as string]);
  const documents: Buffer[] = [];
  const places = new Map<string, number[]>();
  let size = 0;
  let isGiven = false;
  const add = (entry: Entry) => {
    const place = documents.push(entry.bytes) - 1;
    size += entry.bytes.length + perDocument;
    // A test that never holds is shown every value an equality would be tried on.
    anyAtPath(entry.part(field), walked, true, (candidate) => {
      const key = keyOf(candidate);
      const known = places.get(key);
      size += known ? 8 : key.length + perValue;
      if (!known) places.set(key, [place]);
      else if (known.at(-1) !== place) known.push(place);
      return false;
    });
  };
  return {
    next() {
      for (;;) {
        if (isGiven || size > limit) return undefined;
        const entry = entries.next();
        if (entry === PAUSE) return PAUSE;
        if (entry === undefined) {
          isGiven = true;
          return { find: (value) => reading(placesOf(value, places), documents, turn) };
        }
        add(entry);
        if (turn.isOver()) return PAUSE;
      }
    },
  };
}

function placesOf(value: Maybe, places: ReadonlyMap<string, number[]>): number[] {
  if (!Array.isArray(value)) return places.get(keyOf(value)) ?? [];
  const found = new Set(value.flatMap((item) => places.get(keyOf(item)) ?? []));
  return [...found].sort((a, b) => a - b);
}

function reading(places: readonly number[], documents: readonly Buffer[], turn: Turn): Source<Doc> {
  let at = 0;
  return {
    next() {
      if (turn.isOver()) return PAUSE;
      const place = places[at++];
      return place === undefined ? undefined : decodeDocument(documents[place] as Buffer);
    },
  };
}

/** A text that values share when they are equal; missing counts as null. */
function keyOf(value: Maybe): string {
  return encodeKey(value).toString('latin1');
}
