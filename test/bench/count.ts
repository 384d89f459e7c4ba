import type { Place } from '../../server/ports/stores.ts';
import { countMatching } from '../../server/use-cases/conditions/count-matching.ts';
import { countDays } from '../../server/use-cases/counting/count-days.ts';
import { GatheredMarks } from '../../server/use-cases/counting/mark-days.ts';
import { meterId } from '../../server/use-cases/ingest/meters.ts';
import { createSegment } from '../../server/use-cases/segments/segments.ts';
import type { RootCondition } from '../../shared/condition.ts';
import type { Contact } from '../../shared/contact.ts';
import { DAY, dayOf } from '../../shared/time.ts';
import { admin, openWorld, type World } from '../support/world.ts';
import { type Bench, type Measurement, percentile } from './measurement.ts';
import { spentOn } from './process-usage.ts';
import { person, signIn, withoutIndexes } from './sweep-contacts.ts';

const SIZE = Number(process.env.COUNT_SIZE ?? 100_000);
/** Sign-ins of each contact, every other day, the last one up to seven weeks ago. */
const EVENTS = Number(process.env.COUNT_EVENTS ?? 20);
const PLANS = 5;
const ACCOUNTS = 5_000;
const TIMES = 40;
const AT_ONCE = 10_000;
/** Contacts whose events are counted for the rate. */
const COUNTED = 4_000;
/** Indexes that nothing asked here reads; to build them takes as long as all the rest. */
const NOT_ASKED = {
  contacts: ['searchKeys_1', 'sourceIds_1', 'lastSeenAt_-1__id_-1'],
  events: ['sourceId_1_timestamp_-1__id_-1', 'receivedAt_-1__id_-1'],
};

export const count: Bench = {
  name: 'count',
  about: 'counting whom a condition holds for while it is being written, of many contacts',
  isLong: true,
  async run(say) {
    const found: Measurement[] = [await countingRate()];
    const world = await openWorld({ refusesScans: false });
    try {
      await createSegment(world.runtime, {
        params: {},
        query: {},
        body: { key: 'engaged', name: 'Engaged', subject: 'contact', when: { all: [atLeast('seats', 60)] } },
        actor: admin,
      });
      const filled = await spentOn(world.database.pid(), () => fill(world));
      say({ what: `filling`, value: filled.elapsed, unit: 's' });
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
  const { contacts, counters, events, looks, meters } = world.runtime;
  await meters.insert(
    Array.from({ length: ACCOUNTS }, (_, index) => ({
      id: meterId(`acc-${index}`, 'contacts'),
      accountId: `acc-${index}`,
      name: 'contacts',
      readings: [{ at: now - 20 * DAY, value: index % 100, limit: 100 }],
      rev: 1,
    })),
  );
  await withoutIndexes(
    world,
    { contacts: NOT_ASKED.contacts, looks: [], events: NOT_ASKED.events },
    async () => {
      for (let at = 0; at < SIZE; at += AT_ONCE) {
        const people = Array.from({ length: Math.min(AT_ONCE, SIZE - at) }, (_, index) => ({
          ...person(at + index, PLANS, now),
          accountId: `acc-${(at + index) % ACCOUNTS}`,
        }));
        const signIns = people.flatMap((contact, index) => signInsOf(contact, index, now));
        const added = [contacts.insert(people), events.insert(signIns)];
        for (const marks of new GatheredMarks().add(signIns).inBatches(AT_ONCE))
          await counters.mark(marks, world.now());
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
        await Promise.all(added);
      }
    },
  );
  // All days are marked: nobody has to walk the events for that.
  await counters.saveClosing({ through: dayOf(now) - 1 });
  while ((await countDays(world.runtime)) > 0);
}

function signInsOf(contact: Contact, index: number, now: number) {
  return Array.from({ length: EVENTS }, (_, times) =>
    signIn(contact, now - (2 * times + ((index * 7) % 50)) * DAY - ((index * 7_919) % DAY)),
  );
}

/** How fast the days of events are counted, from nothing marked, beside reading the same events once. */
async function countingRate(): Promise<Measurement> {
  const world = await openWorld({ refusesScans: false });
  try {
    const now = world.now().getTime();
    const { events } = world.runtime;
    for (let at = 0; at < COUNTED; at += AT_ONCE / 20)
      await events.insert(
        Array.from({ length: AT_ONCE / 20 }, (_, index) => person(at + index, PLANS, now)).flatMap(
          (contact, index) => signInsOf(contact, at + index, now),
        ),
      );
    const read = await spentOn(world.database.pid(), async () => {
      for (let after: Place | undefined; ; ) {
        const page = await events.received({ limit: 2_000, after });
        after = page.next;
        if (after === undefined) break;
      }
    });
    const counted = await spentOn(world.database.pid(), async () => {
      while ((await countDays(world.runtime)) > 0);
    });
    const each = (seconds: number) => (seconds / (COUNTED * EVENTS)) * 1_000_000;
    return {
      what: 'counting the days of events, each',
      value: each(counted.processor),
      unit: 'µs CPU',
      reference: { what: 'reading them once', value: each(read.processor) },
      also: { 'events a second': (COUNTED * EVENTS) / counted.elapsed },
      target: { of: 'value', is: 'at most', limit: 50 },
    };
  } finally {
    await world.close();
  }
}

async function timesOf(world: World, what: string, when: RootCondition): Promise<Measurement[]> {
  const milliseconds: number[] = [];
  // The clock of a world stands still; whoever counts has only so much patience.
  const started = world.now().getTime() - performance.now();
  const clock = { ...world.runtime.clock, now: () => new Date(started + performance.now()) };
  let about = 0;
  let largest = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < TIMES; index++) {
    const from = performance.now();
    const { approximate, asked, margin, total } = await countMatching(
      { ...world.runtime, clock },
      {
        when,
        subject: 'contact',
        now: world.now(),
      },
    );
    milliseconds.push(performance.now() - from);
    if (approximate) about += 1;
    largest = Math.max(largest, margin / total);
    fewest = Math.min(fewest, asked);
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
        'fewest asked': fewest,
      },
      target: { of: 'value', is: 'at most', limit: 500 },
    },
  ];
}
