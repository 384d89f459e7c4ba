import type { PutOff } from '../../shared/enrolment.ts';
import type { EnrolmentStore } from '../ports/stores.ts';
import type { Query, Shelf } from './shelf.ts';

type Counts = Pick<
  EnrolmentStore,
  'arms' | 'inside' | 'insideByVersion' | 'totals' | 'traffic' | 'parked' | 'putOff'
>;

/** Reasons that name a fault may be any number. */
const MOST_REASONS = 100;

/** What is counted about a workflow's enrolments: each one grouping after a walk along an index. */
export function enrolmentCounts(shelf: Shelf): Counts {
  return {
    async inside(workflowId) {
      const rows = await shelf.aggregate<{ _id: string | null; count: number }>([
        { $match: { workflowId, inside: true } },
        { $group: { _id: '$step', count: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ]);
      return rows.flatMap(({ _id, count }) => (_id === null ? [] : { step: _id, count }));
    },
    async parked(workflowId) {
      const rows = await shelf.aggregate<{ _id: string | null; count: number; since: Date }>([
        { $match: { workflowId, status: 'parked' } },
        { $group: { _id: '$reason', count: { $sum: 1 }, since: { $min: '$enteredAt' } } },
        { $sort: { count: -1, _id: 1 } },
        { $limit: MOST_REASONS },
      ]);
      return rows.map(({ _id, ...row }) => ({ reason: _id ?? '', ...row }));
    },
    async insideByVersion(workflowId) {
      const rows = await shelf.aggregate<{ _id: { version: number; step?: string }; count: number }>([
        { $match: { workflowId, inside: true } },
        { $group: { _id: { version: '$version', step: '$step' }, count: { $sum: 1 } } },
      ]);
      return rows.flatMap(({ _id: { version, step }, count }) =>
        step === undefined ? [] : [{ version, step, count }],
      );
    },
    async totals(workflowIds, since) {
      if (workflowIds.length === 0) return new Map();
      const rows = await shelf.aggregate<{
        _id: string;
        entered: number;
        inside: number;
        goals: number;
        lastEnteredAt: Date;
      }>([
        { $match: { workflowId: { $in: [...workflowIds] }, ...enteredSince(since) } },
        {
          $group: {
            _id: '$workflowId',
            entered: { $sum: 1 },
            inside: { $sum: { $cond: ['$inside', 1, 0] } },
            goals: { $sum: { $cond: ['$goalAt', 1, 0] } },
            lastEnteredAt: { $max: '$enteredAt' },
          },
        },
      ]);
      return new Map(rows.map(({ _id, ...totals }) => [_id, totals]));
    },
    async arms(workflowIds, from, until) {
      if (workflowIds.length === 0) return [];
      const rows = await shelf.aggregate<{
        _id: { workflowId: string; control: boolean };
        entered: number;
        goals: number;
      }>([
        { $match: { workflowId: { $in: [...workflowIds] }, enteredAt: { $gte: from, $lt: until } } },
        {
          $group: {
            _id: { workflowId: '$workflowId', control: { $eq: ['$status', 'heldOut'] } },
            entered: { $sum: 1 },
            goals: { $sum: { $cond: ['$goalAt', 1, 0] } },
          },
        },
      ]);
      return rows.map(({ _id, entered, goals }) => ({ ..._id, entered, goals }));
    },
    async putOff(workflowId, since) {
      const rows = await shelf.aggregate<{ _id: PutOff; count: number }>([
        { $match: { workflowId, putOff: { $gt: '' }, enteredAt: { $gte: since } } },
        { $project: { _id: 0, putOff: 1 } },
        { $group: { _id: '$putOff', count: { $sum: 1 } } },
        { $sort: { _id: 1 } },
      ]);
      return rows.map(({ _id, count }) => ({ why: _id, count }));
    },
    async traffic(workflowId, since, now) {
      const rows = await shelf.aggregate<Way>([
        { $match: { workflowId, ...enteredSince(since) } },
        {
          $project: {
            _id: 0,
            'history.step': 1,
            'history.exit': 1,
            goal: { $cond: ['$goalAt', 1, 0] },
            decided: { $cond: [isDecided(now), 1, 0] },
          },
        },
        { $unwind: '$history' },
        {
          $group: {
            _id: { step: '$history.step', exit: '$history.exit' },
            count: { $sum: 1 },
            goals: { $sum: '$goal' },
            decided: { $sum: '$decided' },
          },
        },
        { $sort: { _id: 1 } },
      ]);
      return rows.map(({ _id, ...way }) => ({ step: _id.step, exit: _id.exit ?? undefined, ...way }));
    },
  };
}

interface Way {
  _id: { step: string; exit?: string | null };
  count: number;
  goals: number;
  decided: number;
}

/** They reached the goal, or it is looked at no longer. What is missing comes before every moment. */
function isDecided(now: Date): Query {
  return { $or: ['$goalAt', { $and: [{ $not: ['$inside'] }, { $lte: ['$goalUntil', now] }] }] };
}

function enteredSince(since: Date | undefined): Query {
  return since === undefined ? {} : { enteredAt: { $gte: since } };
}
