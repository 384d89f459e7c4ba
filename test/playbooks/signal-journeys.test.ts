import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../server/engine/conditions/compile.ts';
import { factsOf, historiesOf } from '../../server/engine/facts.ts';
import { billingEvents } from '../../shared/billing.ts';
import { signalKeys } from '../../shared/playbooks/shipped-signal.ts';
import { shippedSignals } from '../../shared/playbooks/signals.ts';
import { daily, type Turn, tell } from '../support/signal-story.ts';

interface Story {
  says: string;
  turns: Turn[];
  until: number;
  learnsUntil?: number;
  told: string[];
}

const seen = (day: number, path: string): Turn => ({
  day,
  event: 'Page Viewed',
  properties: { path, url: `https://app.example.com${path}` },
});
const admin = { properties: { role: 'admin' } };
const meterOn = (days: readonly number[], value: number): Turn[] =>
  days.map((day) => ({ day, meter: 'contacts', value, limit: 1_000 }));

const stories: Record<(typeof signalKeys)[number], Story[]> = {
  'gone-quiet': [
    {
      says: 'after 21 days without a sign-in, until anybody signs in, and not within its cooldown',
      turns: [
        ...daily([0, 30], 'Signed In'),
        { day: 55, event: 'Signed In' },
        { day: 56, event: 'Signed In' },
      ],
      until: 90,
      told: ['day 51 opened', 'day 55 resolved', 'day 77 opened'],
    },
    {
      says: 'after three times the usual gap of an account that comes every two weeks',
      turns: daily([0, 84], 'Signed In', { every: 14 }),
      until: 130,
      told: ['day 126 opened'],
    },
    {
      says: 'after three times the usual gap of one that comes once a month, and later than 60 days',
      turns: daily([0, 120], 'Signed In', { every: 30 }),
      learnsUntil: 65,
      until: 215,
      told: ['day 210 opened'],
    },
    {
      says: 'not before it knows enough',
      turns: daily([0, 3], 'Signed In'),
      learnsUntil: 30,
      until: 40,
      told: ['day 30 opened'],
    },
  ],
  'never-got-going': [
    {
      says: 'more than three days after somebody appeared, until they are activated',
      turns: [{ day: 9, event: 'Activated' }],
      until: 30,
      told: ['day 4 opened', 'day 9 resolved'],
    },
    {
      says: 'not for who was activated in time',
      turns: [{ day: 2, event: 'Activated' }],
      until: 30,
      told: [],
    },
  ],
  'usage-drop': [
    {
      says: 'when two weeks have half of what eight weeks had, and stays until it is nearly back',
      turns: [...daily([0, 80], 'Key Action'), ...daily([100, 130], 'Key Action')],
      until: 130,
      told: ['day 86.6 opened', 'day 108 resolved'],
    },
    {
      says: 'until they have left for good, and never after that',
      turns: [
        ...daily([0, 80], 'Key Action'),
        { day: 90, account: { traits: { subscriptionStatus: 'canceled' } } },
      ],
      until: 160,
      told: ['day 86.6 opened', 'day 90 resolved'],
    },
    {
      says: 'not for less than ten before',
      turns: daily([0, 56], 'Key Action', { every: 7 }),
      until: 120,
      told: [],
    },
  ],
  'power-user-slipping': [
    {
      says: 'when nine of fourteen days became four, until it is seven again',
      turns: [...daily([0, 20], 'Signed In'), ...daily([40, 60], 'Signed In')],
      until: 60,
      told: ['day 29.6 opened', 'day 46 resolved'],
    },
  ],
  'plan-limit': [
    {
      says: 'after five days of two weeks near the limit, and rests after 30 days without',
      turns: [...meterOn([0], 500), ...meterOn([10], 920), ...meterOn([16], 600)],
      until: 60,
      told: ['day 13.6 opened', 'day 45.6 resolved'],
    },
    {
      says: 'when the limit was touched and left twice, as by deleting records',
      turns: [...meterOn([0, 6, 12], 700), ...meterOn([5, 11], 960)],
      until: 20,
      told: ['day 12 opened'],
    },
    {
      says: 'until the plan is changed',
      turns: [
        ...meterOn([0], 950),
        { day: 9, event: billingEvents.subscriptionChanged, properties: { direction: 'up' } },
      ],
      until: 9.5,
      told: ['day 3.6 opened', 'day 9 resolved'],
    },
  ],
  'data-export': [
    {
      says: 'by a first full export, until 30 days without one',
      turns: [{ day: 50, event: 'Data Exported', properties: { full: true } }],
      until: 90,
      told: ['day 50 opened', 'day 80 resolved'],
    },
    {
      says: 'by far more than is usual',
      turns: [...daily([0, 60], 'Data Exported', { every: 30 }), ...daily([80, 83], 'Data Exported')],
      until: 84,
      told: ['day 83 opened'],
    },
    {
      says: 'by the sixth in a week of who takes out data once a week, and not by the fifth',
      turns: [...daily([0, 98], 'Data Exported', { every: 7 }), ...daily([99, 103], 'Data Exported')],
      until: 104,
      told: ['day 103 opened'],
    },
    {
      says: 'by four in a week of who never did, whatever machines take out beside them',
      turns: [
        ...daily([0, 100], 'Data Exported', { properties: { automated: true } }),
        ...daily([95, 98], 'Data Exported'),
      ],
      until: 100,
      told: ['day 98 opened'],
    },
    {
      says: 'not by what a machine does every night, nor by what is usual',
      turns: [
        ...daily([0, 90], 'Data Exported', { properties: { automated: true, full: true } }),
        ...daily([0, 90], 'Data Exported', { every: 5 }),
      ],
      until: 90,
      told: [],
    },
  ],
  'cancel-page': [
    {
      says: 'at once, and every visit counts',
      turns: [seen(5, '/settings'), seen(6, '/settings/cancel'), seen(15, '/billing/cancel')],
      until: 40,
      told: ['day 6 opened', 'day 29 resolved'],
    },
    {
      says: 'until they cancelled',
      turns: [seen(6, '/settings/cancel'), { day: 7, event: billingEvents.subscriptionCancelled }],
      until: 8,
      told: ['day 6 opened', 'day 7 resolved'],
    },
  ],
  'component-removed': [
    {
      says: 'after 48 hours without a heartbeat that usually comes every hour',
      turns: [...daily([0, 5], 'Component Seen', { every: 1 / 24 }), { day: 9, event: 'Component Seen' }],
      until: 9.5,
      told: ['day 7 opened', 'day 9 resolved'],
    },
    {
      says: 'after three times the usual gap of one that comes every three days',
      turns: daily([0, 30], 'Component Seen', { every: 3 }),
      until: 45,
      told: ['day 39 opened'],
    },
    {
      says: 'when it is said to be removed, and the heartbeat stops',
      turns: [
        ...daily([0, 5], 'Component Seen', { every: 1 / 24 }),
        { day: 5.01, event: 'Component Removed', properties: { component: 'widget' } },
      ],
      until: 6,
      told: ['day 5.1 opened'],
    },
  ],
  'card-expiring': [
    {
      says: '60 days before, until there is another card',
      turns: [
        { day: 0, account: { card: { expiresAt: '2026-04-11T09:00:00Z' } } },
        { day: 60, account: { card: { expiresAt: '2029-04-30T23:59:59Z' } } },
      ],
      until: 90,
      told: ['day 40 opened', 'day 60 resolved'],
    },
  ],
  'payment-failed': [
    {
      says: 'when a payment failed, until it is paid',
      turns: [
        { day: 1, event: billingEvents.paymentFailed },
        { day: 1, account: { traits: { subscriptionStatus: 'past_due' } } },
        { day: 6, event: billingEvents.invoicePaid },
        { day: 6, account: { traits: { subscriptionStatus: 'active' } } },
      ],
      until: 20,
      told: ['day 1 opened', 'day 6 resolved'],
    },
    {
      says: 'until it is disputed',
      turns: [
        { day: 1, account: { traits: { subscriptionStatus: 'past_due' } } },
        { day: 2, event: billingEvents.paymentFailed },
        { day: 4, event: billingEvents.disputeOpened },
      ],
      until: 20,
      told: ['day 2 opened', 'day 4 resolved'],
    },
  ],
  'champion-gone': [
    {
      says: 'when an admin left and no other was here, until one is',
      turns: [
        ...daily([0, 20], 'Signed In', admin),
        { day: 21, event: 'Member Removed', properties: { role: 'admin' } },
        { day: 45, event: 'Signed In', properties: { role: 'member' } },
        { day: 47, event: 'Signed In', properties: { role: 'admin' } },
      ],
      until: 60,
      told: ['day 34 opened', 'day 47 resolved'],
    },
    {
      says: 'when the admins are silent for 30 days while others still come',
      turns: [
        ...daily([0, 20], 'Signed In', { every: 2, ...admin }),
        ...daily([0, 60], 'Signed In', { every: 3, properties: { role: 'member' } }),
      ],
      until: 60,
      told: ['day 50 opened'],
    },
  ],
  'seats-shrinking': [
    {
      says: 'by a fifth at once, until seats are restored',
      turns: [
        {
          day: 3,
          event: billingEvents.subscriptionChanged,
          properties: { direction: 'down', seatsChange: -0.25 },
        },
        {
          day: 9,
          event: billingEvents.subscriptionChanged,
          properties: { direction: 'up', seatsChange: 0.3 },
        },
      ],
      until: 30,
      told: ['day 3 opened', 'day 9 resolved'],
    },
    {
      says: 'little by little within a month, but not by less than a fifth',
      turns: [
        { day: 0, meter: 'paid-seats', value: 20 },
        { day: 10, meter: 'paid-seats', value: 18 },
        { day: 25, meter: 'paid-seats', value: 16 },
      ],
      until: 90,
      told: ['day 25 opened', 'day 70 resolved'],
    },
  ],
  'unhappy-answer': [
    {
      says: 'by a 4 of 10, until a 9',
      turns: [
        { day: 1, event: 'NPS Answered', properties: { score: 4 } },
        { day: 20, event: 'NPS Answered', properties: { score: 9 } },
      ],
      until: 30,
      told: ['day 1 opened', 'day 20 resolved'],
    },
    {
      says: 'by a 2 of 5, until a 4, and is forgotten after 90 days',
      turns: [
        { day: 1, event: 'CSAT Answered', properties: { score: 2 } },
        { day: 5, event: 'CSAT Answered', properties: { score: 4 } },
        { day: 40, event: 'CSAT Answered', properties: { score: 1 } },
      ],
      until: 140,
      told: ['day 1 opened', 'day 5 resolved', 'day 40 opened', 'day 130 resolved'],
    },
  ],
  'support-storm': [
    {
      says: 'by three tickets in a week, until two weeks without',
      turns: daily([1, 7], 'Ticket Opened', { every: 3 }),
      until: 30,
      told: ['day 7 opened', 'day 21 resolved'],
    },
  ],
  'renewal-while-red': [
    {
      says: '90 days before the renewal of somebody who is not well, until they are',
      turns: [
        { day: 0, account: { renewsAt: '2026-05-01T09:00:00Z' } },
        { day: 0, health: 30 },
        { day: 50, health: 55 },
      ],
      until: 60,
      told: ['day 30 opened', 'day 50 resolved'],
    },
  ],
  'ready-to-grow': [
    {
      says: 'when they are well and fill their plan, until it is a larger one',
      turns: [
        { day: 0, health: 85 },
        ...meterOn([0], 700),
        ...meterOn([5], 850),
        { day: 9, event: billingEvents.subscriptionChanged, properties: { direction: 'up' } },
      ],
      until: 9.5,
      told: ['day 5 opened', 'day 9 resolved'],
    },
    {
      says: 'not when the meter has stood at its level for a month',
      turns: [...meterOn([0], 850), { day: 31, health: 85 }],
      until: 40,
      told: [],
    },
    {
      says: 'not while the cancel page was looked at, nor on the way back',
      turns: [
        { day: 0, health: 85 },
        { day: 0, signal: 'cancel-page', open: true },
        ...meterOn([0], 850),
        ...meterOn([5], 820),
        { day: 6, signal: 'cancel-page', open: false },
      ],
      until: 7,
      told: [],
    },
  ],
};

describe.each(signalKeys.map((key) => [key, stories[key]] as const))('the signal “%s” opens', (key, told) => {
  it.each(told.map((story) => [story.says, story] as const))('%s', (_, story) => {
    expect(tell(key, story.turns, story)).toEqual(story.told);
  });
});

describe('the golden journeys', () => {
  it.each(signalKeys)('show “%s” opening and ending', (key) => {
    const turns = stories[key].flatMap(({ told }) => told.map((turn) => turn.split(' ').at(-1)));
    expect(new Set(turns)).toEqual(new Set(['opened', 'resolved']));
  });
});

describe('of an account that has left for good', () => {
  const lasting = shippedSignals.filter(({ subject, good }) => subject === 'account' && !good);

  it.each(lasting.map(({ key, resolvesWhen }) => [key, resolvesWhen] as const))(
    '“%s” ends',
    (_, resolves) => {
      const facts = (status: string) =>
        factsOf({
          contact: {},
          appearedAt: 0,
          account: { id: 'a', traits: { subscriptionStatus: status } },
          events: historiesOf(new Map([[billingEvents.subscriptionCancelled, [{ at: 900 }]]])),
        });
      for (const status of ['canceled', 'cancelled'])
        expect(compileCondition(resolves).test(facts(status), 1_000)).toBe(true);
    },
  );
});
