import { type FactSnapshot, factsOf, historiesOf } from '../../server/engine/facts.ts';
import type { Leaf } from '../../shared/condition.ts';
import { DAY } from '../../shared/time.ts';

export const now = Date.UTC(2026, 4, 20, 14, 30);

/** A rule of a document, and the same written by hand by somebody who knows exactly what is asked. */
export interface BothWays {
  leaf: Leaf;
  byHand(facts: FactSnapshot, now: number): boolean;
}

type Traits = Record<string, unknown>;
const traitsOf = (facts: FactSnapshot) => facts.contact.traits as Traits | undefined;

function countSince(facts: FactSnapshot, name: string, start: number, now: number): number {
  const events = facts.events.get(name)?.singles ?? [];
  let count = 0;
  for (let index = events.length - 1; index >= 0; index--) {
    const at = events[index]?.at ?? 0;
    if (at <= start) break;
    if (at <= now) count += 1;
  }
  return count;
}

function daysSinceLast(facts: FactSnapshot, name: string, now: number): number {
  const events = facts.events.get(name)?.singles ?? [];
  const last = events.findLast(({ at }) => at <= now);
  return Math.floor((now - (last?.at ?? facts.appearedAt)) / DAY);
}

const trait = (name: string, operator: string, value: unknown): Leaf => ({
  fact: 'contact',
  path: `$.traits.${name}`,
  operator,
  value,
});
const account = (name: string, operator: string, value: unknown): Leaf => ({
  fact: 'account',
  path: `$.${name}`,
  operator,
  value,
});
const event = (name: string, params: object, operator: string, value: number): Leaf => ({
  fact: 'event',
  params: { event: name, ...params },
  operator,
  value,
});

/** What marketers ask, in the mix they ask it in: a third traits, a third activity, the rest account, dates, segments. */
const tenRules: BothWays[] = [
  {
    leaf: trait('plan', 'in', ['pro', 'team']),
    byHand: (facts) => {
      const plan = traitsOf(facts)?.plan;
      return plan === 'pro' || plan === 'team';
    },
  },
  {
    leaf: event('Signed In', { measure: 'daysSinceLast' }, 'greaterThanInclusive', 3),
    byHand: (facts, at) => daysSinceLast(facts, 'Signed In', at) >= 3,
  },
  {
    leaf: account('mrr', 'greaterThanInclusive', 400),
    byHand: (facts) => (facts.account?.mrr as number) >= 400,
  },
  {
    leaf: event('Report Created', { within: '30d' }, 'greaterThan', 2),
    byHand: (facts, at) => countSince(facts, 'Report Created', at - 30 * DAY, at) > 2,
  },
  {
    leaf: { fact: 'segment', params: { segment: 'vip' }, operator: 'equal', value: true },
    byHand: (facts) => facts.segments.has('vip'),
  },
  {
    leaf: {
      fact: 'date',
      params: { path: '$.account.renewsAt', measure: 'daysUntil' },
      operator: 'lessThanInclusive',
      value: 90,
    },
    byHand: (facts, at) => Math.ceil(((facts.account?.renewsAt as number) - at) / DAY) <= 90,
  },
  { leaf: trait('role', 'equal', 'admin'), byHand: (facts) => traitsOf(facts)?.role === 'admin' },
  {
    leaf: trait('unsubscribed', 'notEqual', true),
    byHand: (facts) => traitsOf(facts)?.unsubscribed !== true,
  },
  {
    leaf: event('Invited', { within: '14d' }, 'lessThan', 5),
    byHand: (facts, at) => countSince(facts, 'Invited', at - 14 * DAY, at) < 5,
  },
  {
    leaf: { fact: 'contact', path: '$.tags', operator: 'contains', value: 'beta' },
    byHand: (facts) => {
      const { tags } = facts.contact;
      return Array.isArray(tags) && tags.includes('beta');
    },
  },
];

const more: BothWays[] = Array.from({ length: 10 }, (_, n) => [
  {
    leaf: trait(`score${n}`, 'greaterThan', n),
    byHand: (facts: FactSnapshot) => (traitsOf(facts)?.[`score${n}`] as number) > n,
  },
  {
    leaf: event(`Feature ${n}`, { within: '7d' }, 'greaterThanInclusive', 1),
    byHand: (facts: FactSnapshot, at: number) => countSince(facts, `Feature ${n}`, at - 7 * DAY, at) >= 1,
  },
]).flat();

/** The first so many rules; every contact of `contacts` fulfils all of them, so that each has to be looked at. */
export function rulesOf(count: 3 | 10 | 30): BothWays[] {
  return [...tenRules, ...more].slice(0, count);
}

/** Contacts that differ in everything but in fulfilling the rules. */
export const contacts: FactSnapshot[] = Array.from({ length: 500 }, (_, n) =>
  factsOf({
    appearedAt: now - (100 + n) * DAY,
    contact: {
      userId: `u${n}`,
      email: `u${n}@example.com`,
      traits: {
        plan: n % 2 === 0 ? 'pro' : 'team',
        role: 'admin',
        firstName: `Name ${n}`,
        ...Object.fromEntries(
          Array.from({ length: 10 }, (_entry, index) => [`score${index}`, index + 1 + n]),
        ),
      },
      tags: n % 3 === 0 ? ['beta'] : ['vip', 'beta'],
    },
    account: { id: 'acme', name: 'Acme', mrr: 400 + n, plan: 'pro', renewsAt: now + (n % 80) * DAY },
    segments: new Set(['vip', 'trial']),
    events: historiesOf(
      new Map([
        ['Signed In', spread(30, 3 + (n % 9))],
        ['Report Created', spread(10, 1 + (n % 4))],
        ['Invited', spread(n % 4, 1)],
        ...Array.from({ length: 10 }, (_entry, index) => [`Feature ${index}`, spread(6, 1)] as const),
      ]),
    ),
  }),
);

/** So many events, two a day, the last of them so many days ago. */
function spread(count: number, daysAgo: number) {
  return Array.from({ length: count }, (_, n) => ({ at: now - daysAgo * DAY - (count - n) * (DAY / 2) }));
}
