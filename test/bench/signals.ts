import { countDays } from '../../server/use-cases/counting/count-days.ts';
import { keepHealth } from '../../server/use-cases/health/health-watch.ts';
import { installSignals } from '../../server/use-cases/signals/install-signals.ts';
import type { Account } from '../../shared/contact.ts';
import { DAY } from '../../shared/time.ts';
import { openWorld, type World, writeKey } from '../support/world.ts';
import type { Bench, Measurement } from './measurement.ts';
import { spentOn } from './process-usage.ts';
import { person } from './sweep-contacts.ts';

/** Everybody there is at last, and the part of them that does something. */
const CONTACTS = Number(process.env.SIGNALS_CONTACTS ?? 100_000);
const ACTIVE = Math.floor(CONTACTS / 10);
/** So many events are told in each round, at the rate of a million a day. */
const EVENTS = Number(process.env.SIGNALS_EVENTS ?? 10_000);
const AT_ONCE = 100;
const BATCH_TAKES = '9s';
const PER_ACCOUNT = 5;
/** What everybody active did before, each a day apart. */
const PAST = 3;

const happens = ['Signed In', 'Key Action', 'Signed In', 'Page Viewed', 'Signed In', 'Key Action'] as const;

export const signals: Bench = {
  name: 'signals',
  about: 'what sixteen signals and health cost per event, and that the idle cost nothing',
  isLong: true,
  async run() {
    const world = await openWorld();
    try {
      await addPeople(world, 0, ACTIVE);
      await tellPast(world);
      const without = await tellEvents(world, 0);
      const learned = await timed(world, async () => {
        await installSignals(world.runtime);
        await keepHealth(world.runtime);
        await world.settle();
      });
      // The first look at somebody writes what is remembered of them; what comes later is what lasts.
      await tellEvents(world, 1);
      const few = await tellEvents(world, 2);
      await addPeople(world, ACTIVE, CONTACTS);
      await world.settle();
      const many = await tellEvents(world, 3);
      const about = (contacts: number) =>
        `per event with 16 signals and health, ${contacts.toLocaleString('en')} contacts`;
      return [
        {
          what: about(ACTIVE),
          value: few,
          unit: 'µs CPU',
          reference: { what: 'the same ingestion without signals', value: without },
          also: { 'first look at everybody, s CPU': learned },
        },
        {
          what: about(CONTACTS),
          value: many,
          unit: 'µs CPU',
          reference: {
            what: `with ${ACTIVE.toLocaleString('en')} contacts, all the others idle`,
            value: few,
          },
          target: { of: 'ratio', is: 'at most', limit: 1.25 },
        },
      ] satisfies Measurement[];
    } finally {
      await world.close();
    }
  },
};

/** Contacts and their accounts, as they are stored; nothing is remembered of any. */
async function addPeople(world: World, from: number, until: number): Promise<void> {
  const now = world.now().getTime();
  for (let at = from; at < until; at += 10_000) {
    const indexes = Array.from({ length: Math.min(10_000, until - at) }, (_, index) => at + index);
    await world.runtime.contacts.insert(
      indexes.map((index) => ({ ...person(index, 4, now), accountId: accountOf(index), accountAt: now })),
    );
    const accounts = new Set(indexes.map(accountOf));
    await world.runtime.accounts.insert(
      [...accounts].map(
        (id): Account => ({ id, traits: {}, traitTimes: {}, createdAt: new Date(now - 60 * DAY), rev: 1 }),
      ),
    );
  }
}

function accountOf(index: number): string {
  return `account-${Math.floor(index / PER_ACCOUNT)}`;
}

async function tellPast(world: World): Promise<void> {
  const calls = Array.from({ length: ACTIVE * PAST }, (_, index) => ({
    type: 'track',
    userId: String(index % ACTIVE),
    event: happens[index % happens.length],
    timestamp: new Date(world.now().getTime() - (1 + Math.floor(index / ACTIVE)) * DAY).toISOString(),
  }));
  for (let at = 0; at < calls.length; at += 500) {
    const batch = calls.slice(at, at + 500);
    await world.runtime.ingest.batch({ batch }, writeKey, { bytes: 1, historical: true });
    // Whoever tells history faster than it is matched is sent away for a while.
    await world.runtime.ingest.settled();
  }
  await countDays(world.runtime);
}

/** Tells a round of events and lets everything follow; answers the processor time of each, in microseconds. */
async function tellEvents(world: World, round: number): Promise<number> {
  const seconds = await timed(world, async () => {
    for (let told = 0; told < EVENTS; told += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, index) => ({
        type: 'track',
        // Somebody who is here does several things at once.
        userId: String((round * 7_919 + Math.floor((told + index) / 4) * 31) % ACTIVE),
        event: happens[(told + index) % happens.length],
        messageId: `bench-${round}-${told + index}`,
        properties: { path: '/home', role: 'member' },
      }));
      await world.runtime.ingest.batch({ batch }, writeKey, { bytes: 1, historical: false });
      await world.pass(BATCH_TAKES);
    }
    await world.settle();
  });
  return (seconds / EVENTS) * 1_000_000;
}

/** Processor time of this process and of the database together, in seconds. */
async function timed(world: World, work: () => Promise<void>): Promise<number> {
  return (await spentOn(world.database.pid(), work)).processor;
}
