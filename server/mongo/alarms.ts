import type { Alarm, AlarmStore, ScheduleStore } from '../ports/alarms.ts';
import { define, type OpenShelf } from './definition.ts';
import { fromStored, newWriter, toStored } from './stored.ts';

const alarmDefinition = define(
  'alarms',
  { workflowId: String, contactId: String, p: Number, at: Date, missedAt: Date },
  [
    [{ at: 1, p: 1 }],
    [{ contactId: 1 }],
    [{ workflowId: 1, missedAt: 1 }, { partialFilterExpression: { missedAt: { $exists: true } } }],
  ],
);
const scheduleDefinition = define('schedules', { at: Date });

/** When date triggers look at contacts again. */
export function alarmStore(open: OpenShelf): AlarmStore {
  const shelf = open(alarmDefinition);
  return {
    async set(alarms) {
      await shelf.write(
        alarms.map((alarm) => {
          const { _id, since, ...fields } = toStored(alarm);
          const update =
            since === undefined ? { $set: fields, $unset: { since: '' } } : { $set: { ...fields, since } };
          return { updateOne: { filter: { _id }, update, upsert: true } };
        }),
        { ordered: false },
      );
    },
    async clear(alarms) {
      if (alarms.length > 0) await shelf.remove({ $or: alarms.map(({ id, at }) => ({ _id: id, at })) });
    },
    async cancel(ids) {
      if (ids.length > 0) await shelf.remove({ _id: { $in: [...ids] } });
    },
    async miss(alarms) {
      await shelf.write(
        alarms.map(({ id, at, since = at }) => ({
          updateOne: {
            filter: { _id: id, at },
            update: { $set: { missedAt: since }, $unset: { at: '', since: '' } },
          },
        })),
        { ordered: false },
      );
    },
    countMissed: (workflowId, since) => shelf.count({ workflowId, missedAt: { $gte: since } }),
    async due(partitions, now, limit) {
      const found = await shelf.find(
        { at: { $lte: now }, p: { $in: [...partitions] } },
        { sort: { at: 1 }, limit },
      );
      return found.map((document) => {
        const { missedAt: _, ...alarm } = fromStored<Alarm & { missedAt?: Date }>(document);
        return alarm;
      });
    },
    async nextDue(partitions) {
      const next = await shelf.first(
        { at: { $gt: new Date(0) }, p: { $in: [...partitions] } },
        { sort: { at: 1 }, projection: { _id: 0, at: 1 } },
      );
      return next?.at as Date | undefined;
    },
    async deleteOfContacts(contactIds) {
      await shelf.remove({ contactId: { $in: [...contactIds] } });
    },
  };
}

/** How far schedules have come. */
export function scheduleStore(open: OpenShelf): ScheduleStore {
  const shelf = open(scheduleDefinition);
  return {
    async all() {
      const found = await shelf.find({}, { sort: { _id: 1 } });
      return found.map(({ _id, at }) => ({ workflowId: _id, at: at as Date }));
    },
    async begin({ workflowId, at }) {
      await shelf.insert([{ _id: workflowId, at }]);
    },
    async advance({ workflowId, at }, to) {
      const writer = newWriter();
      return shelf.change(
        { _id: workflowId, at },
        { $set: { at: to, writer } },
        { own: { _id: workflowId, writer } },
      );
    },
  };
}
