import { billingEvents } from '../../../shared/billing.ts';
import { COMPONENT_SEEN } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { type CrowdAccount, newCustomerSince } from './crowd.ts';
import { leavingDaysAgo, leftDaysAgo, type Told } from './crowd-days.ts';
import { scareOf } from './crowd-scares.ts';
import type { Dice } from './dice.ts';

const HOUR = 3_600_000;

/** Something a member of an account did that makes its story one. */
export interface Turn extends Told {
  /** Whose doing it is: 0 is the administrator, 1 pays the bills. */
  member: number;
}

/** The moments that make an account’s story, and what any account does now and then. */
export function turnsOf(account: CrowdAccount, now: Date, dice: Dice): Turn[] {
  const ago = (days: number, hours = 0) => now.getTime() - days * DAY - hours * HOUR;
  return [
    ...ordinary(account, ago, dice),
    ...subscribed(account, ago),
    ...told(account, ago),
    ...scared(account, ago),
  ];
}

/** A new customer's subscription begins when whoever pays the bills has joined. */
function subscribed(account: CrowdAccount, ago: Ago): Turn[] {
  if (newCustomerSince(account) === undefined) return [];
  const { plan, mrr, seats, people } = account;
  const at = ago((people[1]?.since ?? account.since) - 0.5);
  return [{ member: 1, at, name: billingEvents.subscriptionStarted, properties: { plan, mrr, seats } }];
}

type Ago = (days: number, hours?: number) => number;

function told({ story, turn, seats, plan, mrr, people }: CrowdAccount, ago: Ago): Turn[] {
  const one = (member: number, at: number, name: string, properties: Record<string, unknown> = {}): Turn => ({
    member,
    at,
    name,
    properties,
  });
  switch (story) {
    case 'data-export':
      // Half of them take everything at once for the first time, half take parts again and again.
      return turn % 2 === 0
        ? [one(0, ago(0, 20 + (turn % 3)), 'Data Exported', { full: true, automated: false, rows: 18_000 })]
        : [0, 1, 2, 3, 4].map((day) =>
            one(2, ago(day, 5), 'Data Exported', { full: false, automated: false, rows: 2_400 }),
          );
    case 'cancel-page':
      return [one(0, turn < 2 ? ago(0, 2) : ago((turn * 5) % 13, 5), 'Page Viewed', cancelling)];
    case 'payment-failed': {
      const decline = turn % 3 === 0 ? 'hard' : 'soft';
      const properties = {
        invoice: `in_demo_${turn}`,
        amount: mrr,
        currency: 'USD',
        attempt: 1,
        decline,
        code: decline === 'hard' ? 'expired_card' : 'insufficient_funds',
      };
      return [one(1, ago(paymentFailedDaysAgo(turn)), billingEvents.paymentFailed, properties)];
    }
    case 'champion-gone':
      return [one(2, ago(5 + turn * 2, 3), 'Member Removed', { userId: people[0]?.userId })];
    case 'seats-shrinking':
      return [
        one(1, ago(3 + turn, 6), billingEvents.subscriptionChanged, {
          plan,
          previousPlan: plan,
          seats: Math.max(1, Math.floor(seats * 0.7)),
          previousSeats: seats,
          seatsChange: (Math.max(1, Math.floor(seats * 0.7)) - seats) / seats,
          mrr,
          previousMrr: Math.round(mrr * 1.3),
          direction: 'down',
        }),
      ];
    case 'unhappy-answer':
      return [
        one(0, turn < 3 ? ago(0, 4) : ago(2 + turn, 4), 'NPS Answered', {
          score: turn % 7,
          comment: comments[turn % comments.length],
        }),
      ];
    case 'support-storm':
      return [0, 1, 2, 4].map((day) => one(2, ago(day, 7 + day), 'Ticket Opened', { topic: 'Import' }));
    case 'left':
      return [
        ...(turn % 2 === 0 ? [one(0, ago(leftDaysAgo(turn) + 6), 'Page Viewed', cancelling)] : []),
        ...(failedBeforeLeaving(turn)
          ? [
              one(1, ago(leftDaysAgo(turn) + 20), billingEvents.paymentFailed, {
                decline: 'soft',
                amount: mrr,
              }),
            ]
          : []),
        one(1, ago(leftDaysAgo(turn)), billingEvents.subscriptionCancelled, {
          plan,
          seats,
          mrr,
          ...departure(turn),
        }),
      ];
    case 'leaving':
      return [
        one(0, ago(20 + turn), 'Page Viewed', cancelling),
        one(1, ago(leavingDaysAgo(turn), 2), billingEvents.subscriptionCancelled, {
          plan,
          seats,
          mrr,
          ...departure(turn % 2 === 0 ? 0 : 2),
        }),
      ];
    case 'grew':
      return [
        // Looking at how to leave is not leaving: some came back and grew.
        ...(turn % 3 === 0 ? [one(0, ago(cancelPageDaysAgo(turn)), 'Page Viewed', cancelling)] : []),
        one(1, ago(grewDaysAgo(turn)), billingEvents.subscriptionChanged, {
          plan,
          previousPlan: 'team',
          seats,
          previousSeats: Math.max(1, seats - 3),
          mrr,
          previousMrr: beforeGrowth(mrr),
          direction: 'up',
        }),
      ];
    default:
      return [];
  }
}

/** When the payment of an account of that story failed. */
export function paymentFailedDaysAgo(turn: number): number {
  return turn < 2 ? 3 / 24 : 1 + ((turn * 5) % 24) + 4 / 24;
}

/** Whether it was a payment that made an account leave. */
export function failedBeforeLeaving(turn: number): boolean {
  return turn % 4 === 1;
}

/** When an account of the story “grew” did, and what it paid before. */
export function grewDaysAgo(turn: number): number {
  return 12 + turn * 7;
}

export function beforeGrowth(mrr: number): number {
  return Math.round(mrr * 0.7);
}

/** What frightened a steady account’s success manager for a while, and how it ended. */
function scared(account: CrowdAccount, ago: Ago): Turn[] {
  const scare = scareOf(account);
  const { mrr, turn } = account;
  const bill = { invoice: `in_demo_steady_${turn}`, amount: mrr, currency: 'USD' };
  const one = (member: number, days: number, name: string, properties: Record<string, unknown>): Turn => ({
    member,
    at: ago(days),
    name,
    properties,
  });
  switch (scare?.kind) {
    case 'cancel-page':
      return [one(0, scare.from, 'Page Viewed', cancelling)];
    case 'payment':
      return [
        one(1, scare.from, billingEvents.paymentFailed, {
          ...bill,
          attempt: 1,
          decline: turn % 3 === 0 ? 'hard' : 'soft',
          code: turn % 3 === 0 ? 'expired_card' : 'insufficient_funds',
        }),
        one(1, scare.until, billingEvents.invoicePaid, bill),
      ];
    case 'answer':
      return [
        one(0, scare.from, 'NPS Answered', {
          score: 2 + (turn % 5),
          comment: comments[turn % comments.length],
        }),
        one(0, scare.until, 'NPS Answered', { score: 9 }),
      ];
    default:
      return [];
  }
}

const comments = [
  'Too slow lately',
  'Reports break when we filter',
  'Support took four days',
  'Hard to find anything',
];
const feedback = ['too_expensive', 'missing_features', 'switched_service', 'unused'] as const;
const cancelling = { path: '/settings/cancel', title: 'Cancel subscription' };

/** Why somebody left: some chose to, of some the card failed, and some need it no more. */
function departure(turn: number): Record<string, unknown> {
  if (turn % 4 === 1) return { reason: 'involuntary' };
  if (turn % 8 === 6) return { reason: 'voluntary', feedback: 'project_ended' };
  return { reason: 'voluntary', feedback: feedback[turn % feedback.length] };
}

/** When one that grew had a look at the cancel page, and stayed. */
export function cancelPageDaysAgo(turn: number): number {
  return 100 + turn * 2;
}

/** Invoices, a widget that says it is there, machines that export, contented answers, a question now and then. */
function ordinary(account: CrowdAccount, ago: Ago, dice: Dice): Turn[] {
  const { story, turn, plan, mrr, hasWidget, exportsByMachine } = account;
  const turns: Turn[] = [];
  const lastDay = story === 'left' ? leftDaysAgo(turn) : 0;
  // Of what happens now and then, nothing happened before everybody had joined.
  const firstDay = newCustomerSince(account) === undefined ? 180 : Math.floor(account.since / 2);
  if (plan !== 'free') {
    for (let month = 0; month < 6; month++) {
      const days = month * 30 + 12 + (turn % 15);
      if (days > lastDay && days < firstDay)
        turns.push({
          member: 1,
          at: ago(days),
          name: billingEvents.invoicePaid,
          properties: { amount: mrr, currency: 'USD' },
        });
    }
  }
  if (hasWidget && story !== 'left' && story !== 'leaving') {
    const silentFor = story === 'component-removed' ? 5 + ((turn * 7) % 30) : 0;
    for (let day = 25 + silentFor; day >= silentFor; day--)
      turns.push({ member: 0, at: ago(day, 1), name: COMPONENT_SEEN, properties: { component: 'widget' } });
  }
  if (exportsByMachine)
    for (let day = 20; day >= 0; day--)
      turns.push({
        member: 0,
        at: ago(day, 2),
        name: 'Data Exported',
        properties: { full: true, automated: true, rows: 30_000 },
      });
  const isContent = story === 'steady' || story === 'grew' || story === 'ready-to-grow';
  if (isContent && scareOf(account)?.kind !== 'answer' && dice.chance(0.4))
    turns.push({
      member: 0,
      at: ago(Math.min(dice.between(5, 80), firstDay)),
      name: 'NPS Answered',
      properties: { score: dice.between(8, 10) },
    });
  if (isContent && dice.chance(0.3))
    turns.push({
      member: 2,
      at: ago(Math.min(dice.between(5, 80), firstDay)),
      name: 'Ticket Opened',
      properties: { topic: 'How to' },
    });
  return turns;
}
