import type { Enrolment, EnrolmentStatus } from '../../shared/enrolment.ts';
import type { EnrolmentKey, EnrolmentStore } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { enrolmentCounts } from './enrolment-counts.ts';
import { saveGuarded } from './guarded.ts';
import { type Order, readPage } from './page.ts';
import { putOffOf } from './put-off.ts';
import type { Query } from './shelf.ts';
import { byId, fromStored, newWriter, type Stored, toStored } from './stored.ts';

const insideStatuses: readonly EnrolmentStatus[] = ['active', 'waiting', 'parked'];
const newestFirst: Order = { field: 'enteredAt', direction: -1, type: 'date' };

/** A subject's few are walked and sorted, whatever else is asked: of one status there may be any number. */
const ofSubject = { subject: 1, workflowId: 1, cause: 1 } as const;

const newest = { enteredAt: -1, _id: -1 } as const;
const parkedIn = { workflowId: 1, reason: 1, ...newest } as const;

const definition = define(
  'enrolments',
  {
    workflowId: String,
    version: Number,
    subject: String,
    cause: String,
    slot: String,
    ordinal: Number,
    status: String,
    reason: String,
    step: String,
    p: Number,
    dueAt: Date,
    enteredAt: Date,
    rev: Number,
    person: String,
    /** True while the contact is inside; absent after, so that the index of those inside stays small. */
    inside: Boolean,
    /** Why something waits for the contact, or was left out; absent where neither is so. */
    putOff: String,
  },
  [
    [ofSubject, { unique: true }],
    [{ subject: 1, workflowId: 1, slot: 1, ordinal: 1 }, { unique: true }],
    // Led by time, so that the earliest of many partitions is read in order, without sorting what is due later.
    [{ dueAt: 1, p: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } }],
    [{ workflowId: 1, inside: 1, enteredAt: -1, _id: -1 }, { partialFilterExpression: { inside: true } }],
    [{ workflowId: 1, step: 1, enteredAt: -1, _id: -1 }, { partialFilterExpression: { inside: true } }],
    [{ workflowId: 1, enteredAt: -1, _id: -1 }],
    // Few stand still at a time; grouped by why, or read one reason at a time.
    [parkedIn, { partialFilterExpression: { status: 'parked' } }],
    [
      { workflowId: 1, ...newest },
      { name: 'parked_newest', partialFilterExpression: { status: 'parked' } },
    ],
    // Counted by why, along the index alone.
    [{ workflowId: 1, putOff: 1, enteredAt: -1 }, { partialFilterExpression: { putOff: { $gt: '' } } }],
    [{ status: 1, enteredAt: -1, _id: -1 }],
    [{ enteredAt: -1, _id: -1 }],
    [{ person: 1 }, { partialFilterExpression: { person: { $exists: true } } }],
  ],
);

/** People's ways through workflows: one document each, moved by guarded writes. */
export function enrolmentStore(open: OpenShelf): EnrolmentStore {
  const shelf = open(definition);
  return {
    // Ids are made from workflow, subject and cause: an id that is there is the same entry and counts as refused.
    // Only what a lost attempt of this very call wrote does not.
    insert(enrolments) {
      const writer = newWriter();
      return shelf.insert(
        enrolments.map((enrolment) => ({ ...toDocument(enrolment), writer })),
        { writer },
      );
    },
    async due(partitions, now, limit) {
      const found = await shelf.find(
        { dueAt: { $lte: now }, p: { $in: [...partitions] } },
        { sort: { dueAt: 1 }, limit },
      );
      return found.map((document) => fromStored<Enrolment>(document));
    },
    async nextDue(partitions) {
      const next = await shelf.first(
        { dueAt: { $gt: new Date(0) }, p: { $in: [...partitions] } },
        { sort: { dueAt: 1 }, projection: { _id: 0, dueAt: 1 } },
      );
      return next?.dueAt as Date | undefined;
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    save: (changes) => saveGuarded(shelf, changes, toDocument),
    async outboxFlushed(items) {
      await shelf.write(
        items.map(({ id, rev, dueAt, told = [] }) => ({
          updateOne: {
            filter: { _id: id, rev },
            update: {
              $set: { outbox: [], ...(dueAt === undefined ? {} : { dueAt }) },
              ...(dueAt === undefined ? { $unset: { dueAt: '' } } : {}),
              ...(told.length > 0 ? { $push: { inbox: { $each: [...told] } }, $inc: { rev: 1 } } : {}),
            },
          },
        })),
        { ordered: false },
      );
    },
    async poke(pokes, now) {
      await shelf.write(
        pokes.map(({ id, item }) => ({
          updateOne: {
            filter: { _id: id, 'inbox.id': { $ne: item.id }, ...stillConcerned(now) },
            update: { $push: { inbox: item }, $inc: { rev: 1 }, $min: { dueAt: now } },
          },
        })),
        // Several items for one enrolment keep their order.
        { ordered: true },
      );
    },
    async alive(subjects, workflowIds, now) {
      if (subjects.length === 0 || workflowIds.length === 0) return [];
      const found = await shelf.find({
        subject: { $in: [...subjects] },
        workflowId: { $in: [...workflowIds] },
        ...stillConcerned(now),
      });
      return found.map((document) => fromStored<Enrolment>(document));
    },
    async latest(keys) {
      if (keys.length === 0) return [];
      const found = await shelf.aggregate<{ last: Stored }>([
        { $match: matching(keys) },
        { $sort: { ordinal: -1 } },
        { $group: { _id: { workflowId: '$workflowId', subject: '$subject' }, last: { $first: '$$ROOT' } } },
      ]);
      return found.map(({ last }) => fromStored<Enrolment>(last));
    },
    ofSubject: (subject, request) =>
      readPage<Enrolment>(shelf, { subject }, { order: newestFirst, request, read: fromStored }),
    list: ({ subject, workflowId, step, status, ...request }) =>
      readPage<Enrolment>(
        shelf,
        {
          ...(subject === undefined ? {} : { subject }),
          ...(workflowId === undefined ? {} : { workflowId }),
          // Few are inside a workflow, and they have an index of their own; one subject's are fewer still.
          ...(subject === undefined &&
          workflowId !== undefined &&
          (step !== undefined || (status && insideStatuses.includes(status)))
            ? { inside: true }
            : {}),
          ...(step === undefined ? {} : { step }),
          ...(status === undefined ? {} : { status }),
        },
        {
          order: newestFirst,
          request,
          read: fromStored,
          hint: subject === undefined ? undefined : ofSubject,
        },
      ),
    async insideOfSubjects(subjects, limit) {
      if (subjects.length === 0) return [];
      const found = await shelf.find(
        { subject: { $in: [...subjects] }, inside: true },
        { limit, hint: ofSubject },
      );
      return found.map((document) => fromStored<Enrolment>(document));
    },
    insideOf: (workflowId, request) =>
      readPage<Enrolment>(
        shelf,
        { workflowId, inside: true },
        { order: newestFirst, request, read: fromStored },
      ),
    insideBefore: (workflowId, version, request) =>
      readPage<Enrolment>(
        shelf,
        { workflowId, inside: true, version: { $lt: version } },
        { order: newestFirst, request, read: fromStored },
      ),
    overdue: (workflowId, now, request) =>
      readPage<Enrolment>(shelf, overdueIn(workflowId, now), {
        order: newestFirst,
        request,
        read: fromStored,
      }),
    countOverdue: (workflowId, now) => shelf.count(overdueIn(workflowId, now)),
    parkedOf: (workflowId, { reason, ...request }) =>
      readPage<Enrolment>(
        shelf,
        { workflowId, status: 'parked', ...(reason === undefined ? {} : { reason }) },
        { order: newestFirst, request, read: fromStored },
      ),
    async deleteOfSubjects(subjects) {
      await shelf.remove({ subject: { $in: [...subjects] } });
    },
    async forgetPerson(sourceIds) {
      if (sourceIds.length > 0)
        await shelf.changeAll(
          { person: { $in: [...sourceIds] } },
          {
            $set: { 'trigger.properties': {}, 'history.$[].explanations': [] },
            $unset: { person: '' },
            $inc: { rev: 1 },
          },
        );
    },
    ...enrolmentCounts(shelf),
  };
}

function toDocument(enrolment: Enrolment): Stored {
  const putOff = putOffOf(enrolment);
  return toStored(enrolment, {
    ...(insideStatuses.includes(enrolment.status) ? { inside: true } : {}),
    ...(putOff ? { putOff } : {}),
  });
}

/** Not ended; or ended, and its goal is still looked at and not yet reached. */
function stillConcerned(now: Date): Query {
  return { $or: [{ inside: true }, { goalUntil: { $gt: now }, goalAt: { $exists: false } }] };
}

function overdueIn(workflowId: string, now: Date): Query {
  return {
    workflowId,
    inside: true,
    $or: [{ status: 'parked', reason: 'workflow-paused' }, { dueAt: { $lte: now } }],
  };
}

/** One clause per workflow, however many subjects. */
function matching(keys: readonly EnrolmentKey[]): Query {
  const subjectsOf = new Map<string, string[]>();
  for (const { workflowId, subject } of keys) {
    const subjects = subjectsOf.get(workflowId);
    if (subjects) subjects.push(subject);
    else subjectsOf.set(workflowId, [subject]);
  }
  const clauses = [...subjectsOf].map(([workflowId, subjects]) => ({
    subject: { $in: subjects },
    workflowId,
  }));
  const [only] = clauses;
  return clauses.length === 1 && only ? only : { $or: clauses };
}
