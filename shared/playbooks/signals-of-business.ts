import type { Condition } from '../condition.ts';
import { shippedEvents as events } from './names.ts';
import {
  account,
  activeAdmins,
  daysUntil,
  hasLeft,
  health,
  meter,
  mostActiveLeft,
  mostActiveSilent,
  property,
  signalOpen,
  times,
} from './rules.ts';
import { paidSeats, type ShippedSignal, shippedMeters } from './shipped-signal.ts';

const stillThere = { within: '14d', removal: events.memberRemoved };

/** A fifth of the seats or more are gone. */
const fewerSeats = property('$.seatsChange', 'lessThanInclusive', -0.2);

/** Signals of billing, of people and of what they answer. */
export const signalsOfBusiness: readonly ShippedSignal[] = [
  {
    key: 'card-expiring',
    subject: 'account',
    severity: 'medium',
    weight: 5,
    cooldown: '1d',
    good: false,
    // One that expired long ago is no news any more.
    opensWhen: { all: [daysUntil('$.account.card.expiresAt', 'between', [-30, 60])] },
    resolvesWhen: {
      any: [daysUntil('$.account.card.expiresAt', '>', 60), hasLeft],
    },
  },
  {
    key: 'payment-failed',
    subject: 'account',
    severity: 'high',
    weight: 20,
    cooldown: '1h',
    good: false,
    opensWhen: {
      all: [
        times(events.paymentFailed, '>', 0, { within: '30d' }),
        account('$.traits.subscriptionStatus', '=', 'past_due'),
      ],
    },
    resolvesWhen: {
      any: [
        {
          all: [
            account('$.traits.subscriptionStatus', '=', 'active'),
            times(events.invoicePaid, '>', 0, { within: '30d' }),
          ],
        },
        hasLeft,
        times(events.disputeOpened, '>', 0, { within: '30d' }),
        times(events.invoiceVoided, '>', 0, { within: '30d' }),
        times(events.paymentFailed, '=', 0, { within: '45d' }),
      ],
    },
  },
  {
    key: 'champion-gone',
    subject: 'account',
    severity: 'high',
    weight: 15,
    cooldown: '14d',
    good: false,
    opensWhen: {
      all: [
        {
          any: [
            mostActiveSilent(events.signedIn, '>=', 30),
            mostActiveLeft(events.signedIn, events.memberRemoved),
          ],
        },
        activeAdmins(events.signedIn, '=', 0, stillThere),
      ],
    },
    resolvesWhen: { any: [activeAdmins(events.signedIn, '>', 0, stillThere), hasLeft] },
    // A month of habit, and one of silence.
    learns: { for: '60d', events: [events.signedIn] },
  },
  {
    key: 'seats-shrinking',
    subject: 'account',
    severity: 'medium',
    weight: 10,
    cooldown: '14d',
    good: false,
    // Told by billing at once, or by what they were over a month, little by little.
    opensWhen: {
      any: [
        times(events.subscriptionChanged, '>', 0, { within: '30d', where: { all: [fewerSeats] } }),
        meter(paidSeats, 'fall', '>=', 0.2, { within: '30d' }),
      ],
    },
    resolvesWhen: {
      any: [
        times(events.subscriptionChanged, '>', 0, {
          within: '30d',
          where: { all: [property('$.direction', 'equal', 'up')] },
        }),
        hasLeft,
        {
          all: [
            times(events.subscriptionChanged, '=', 0, { within: '60d', where: { all: [fewerSeats] } }),
            { not: meter(paidSeats, 'fall', '>=', 0.2, { within: '60d' }) },
          ],
        },
      ],
    },
  },
  {
    key: 'unhappy-answer',
    subject: 'contact',
    severity: 'medium',
    weight: 10,
    cooldown: '1d',
    good: false,
    opensWhen: {
      any: [
        times(events.npsAnswered, '>', 0, {
          within: '30d',
          where: { all: [property('$.score', 'lessThanInclusive', 6)] },
        }),
        times(events.csatAnswered, '>', 0, {
          within: '30d',
          where: { all: [property('$.score', 'lessThanInclusive', 2)] },
        }),
      ],
    },
    resolvesWhen: {
      any: [
        times(events.npsAnswered, '>', 0, {
          within: '30d',
          where: { all: [property('$.score', 'greaterThanInclusive', 9)] },
        }),
        {
          all: [
            times(events.csatAnswered, '>', 0, {
              within: '30d',
              where: { all: [property('$.score', 'greaterThanInclusive', 4)] },
            }),
            times(events.npsAnswered, '=', 0, {
              within: '30d',
              where: { all: [property('$.score', 'lessThanInclusive', 6)] },
            }),
          ],
        },
        {
          all: [
            times(events.npsAnswered, '=', 0, { within: '90d' }),
            times(events.csatAnswered, '=', 0, { within: '90d' }),
          ],
        },
      ],
    },
  },
  {
    key: 'support-storm',
    subject: 'account',
    severity: 'medium',
    weight: 10,
    cooldown: '7d',
    good: false,
    opensWhen: { all: [times(events.ticketOpened, '>=', 3, { within: '7d' })] },
    resolvesWhen: { any: [times(events.ticketOpened, '=', 0, { within: '14d' }), hasLeft] },
  },
  {
    key: 'renewal-while-red',
    subject: 'account',
    severity: 'high',
    weight: 0,
    cooldown: '7d',
    good: false,
    opensWhen: { all: [daysUntil('$.account.renewsAt', 'between', [0, 90]), health('<', 40)] },
    resolvesWhen: { any: [daysUntil('$.account.renewsAt', '>', 90), health('>=', 40), hasLeft] },
  },
  {
    key: 'ready-to-grow',
    subject: 'account',
    severity: 'low',
    weight: 0,
    cooldown: '30d',
    good: true,
    opensWhen: {
      all: [
        { any: shippedMeters.map(risingAbove(0.8)) },
        health('>=', 80),
        signalOpen('plan-limit', false),
        signalOpen('cancel-page', false),
        signalOpen('payment-failed', false),
      ],
    },
    resolvesWhen: {
      any: [
        times(events.subscriptionChanged, '>', 0, {
          within: '1d',
          where: { all: [property('$.direction', 'equal', 'up')] },
        }),
        health('<', 70),
      ],
    },
  },
];

/** A meter that is filled to a part, has risen within a month, and is not on the way back. */
function risingAbove(share: number) {
  return (name: string): Condition => ({
    all: [
      meter(name, 'ratio', '>=', share),
      meter(name, 'rise', '>', 0, { within: '30d' }),
      meter(name, 'fall', '<=', 0.02, { within: '14d' }),
    ],
  });
}
