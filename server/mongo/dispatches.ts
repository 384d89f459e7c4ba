import type { Dispatch } from '../../shared/dispatch.ts';
import type { DispatchResult, DispatchStore } from '../ports/effects.ts';
import { define, type OpenShelf } from './definition.ts';
import { readPage } from './page.ts';
import type { Query } from './shelf.ts';
import { byId, fromStored, newWriter, toStored } from './stored.ts';

const definition = define(
  'dispatches',
  {
    contactId: String,
    enrolmentId: String,
    workflowId: String,
    status: String,
    p: Number,
    nextAt: Date,
    createdAt: Date,
  },
  [
    [{ nextAt: 1, p: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } }],
    [{ enrolmentId: 1, status: 1 }],
    [{ contactId: 1, createdAt: -1, _id: -1 }],
    [{ workflowId: 1, createdAt: -1, _id: -1 }],
    [{ createdAt: 1 }],
    // What failed for good, of all kinds or of one.
    [{ createdAt: -1, _id: -1 }, { partialFilterExpression: { status: 'failed' } }],
    [{ 'to.kind': 1, createdAt: -1, _id: -1 }, { partialFilterExpression: { status: 'failed' } }],
    // What waits for somebody's yes, of all workflows or of one; and what got it.
    [{ status: 1, createdAt: -1, _id: -1 }, { partialFilterExpression: { status: 'held' } }],
    [{ status: 1, workflowId: 1, createdAt: -1, _id: -1 }, { partialFilterExpression: { status: 'held' } }],
    [{ workflowId: 1, approvedBy: 1 }, { partialFilterExpression: { approvedBy: { $gt: '' } } }],
  ],
);

/** Calls to other systems and mail to the team. */
export function dispatchStore(open: OpenShelf): DispatchStore {
  const shelf = open(definition);
  const wonOf = async (ids: readonly string[], writer: string) =>
    new Set(
      (await shelf.find({ _id: { $in: [...ids] }, writer }, { projection: { _id: 1 } })).map(
        ({ _id }) => _id,
      ),
    );
  return {
    async insert(dispatches) {
      await shelf.insert(dispatches.map((dispatch) => toStored(dispatch)));
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async due(partitions, now, limit) {
      const found = await shelf.find(
        { nextAt: { $lte: now }, p: { $in: [...partitions] } },
        { sort: { nextAt: 1 }, limit },
      );
      return found.map((document) => fromStored<Dispatch>(document));
    },
    async nextDue(partitions) {
      const next = await shelf.first(
        { nextAt: { $gt: new Date(0) }, p: { $in: [...partitions] } },
        { sort: { nextAt: 1 }, projection: { _id: 0, nextAt: 1 } },
      );
      return next?.nextAt as Date | undefined;
    },
    async claim(ids, claim) {
      if (ids.length === 0) return new Set();
      const writer = newWriter();
      await shelf.changeAll(
        { _id: { $in: [...ids] }, status: 'queued' },
        { $set: { status: 'sending', claim: { ...claim }, nextAt: claim.until, writer } },
      );
      return wonOf(ids, writer);
    },
    async settle(results) {
      if (results.length === 0) return new Set();
      const writer = newWriter();
      await shelf.write(
        results.map((result) => ({ updateOne: settling(result, writer) })),
        { ordered: false },
      );
      return wonOf(
        results.map(({ id }) => id),
        writer,
      );
    },
    async reported(ids) {
      if (ids.length > 0)
        await shelf.changeAll(
          { _id: { $in: [...ids] }, status: { $nin: ['queued', 'sending'] } },
          { $unset: { unreported: '', nextAt: '' } },
        );
    },
    async cancelOf(enrolmentIds, reason) {
      if (enrolmentIds.length > 0)
        await shelf.changeAll(
          { enrolmentId: { $in: [...enrolmentIds] }, status: { $in: ['queued', 'held'] } },
          { $set: { status: 'cancelled', reason }, $unset: { nextAt: '', claim: '' } },
        );
    },
    list: ({ workflowId, contactId, ...request }) =>
      readPage<Dispatch>(
        shelf,
        {
          ...(contactId === undefined ? {} : { contactId }),
          ...(workflowId === undefined ? {} : { workflowId }),
        },
        { order: { field: 'createdAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    failed: ({ kind, ...request }) =>
      readPage<Dispatch>(
        shelf,
        { status: 'failed', ...(kind === undefined ? {} : { 'to.kind': kind }) },
        { order: { field: 'createdAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    async move(id, from, to) {
      const writer = newWriter();
      const { update } = settling(to, writer);
      await shelf.change({ _id: id, status: { $in: [...from] } }, update);
      return (await wonOf([id], writer)).has(id);
    },
    async moveAll(from, results) {
      if (results.length === 0) return new Set();
      const writer = newWriter();
      await shelf.write(
        results.map((result) => ({
          updateOne: {
            filter: { _id: result.id, status: { $in: [...from] } },
            update: settling(result, writer).update,
          },
        })),
        { ordered: false },
      );
      return wonOf(
        results.map(({ id }) => id),
        writer,
      );
    },
    held: ({ workflowId, ...request }) =>
      readPage<Dispatch>(
        shelf,
        { status: 'held', ...(workflowId === undefined ? {} : { workflowId }) },
        { order: { field: 'createdAt', direction: -1, type: 'date' }, request, read: fromStored },
      ),
    countHeld: (workflowId) =>
      shelf.count({ status: 'held', ...(workflowId === undefined ? {} : { workflowId }) }),
    async countApproved(workflowId, limit) {
      const query = { workflowId, approvedBy: { $gt: '' } };
      return (await shelf.find(query, { limit, projection: { _id: 1 } })).length;
    },
    async deleteOver(before, limit) {
      const oldest = await shelf.find(
        // What still waits is passed over, so that however much of it there is, what is over goes.
        { createdAt: { $lt: before }, status: { $nin: ['held', 'queued', 'sending'] } },
        { sort: { createdAt: 1 }, limit, projection: { _id: 1 }, hint: { createdAt: 1 } },
      );
      if (oldest.length > 0) await shelf.remove({ _id: { $in: oldest.map(({ _id }) => _id) } });
      return oldest.length;
    },
    async handOver(from, { id, p }) {
      await shelf.changeAll({ contactId: from }, { $set: { contactId: id, p } });
    },
    async deleteOfContacts(contactIds) {
      await shelf.remove({ contactId: { $in: [...contactIds] } });
    },
  };
}

function settling(result: DispatchResult, writer: string): { filter: Query; update: Query } {
  const { id, claimBy, status, attempts, approvedBy, isRevived, ...changing } = result;
  const held = claimBy === undefined ? { status: 'queued' } : { status: 'sending', 'claim.by': claimBy };
  const set: Record<string, unknown> = { writer, status, ...(attempts === undefined ? {} : { attempts }) };
  const unset: Record<string, ''> = { claim: '' };
  if (approvedBy !== undefined) set.approvedBy = approvedBy;
  if (isRevived !== undefined) set.isRevived = isRevived;
  for (const field of ['reason', 'answered', 'nextAt', 'unreported', 'doneAt'] as const) {
    if (changing[field] === undefined) unset[field] = '';
    else set[field] = changing[field];
  }
  return { filter: { _id: id, ...held }, update: { $set: set, $unset: unset } };
}
