import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../server/engine/conditions/compile.ts';
import { factsOf, historiesOf } from '../../server/engine/facts.ts';
import { billingEvents } from '../../shared/billing.ts';
import { signalKeys } from '../../shared/playbooks/shipped-signal.ts';
import { shippedSignals } from '../../shared/playbooks/signals.ts';
import { daily, meterOn, type Story, type Turn, tell } from '../support/signal-story.ts';
import { storiesOfBusiness } from './stories-of-business.ts';

const seen = (day: number, path: string): Turn => ({
  day,
  event: 'Page Viewed',
  properties: { path, url: `https://app.example.com${path}` },
});

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
  ...storiesOfBusiness,
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
