import { createHash } from 'node:crypto';
import { DAY } from '../../shared/time.ts';
import type { CountedDays, CounterStore, DayMarks, Recount } from '../ports/counters.ts';
import type { Place } from '../ports/stores.ts';
import { clausesOf } from './clauses.ts';
import { define, type OpenShelf } from './definition.ts';
import type { Query } from './shelf.ts';
import { newWriter, type Stored } from './stored.ts';

/**
 * Days of one document. 400 days of an event name are 13 documents of some hundred bytes, and a recount writes no
 * more than one of them.
 */
const STRETCH = 32;

const definition = define(
  'counters',
  { sourceId: String, name: String, stretch: Number, mark: String, markedAt: Date },
  [
    [{ sourceId: 1, name: 1, stretch: 1 }],
    // Only what waits to be recounted: idle people cost nothing.
    [{ markedAt: 1 }, { partialFilterExpression: { markedAt: { $exists: true } } }],
  ],
);

const closingDefinition = define('closing', {});
const CLOSING = 'days';

/** A counted day in a document: how many, and the first and last, in milliseconds since midnight. */
type StoredDay = readonly [count: number, first: number, last: number];

/** Counts of closed days. A mark and the counts it doubts lie in one document, so that one write settles both. */
export function counterStore(open: OpenShelf): CounterStore {
  const shelf = open(definition);
  const closingShelf = open(closingDefinition);
  return {
    async mark(marks, now) {
      const mark = newWriter();
      await shelf.write(
        byStretch(marks).map(({ sourceId, name, stretch, days }) => ({
          updateOne: {
            filter: { _id: idOf(sourceId, name, stretch) },
            update: {
              $setOnInsert: { sourceId, name, stretch, days: {} },
              $addToSet: { dirty: { $each: days } },
              $set: { mark },
              $min: { markedAt: now },
            },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async load(queries) {
      const clauses = queries.flatMap(({ sourceIds, name, from }) =>
        clausesOf(sourceIds, {
          name,
          ...(Number.isFinite(from) ? { stretch: { $gte: stretchOf(from) } } : {}),
        }),
      );
      if (clauses.length === 0) return [];
      const found = await shelf.find(clauses.length > 1 ? { $or: clauses } : (clauses[0] ?? {}));
      return found.map(toCounted);
    },
    async marked(limit) {
      const found = await shelf.find({ markedAt: { $gt: new Date(0) } }, { sort: { markedAt: 1 }, limit });
      return found.map((document) => ({
        id: document._id,
        mark: String(document.mark),
        sourceId: String(document.sourceId),
        name: String(document.name),
        days: dirtyOf(document),
      }));
    },
    async settle(recounts) {
      if (recounts.length === 0) return 0;
      const { matched } = await shelf.write(
        recounts.map(({ id, mark, days, atLeast }) => {
          const gone = days.filter(({ count }) => count === 0).map(({ day }) => [`days.${day}`, '']);
          return {
            updateOne: {
              filter: { _id: id, mark },
              update: {
                ...onlyFilled('$set', days),
                // Lists compare item by item: the greater count wins.
                ...onlyFilled('$max', atLeast),
                $unset: { dirty: '', mark: '', markedAt: '', ...Object.fromEntries(gone) },
              },
            },
          };
        }),
        { ordered: false },
      );
      const empty = recounts
        .filter(({ days, atLeast }) => [...days, ...atLeast].every(({ count }) => count === 0))
        .map(({ id }) => id);
      // Nothing is left of those whose events are gone.
      if (empty.length > 0) await shelf.remove({ _id: { $in: empty }, days: {}, mark: { $exists: false } });
      return matched;
    },
    async deleteOf(sourceIds) {
      for (const clause of clausesOf(sourceIds, {})) await shelf.remove(clause);
    },
    async closing() {
      const found = await closingShelf.first({ _id: CLOSING });
      return {
        through: typeof found?.through === 'number' ? found.through : undefined,
        place: Array.isArray(found?.place) ? (found.place as unknown as Place) : undefined,
      };
    },
    async saveClosing({ through, place }) {
      const update: Record<string, Query> = {
        ...(through === undefined ? {} : { $max: { through } }),
        ...(place === undefined ? {} : { $set: { place } }),
      };
      if (Object.keys(update).length > 0)
        await closingShelf.change({ _id: CLOSING }, update, { upsert: true });
    },
  };
}

function stretchOf(day: number): number {
  return Math.floor(day / STRETCH);
}

/** A source id and a name may be longer together than an id may be. */
function idOf(sourceId: string, name: string, stretch: number): string {
  return createHash('sha256').update(`${sourceId}\u0000${name}\u0000${stretch}`).digest('base64url');
}

function byStretch(marks: readonly DayMarks[]) {
  return marks.flatMap(({ sourceId, name, days }) => {
    const stretches = new Map<number, number[]>();
    for (const day of days) {
      const stretch = stretchOf(day);
      stretches.set(stretch, [...(stretches.get(stretch) ?? []), day]);
    }
    return [...stretches].map(([stretch, inIt]) => ({ sourceId, name, stretch, days: inIt }));
  });
}

function toCounted(document: Stored): CountedDays {
  const stored = (document.days ?? {}) as Record<string, StoredDay>;
  return {
    sourceId: String(document.sourceId),
    name: String(document.name),
    days: Object.entries(stored).map(([key, [count, first, last]]) => {
      const start = Number(key) * DAY;
      return { day: Number(key), count, first: start + first, last: start + last };
    }),
    dirty: dirtyOf(document),
  };
}

function dirtyOf(document: Stored): number[] {
  return Array.isArray(document.dirty) ? document.dirty.map(Number) : [];
}

/** The days on which something happened, as one operator of an update; nothing where there are none. */
function onlyFilled(operator: '$set' | '$max', days: Recount['days']): Record<string, Query> {
  const filled = days
    .filter(({ count }) => count > 0)
    .map(({ day, count, first, last }) => [`days.${day}`, [count, first - day * DAY, last - day * DAY]]);
  return filled.length > 0 ? { [operator]: Object.fromEntries(filled) } : {};
}
