import { type HealthBand, healthBands } from '../../shared/health.ts';
import { dayOf } from '../../shared/time.ts';
import type { HealthRecord, HealthStore } from '../ports/health.ts';
import { define, type OpenShelf } from './definition.ts';
import { type Reading, readPage } from './page.ts';
import type { Stored } from './stored.ts';

const definition = define('healths', { kind: String, band: String, score: Number, turn: Number }, [
  [{ kind: 1, band: 1, score: 1, _id: 1 }],
  [{ kind: 1, score: 1, _id: 1 }],
]);

/** How long the history of a day is kept. */
const KEPT_DAYS = 400;
/** Each write takes out so many days that are too old: more than pass between two of them for nearly everybody. */
const SWEPT_DAYS = 30;

/** How healthy everybody is, one document each, with its history by day. */
export function healthStore(open: OpenShelf): HealthStore {
  const shelf = open(definition);
  const reading = (request: Reading<HealthRecord>['request']): Reading<HealthRecord> => ({
    order: { field: 'score', direction: 1, type: 'number' },
    request,
    read: fromDocument,
  });
  return {
    async put(found) {
      await shelf.write(
        found.map(({ id, at, score, earlier = [], ...health }) => ({
          updateOne: {
            // Where a newer one is there already, the insert is refused, and that is right.
            filter: { _id: id, turn: { $lt: health.turn } },
            update: {
              $set: {
                ...Object.fromEntries(earlier.map((day) => [`days.${day.day}`, day.score])),
                ...{ ...health, score, at, [`days.${dayOf(at.getTime())}`]: score },
              },
              $unset: tooOld(dayOf(at.getTime())),
            },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    async byIds(ids) {
      if (ids.length === 0) return new Map();
      const found = await shelf.find({ _id: { $in: [...ids] } });
      return new Map(found.map((document) => [document._id, fromDocument(document)]));
    },
    list: (kind, { band, ...request }) =>
      readPage(shelf, band === undefined ? { kind } : { kind, band }, reading(request)),
    async counts(kind) {
      const counts = await Promise.all(healthBands.map((band) => shelf.count({ kind, band })));
      return Object.fromEntries(healthBands.map((band, index) => [band, counts[index] ?? 0])) as Record<
        HealthBand,
        number
      >;
    },
    async delete(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
  };
}

function tooOld(today: number): Record<string, ''> {
  return Object.fromEntries(
    Array.from({ length: SWEPT_DAYS }, (_, index) => [`days.${today - KEPT_DAYS - index}`, '' as const]),
  );
}

function fromDocument({ _id, turn: _turn, days, ...health }: Stored): HealthRecord {
  return {
    id: _id,
    ...(health as Omit<HealthRecord, 'id' | 'days'>),
    days: Object.entries((days ?? {}) as Record<string, number>)
      .map(([day, score]) => ({ day: Number(day), score }))
      .sort((a, b) => a.day - b.day),
  };
}
