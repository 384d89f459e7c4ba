import type { Condition } from '../condition.ts';
import { shippedEvents as events } from './names.ts';
import {
  activeDays,
  daysSince,
  gapsSince,
  hasLeft,
  hasTrend,
  meter,
  property,
  times,
  trend,
} from './rules.ts';
import { cancelPage, type ShippedSignal, shippedMeters } from './shipped-signal.ts';

const byHand: Condition = property('$.automated', 'notEqual', true);
const isFull: Condition = { all: [property('$.full', 'equal', true), byHand] };

/** Signals that show in what people do with the product. */
export const signalsOfUse: readonly ShippedSignal[] = [
  {
    key: 'gone-quiet',
    subject: 'account',
    severity: 'high',
    weight: 20,
    cooldown: '7d',
    good: false,
    opensWhen: { any: silentFor(events.signedIn, [21, 60]) },
    // Also one that is told late.
    resolvesWhen: { any: [daysSince(events.signedIn, '<', 21), hasLeft] },
    learns: { for: '21d', events: [events.signedIn] },
  },
  {
    key: 'never-got-going',
    subject: 'contact',
    severity: 'medium',
    weight: 10,
    cooldown: '30d',
    good: false,
    // Whoever never activated is counted from the day they appeared.
    opensWhen: {
      all: [times(events.activated, '=', 0), daysSince(events.activated, 'between', [4, 30], 'created')],
    },
    resolvesWhen: { all: [times(events.activated, '>', 0)] },
    learns: { for: '4d', events: [events.activated] },
  },
  {
    key: 'usage-drop',
    subject: 'account',
    severity: 'high',
    weight: 15,
    cooldown: '14d',
    good: false,
    opensWhen: { all: [trend(events.keyAction, '<=', -0.5)] },
    resolvesWhen: { any: [trend(events.keyAction, '>=', -0.2), hasLeft] },
    learns: { for: '70d', events: [events.keyAction] },
  },
  {
    key: 'power-user-slipping',
    subject: 'contact',
    severity: 'medium',
    weight: 10,
    cooldown: '14d',
    good: false,
    opensWhen: { any: slippingByDays(9, 4) },
    resolvesWhen: { all: [activeDays(events.signedIn, '>=', 7, '14d')] },
    learns: { for: '28d', events: [events.signedIn] },
  },
  {
    key: 'plan-limit',
    subject: 'account',
    severity: 'medium',
    weight: 5,
    cooldown: '14d',
    good: false,
    opensWhen: {
      any: shippedMeters.flatMap((name) => [
        meter(name, 'daysNearLimit', '>=', 5, { near: 0.9, within: '14d' }),
        meter(name, 'retreats', '>=', 2, { near: 0.95, within: '30d' }),
      ]),
    },
    resolvesWhen: {
      any: [
        times(events.subscriptionChanged, '>', 0, {
          within: '1d',
          where: { all: [property('$.direction', 'equal', 'up')] },
        }),
        hasLeft,
        {
          all: [
            { any: shippedMeters.map((name) => meter(name, 'ratio', '<', 0.9)) },
            ...shippedMeters.map((name) => ({
              not: meter(name, 'daysNearLimit', '>', 0, { near: 0.9, within: '30d' }),
            })),
          ],
        },
      ],
    },
  },
  {
    key: 'data-export',
    subject: 'account',
    severity: 'medium',
    weight: 10,
    cooldown: '14d',
    good: false,
    opensWhen: {
      any: [
        // The first full export there ever was.
        {
          all: [
            times(events.dataExported, '>', 0, { within: '2d', where: isFull }),
            times(events.dataExported, '<=', 1, { within: '90d', where: isFull }),
          ],
        },
        farAboveHabit(),
      ],
    },
    resolvesWhen: {
      any: [times(events.dataExported, '=', 0, { within: '30d', where: { all: [byHand] } }), hasLeft],
    },
    learns: { for: '97d', events: [] },
  },
  {
    key: 'cancel-page',
    subject: 'account',
    severity: 'high',
    weight: 20,
    cooldown: '30m',
    good: false,
    opensWhen: { all: [times(events.pageViewed, '>', 0, { within: '14d', where: cancelPage })] },
    resolvesWhen: {
      any: [
        times(events.pageViewed, '=', 0, { within: '14d', where: cancelPage }),
        times(events.subscriptionCancelled, '>', 0, { within: '14d' }),
      ],
    },
  },
  {
    key: 'component-removed',
    subject: 'account',
    severity: 'high',
    weight: 15,
    cooldown: '2d',
    good: false,
    opensWhen: {
      any: [
        // Without a habit nothing is known of what a heartbeat should be.
        {
          all: [
            daysSince(events.componentSeen, 'between', [2, 45]),
            gapsSince(events.componentSeen, '>=', 3),
          ],
        },
        {
          all: [
            times(events.componentRemoved, '>', 0, { within: '14d' }),
            times(events.componentSeen, '=', 0, { within: '2h' }),
          ],
        },
      ],
    },
    resolvesWhen: {
      any: [
        times(events.componentSeen, '>', 0, { within: '2h' }),
        hasLeft,
        {
          all: [
            daysSince(events.componentSeen, '<', 2),
            times(events.componentRemoved, '=', 0, { within: '14d' }),
          ],
        },
      ],
    },
  },
];

/**
 * Silent for this many days, or three times the usual gap where that is longer. Without a habit the days alone count,
 * and who has been away for much longer is gone and not quiet.
 */
function silentFor(event: string, [from, to]: [number, number]): Condition[] {
  return [
    { all: [daysSince(event, 'between', [from, to]), { not: gapsSince(event, '<', 3) }] },
    // The fourth gap has not begun: whose usual gap is short was found long before.
    { all: [daysSince(event, 'between', [to + 1, 3 * to]), gapsSince(event, '=', 3)] },
  ];
}

/**
 * Several exports by hand in a week, and five times what was usual in the 90 days before; who has no habit of exporting
 * is above it by any.
 */
function farAboveHabit(): Condition {
  const where = { all: [byHand] };
  const habit = { window: '7d', baseline: '90d', minimum: 1, where };
  return {
    all: [
      times(events.dataExported, '>=', 4, { within: '7d', where }),
      {
        any: [trend(events.dataExported, '>=', 4, habit), { not: hasTrend(events.dataExported, habit) }],
      },
    ],
  };
}

/**
 * Active on `before` or more days of the two weeks before the last two, and on `after` or fewer of the last two: the
 * days of four weeks are those of both halves, so that each number of recent days has its own bound.
 */
function slippingByDays(before: number, after: number): Condition[] {
  return Array.from({ length: after + 1 }, (_, recent) => ({
    all: [
      activeDays(events.signedIn, '=', recent, '14d'),
      activeDays(events.signedIn, '>=', before + recent, '28d'),
    ],
  }));
}
