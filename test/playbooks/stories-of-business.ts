import { billingEvents } from '../../shared/billing.ts';
import { daily, meterOn, type Story } from '../support/signal-story.ts';

const signIns = (by: string, days: [number, number], every = 1) => daily(days, 'Signed In', { by, every });

/** What is told of the signals of billing, of people and of what they answer. */
export const storiesOfBusiness = {
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
      says: 'when the most active one is silent for 30 days and no admin is there, until one is',
      turns: [
        ...signIns('ann', [0, 20]),
        ...signIns('bob', [0, 80], 3),
        { day: 60, person: 'cleo', isAdmin: true },
        ...signIns('cleo', [60, 60]),
      ],
      until: 90,
      told: ['day 50 opened', 'day 60 resolved', 'day 74 opened'],
    },
    {
      says: 'when the most active one, an admin, is removed, whoever says so',
      turns: [
        { day: 0, person: 'ann', isAdmin: true },
        ...signIns('ann', [0, 60]),
        ...signIns('bob', [0, 70], 3),
        { day: 61, event: 'Member Removed', by: 'bob', properties: { userId: 'ann' } },
      ],
      until: 70,
      told: ['day 61 opened'],
    },
    {
      says: 'when the most active one went to another company, and what they do there changes nothing',
      turns: [
        { day: 0, person: 'ann', isAdmin: true },
        ...signIns('ann', [0, 75]),
        { day: 60, person: 'ann', left: true },
      ],
      until: 75,
      told: ['day 60 opened'],
    },
    {
      says: 'not while another admin is active, and two weeks after that one was here last',
      turns: [
        ...signIns('ann', [0, 20]),
        { day: 0, person: 'bob', isAdmin: true },
        ...signIns('bob', [0, 60], 10),
      ],
      until: 75,
      told: ['day 74 opened'],
    },
    {
      says: 'not while the most active one is there, though they are no admin',
      turns: [...signIns('ann', [0, 90]), ...signIns('bob', [0, 20], 2)],
      until: 90,
      told: [],
    },
    {
      says: 'not for somebody removed by mistake who is back',
      turns: [
        { day: 0, person: 'ann', isAdmin: true },
        ...signIns('ann', [0, 40]),
        { day: 41, event: 'Member Removed', by: 'ann' },
        ...signIns('ann', [41.1, 60]),
      ],
      until: 60,
      told: ['day 41 opened', 'day 41.1 resolved'],
    },
    {
      says: 'not for who was seldom there, nor for who objected to being looked at',
      turns: [
        { day: 0, person: 'ann', objected: true },
        ...signIns('ann', [0, 40]),
        ...signIns('bob', [0, 40], 14),
      ],
      until: 110,
      told: [],
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
} satisfies Record<string, Story[]>;
