import { countMatching } from '../../server/use-cases/conditions/count-matching.ts';
import { countDays } from '../../server/use-cases/counting/count-days.ts';
import { meterId } from '../../server/use-cases/ingest/meters.ts';
import { createSegment } from '../../server/use-cases/segments/segments.ts';
import type { RootCondition } from '../../shared/condition.ts';
import { DAY } from '../../shared/time.ts';
import { admin, openWorld, type World } from '../support/world.ts';
import { type Bench, type Measurement, percentile } from './measurement.ts';
import { person, signIn, withoutIndexes } from './sweep-contacts.ts';

const SIZE = Number(process.env.COUNT_SIZE ?? 100_000);
/** Sign-ins of each contact, every other day, the last one up to seven weeks ago. */
const EVENTS = Number(process.env.COUNT_EVENTS ?? 20);
const PLANS = 5;
const ACCOUNTS = 5_000;
const TIMES = 40;
const AT_ONCE = 10_000;

export const count: Bench = {
  name: 'count',
  about: 'counting whom a condition holds for while it is being written, of many contacts',
  isLong: true,
  async run() {
    const world = await openWorld({ refusesScans: false });
    try {
      await createSegment(world.runtime, {
        params: {},
        query: {},
        body: { key: 'engaged', name: 'Engaged', subject: 'contact', when: { all: [atLeast('seats', 60)] } },
        actor: admin,
      });
      await fill(world);
      const found: Measurement[] = [];
      for (const [what, when] of Object.entries(asked)) found.push(...(await timesOf(world, what, when)));
      return found;
    } finally {
      await world.close();
    }
  },
};

const atLeast = (trait: string, value: number) => ({
  fact: 'contact',
  path: `$.traits.${trait}`,
  operator: 'greaterThanInclusive',
  value,
});
const signedIn = (measure: string, operator: string, value: number, more: object = {}) => ({
  fact: 'event',
  params: { event: 'Signed In', measure, ...more },
  operator,
  value,
});

/** What people ask most. */
const asked: Record<string, RootCondition> = {
  'a trait': { all: [atLeast('seats', 50)] },
  'a plan, quiet for 21 days': {
    all: [
      { fact: 'contact', path: '$.traits.plan', operator: 'in', value: ['plan-1', 'plan-2'] },
      signedIn('daysSinceLast', 'greaterThanInclusive', 21),
    ],
  },
  'an event in a window': { all: [signedIn('count', 'lessThan', 2, { within: '30d' })] },
  'a segment and an event': {
    all: [
      { fact: 'segment', params: { segment: 'engaged' }, operator: 'equal', value: true },
      signedIn('distinctDays', 'lessThan', 3, { within: '60d' }),
    ],
  },
  'a meter near its limit': {
    all: [
      { fact: 'meter', params: { meter: 'contacts', measure: 'ratio' }, operator: 'greaterThan', value: 0.8 },
    ],
  },
};

async function fill(world: World): Promise<void> {
  const now = world.now().getTime();
  const { contacts, events, looks, meters } = world.runtime;
  await meters.insert(
    Array.from({ length: ACCOUNTS }, (_, index) => ({
      id: meterId(`acc-${index}`, 'contacts'),
      accountId: `acc-${index}`,
      name: 'contacts',
      readings: [{ at: now - 20 * DAY, value: index % 100, limit: 100 }],
      rev: 1,
    })),
  );
  await withoutIndexes(world, { contacts: ['searchKeys_1'], looks: [], events: [] }, async () => {
    for (let at = 0; at < SIZE; at += AT_ONCE) {
      const people = Array.from({ length: Math.min(AT_ONCE, SIZE - at) }, (_, index) => ({
        ...person(at + index, PLANS, now),
        accountId: `acc-${(at + index) % ACCOUNTS}`,
      }));
      await contacts.insert(people);
      await events.insert(
        people.flatMap((contact, index) =>
          Array.from({ length: EVENTS }, (_, times) =>
            signIn(contact, now - (2 * times + ((index * 7) % 50)) * DAY),
          ),
        ),
      );
      const inside = people.filter(({ traits }) => Number(traits.seats) >= 60);
      await looks.save(
        inside.map(({ id, p }) => ({
          id: `c:${id}`,
          p,
          rev: 0,
          in: ['s:engaged'],
          on: { 's:engaged': { generation: 1, holds: true, since: now, turns: 1 } },
          pending: [],
          dirty: [],
        })),
      );
    }
  });
  while ((await countDays(world.runtime)) > 0);
}

async function timesOf(world: World, what: string, when: RootCondition): Promise<Measurement[]> {
  const milliseconds: number[] = [];
  let about = 0;
  let largest = 0;
  for (let index = 0; index < TIMES; index++) {
    const from = performance.now();
    const { approximate, margin, total } = await countMatching(world.runtime, {
      when,
      subject: 'contact',
      now: world.now(),
    });
    milliseconds.push(performance.now() - from);
    if (approximate) about += 1;
    largest = Math.max(largest, margin / total);
  }
  return [
    {
      what: `${what}, of ${SIZE.toLocaleString('en')}, p95`,
      value: percentile(milliseconds, 0.95),
      unit: 'ms',
      also: {
        p50: percentile(milliseconds, 0.5),
        'share said to be about': about / TIMES,
        'largest margin as a share of all': largest,
      },
      target: { of: 'value', is: 'at most', limit: 500 },
    },
  ];
}
