import { type Message, type MessageStatus, messageStatuses } from '../../shared/message.ts';
import type { MessageStore, SentMessage } from '../ports/stores.ts';
import { define, type OpenShelf } from './definition.ts';
import { lastClicked, lastOpened, listMessages, ofReason, ofStatus, ofWorkflow } from './message-lists.ts';
import { afterReport, moving, settling } from './message-results.ts';
import { byId, fromStored, newWriter, toStored } from './stored.ts';

/** Errors of providers may be any number. */
const MOST_REASONS = 100;

const definition = define(
  'messages',
  {
    p: Number,
    nextAt: Date,
    enrolmentId: String,
    contactId: String,
    workflowId: String,
    status: String,
    createdAt: Date,
    enteredAt: Date,
    openedAt: Date,
    clickedAt: Date,
  },
  [
    // Led by time, so that the earliest of many partitions is read in order, without sorting what is due later.
    [{ nextAt: 1, p: 1 }, { partialFilterExpression: { nextAt: { $exists: true } } }],
    [{ enrolmentId: 1 }],
    [{ contactId: 1, createdAt: -1, _id: -1 }],
    [ofWorkflow],
    [ofStatus],
    [{ createdAt: -1, _id: -1 }],
    // Those with a reason: few beside those that simply went out.
    [ofReason, { partialFilterExpression: { reason: { $gt: '' } } }],
    // Those that were opened, counted along the index alone.
    [
      { workflowId: 1, openedAt: 1, enteredAt: 1, step: 1, clickedAt: 1 },
      { partialFilterExpression: { openedAt: { $exists: true } } },
    ],
    [lastOpened, { partialFilterExpression: { openedAt: { $exists: true } } }],
    [lastClicked, { partialFilterExpression: { clickedAt: { $exists: true } } }],
    [{ workflowId: 1, approvedBy: 1 }, { partialFilterExpression: { approvedBy: { $gt: '' } } }],
    // Those whose text is still kept.
    [{ createdAt: 1 }, { partialFilterExpression: { html: { $gt: '' } } }],
  ],
);

/** The effect ledger of e-mail, and the outbox people see. */
export function messageStore(open: OpenShelf): MessageStore {
  const shelf = open(definition);
  const writtenBy = async (ids: readonly string[], writer: string) => {
    const written = await shelf.find({ _id: { $in: [...ids] }, writer }, { projection: { _id: 1 } });
    return new Set(written.map(({ _id }) => _id));
  };
  return {
    async insert(messages) {
      await shelf.insert(messages.map((message) => toStored(message)));
    },
    async byId(id) {
      const found = await shelf.first({ _id: id });
      return found && fromStored<Message>(found);
    },
    async byIds(ids) {
      return ids.length === 0 ? new Map() : byId(await shelf.find({ _id: { $in: [...ids] } }));
    },
    async due(partitions, now, limit) {
      const found = await shelf.find(
        { nextAt: { $lte: now }, p: { $in: [...partitions] } },
        { sort: { nextAt: 1 }, limit },
      );
      return found.map((document) => fromStored<Message>(document));
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
      const matched = await shelf.changeAll(
        { _id: { $in: [...ids] }, status: 'queued' },
        { $set: { status: 'sending', claim: { ...claim }, nextAt: claim.until, writer } },
      );
      return matched === new Set(ids).size ? new Set(ids) : writtenBy(ids, writer);
    },
    async settle(results) {
      if (results.length === 0) return new Set();
      const writer = newWriter();
      const { matched } = await shelf.write(
        results.map((result) => ({ updateOne: settling(result, writer) })),
        { ordered: false },
      );
      const ids = results.map(({ id }) => id);
      return matched === results.length ? new Set(ids) : writtenBy(ids, writer);
    },
    async reported(ids) {
      if (ids.length > 0)
        await shelf.changeAll(
          // One that was queued again meanwhile keeps its time.
          { _id: { $in: [...ids] }, status: { $nin: ['held', 'queued', 'sending'] } },
          { $unset: { unreported: '', nextAt: '' } },
        );
    },
    async move(id, from, to) {
      const writer = newWriter();
      const { filter, update } = moving(id, from, to, writer);
      return shelf.change(filter, update, { own: { _id: id, writer } });
    },
    async moveAll(from, results) {
      if (results.length === 0) return new Set();
      const writer = newWriter();
      const ids = results.map(({ id }) => id);
      const { matched } = await shelf.write(
        results.map((result) => ({ updateOne: moving(result.id, from, result, writer) })),
        { ordered: false },
      );
      return matched === ids.length ? new Set(ids) : writtenBy(ids, writer);
    },
    async cancelOf(enrolmentIds, reason) {
      if (enrolmentIds.length > 0)
        await shelf.changeAll(
          { enrolmentId: { $in: [...enrolmentIds] }, status: { $in: ['queued', 'held'] } },
          { $set: { status: 'cancelled', reason }, $unset: { nextAt: '', claim: '', unreported: '' } },
        );
    },
    async providerSaid(id, change) {
      await shelf.write(
        afterReport(id, change).map((operation) => ({ updateOne: operation })),
        { ordered: true },
      );
    },
    list: (request) => listMessages(shelf, request),
    async reasons(workflowId, since) {
      const rows = await shelf.aggregate<{ _id: { reason: string; status: MessageStatus }; count: number }>([
        { $match: { workflowId, reason: { $gt: '' }, createdAt: { $gte: since } } },
        { $project: { _id: 0, reason: 1, status: 1 } },
        { $group: { _id: { reason: '$reason', status: '$status' }, count: { $sum: 1 } } },
        { $sort: { count: -1, _id: 1 } },
        { $limit: MOST_REASONS },
      ]);
      return rows.map(({ _id, count }) => ({ ..._id, count }));
    },
    async opened(workflowId, since) {
      const rows = await shelf.aggregate<{ _id: string; opened: number; clicked: number }>([
        {
          $match: {
            workflowId,
            openedAt: { $gt: new Date(0) },
            ...(since === undefined ? {} : { enteredAt: { $gte: since } }),
          },
        },
        { $project: { _id: 0, step: 1, clickedAt: 1 } },
        {
          $group: {
            _id: '$step',
            opened: { $sum: 1 },
            clicked: { $sum: { $cond: [{ $gt: ['$clickedAt', null] }, 1, 0] } },
          },
        },
        { $sort: { _id: 1 } },
      ]);
      return rows.map(({ _id, ...marks }) => ({ step: _id, ...marks }));
    },
    async counts() {
      // One count along the index per status: grouping would read every message with its text.
      const counted = await Promise.all(
        messageStatuses.map(async (status) => [status, await shelf.count({ status })] as const),
      );
      return Object.fromEntries(counted.filter(([, count]) => count > 0));
    },
    async noteCounted(ids, day) {
      if (ids.length > 0) await shelf.changeAll({ _id: { $in: [...ids] } }, { $set: { countedOn: day } });
    },
    countWaiting: (workflowId, reason) => shelf.count({ workflowId, reason, status: 'queued' }),
    async hurry(workflowId, reason, now) {
      await shelf.changeAll({ workflowId, reason, status: 'queued' }, { $set: { nextAt: now } });
    },
    countHeld: (workflowId) =>
      shelf.count({ status: 'held', ...(workflowId === undefined ? {} : { workflowId }) }),
    async countApproved(workflowId, limit) {
      const query = { workflowId, approvedBy: { $gt: '' } };
      return (await shelf.find(query, { limit, projection: { _id: 1 } })).length;
    },
    async sentTo(contactIds) {
      if (contactIds.length === 0) return [];
      const found = await shelf.find(
        { contactId: { $in: [...contactIds] }, sentAt: { $exists: true } },
        { projection: { _id: 0, contactId: 1, workflowId: 1, sentAt: 1, openedAt: 1, clickedAt: 1 } },
      );
      return found as unknown as SentMessage[];
    },
    async deleteOfContacts(contactIds) {
      await shelf.remove({ contactId: { $in: [...contactIds] } });
    },
    async lately(workflowId, since) {
      const [row] = await shelf.aggregate<{ sent: number; bounced: number; complained: number }>([
        {
          $match: {
            workflowId,
            createdAt: { $gte: since },
            status: { $in: ['sent', 'delivered', 'bounced', 'unknown'] },
          },
        },
        {
          $group: {
            _id: null,
            sent: { $sum: 1 },
            bounced: { $sum: { $cond: [{ $eq: ['$status', 'bounced'] }, 1, 0] } },
            complained: { $sum: { $cond: [{ $eq: ['$reason', 'complained'] }, 1, 0] } },
          },
        },
        { $project: { _id: 0 } },
      ]);
      return row ?? { sent: 0, bounced: 0, complained: 0 };
    },
    async forgetTexts(before, limit) {
      // What may still go out keeps its text, however long it waits to be approved.
      const settled = { status: { $nin: ['held', 'queued', 'sending'] } };
      const oldest = await shelf.find(
        { createdAt: { $lt: before }, html: { $gt: '' }, ...settled },
        { sort: { createdAt: 1 }, limit, projection: { _id: 1 }, hint: { createdAt: 1 } },
      );
      const ids = oldest.map(({ _id }) => _id);
      if (ids.length > 0)
        await shelf.changeAll({ _id: { $in: ids }, ...settled }, { $set: { html: '', text: '' } });
      return ids.length;
    },
    async handOver(contactId, { id, userId, p }) {
      const to = { contactId: id, p, ...(userId === undefined ? {} : { userId }) };
      await shelf.changeAll({ contactId }, { $set: to });
    },
  };
}
