import type { mongo } from 'mongoose';
import { PARTITIONS } from '../../server/engine/hash.ts';
import { countMatching } from '../../server/use-cases/conditions/count-matching.ts';
import { lookDue } from '../../server/use-cases/looks/look-due.ts';
import type { RootCondition } from '../../shared/condition.ts';
import type { Contact } from '../../shared/contact.ts';
import type { LookRecord } from '../../shared/look.ts';
import { DAY } from '../../shared/time.ts';
import { openWorld, type World } from '../support/world.ts';
import { type Bench, type Measurement, percentile } from './measurement.ts';

/** Contacts at first, and when as many again nine times have come who have nothing to do with it. */
const SIZES = (process.env.SWEEP_SIZES ?? '100000,1000000').split(',').map(Number);
const WORKFLOWS = 20;
const DUE = 10_000;
const AT_ONCE = 500;
const COUNTS = 60;
const INSERTED_AT_ONCE = 10_000;

const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);

export const sweep: Bench = {
  name: 'sweep',
  about: 'conditions that time turns for a few of many contacts, and counting whom a condition holds for',
  async run() {
    const commands = new Map<string, number>();
    const world = await openWorld({
      observe: ({ commandName, command }: mongo.CommandStartedEvent) => {
        const name = `${commandName} ${String(command[commandName])}`;
        commands.set(name, (commands.get(name) ?? 0) + 1);
      },
    });
    try {
      // Published before there is anybody, so that nothing is left to learn.
      const workflows: string[] = [];
      for (let index = 0; index < WORKFLOWS; index++) workflows.push(await world.publish(document(index)));
      const found: Measurement[] = [];
      let made = 0;
      for (const size of SIZES) {
        await grow(world, workflows, made, size);
        made = size;
        commands.clear();
        const swept = await timed(() => sweepAll(world));
        const queries = [...commands.values()].reduce((sum, count) => sum + count, 0);
        const read = await timed(() => readAll(world));
        found.push({
          what: `${DUE.toLocaleString('en')} due of ${size.toLocaleString('en')}, ${WORKFLOWS} workflows`,
          value: swept.seconds,
          unit: 's',
          reference: { what: 'reading all contacts once', value: read.seconds },
          also: { 'looked at': swept.result, queries, 'queries per batch of 500': queries / (DUE / AT_ONCE) },
          target: { of: 'ratio', is: 'at most', limit: 0.2 },
        });
        found.push(...(await countTimes(world, size)));
      }
      return found;
    } finally {
      await world.close();
    }
  },
};

function document(index: number): Record<string, unknown> {
  return {
    format: 'mooring.workflow/1',
    name: `Quiet ${index}`,
    entry: {
      trigger: { kind: 'condition' },
      when: {
        all: [
          { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: `plan-${index}` },
          {
            fact: 'event',
            params: { event: 'Signed In', measure: 'daysSinceLast' },
            operator: 'greaterThanInclusive',
            value: 21,
          },
        ],
      },
    },
    start: 'wait',
    steps: { wait: { kind: 'wait', for: '30d', next: 'end' }, end: { kind: 'exit' } },
  };
}

/** Adds contacts up to `size`, everybody remembered; ten thousand of the new ones are due now. */
async function grow(world: World, workflows: readonly string[], from: number, size: number): Promise<void> {
  const now = world.now().getTime();
  const { contacts, looks, events } = world.runtime;
  const step = Math.floor((size - from) / DUE);
  for (let at = from; at < size; at += INSERTED_AT_ONCE) {
    const people: Contact[] = [];
    const records: LookRecord[] = [];
    const quiet: Contact[] = [];
    for (let index = at; index < Math.min(size, at + INSERTED_AT_ONCE); index++) {
      const contact = person(index, now);
      const isDue = (index - from) % step === 0;
      people.push(contact);
      if (isDue) quiet.push(contact);
      const until = isDue ? now - 1 : now + (1 + (index % 20)) * DAY;
      records.push({
        id: `c:${contact.id}`,
        p: contact.p,
        rev: 0,
        lookAt: until,
        in: [],
        on: {
          [`w:${workflows[index % WORKFLOWS]}`]: { generation: 1, holds: false, since: now, until, turns: 0 },
        },
        pending: [],
        dirty: [],
      });
    }
    await Promise.all([contacts.insert(people), looks.save(records)]);
    await events.insert(
      quiet.map(({ sourceIds: [sourceId = ''], userId }) => ({
        id: `m-${userId}`,
        type: 'track' as const,
        name: 'Signed In',
        sourceId,
        userId,
        timestamp: new Date(now - 21 * DAY - 1),
        receivedAt: new Date(now - 21 * DAY - 1),
        properties: {},
        context: {},
        keyId: 'bench',
      })),
    );
  }
}

/** Ids are spread as random ones are. */
function person(index: number, now: number): Contact {
  const id = `${((index * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}${index}`;
  return {
    id,
    sourceIds: [`u:${index}`],
    userId: String(index),
    email: `p${index}@example.org`,
    traits: { plan: `plan-${index % WORKFLOWS}`, seats: index % 97, firstName: `Person ${index % 500}` },
    traitTimes: { plan: now, seats: now, firstName: now },
    tags: [],
    permissions: { email: 'unknown', phone: 'unknown', topicsOff: [] },
    appearedAt: new Date(now - 60 * DAY),
    lastSeenAt: new Date(now - 21 * DAY),
    createdAt: new Date(now - 60 * DAY),
    p: index % PARTITIONS,
    rev: 1,
  };
}

async function sweepAll(world: World): Promise<number> {
  let looked = 0;
  for (;;) {
    const done = await lookDue(world.runtime, { partitions, limit: AT_ONCE });
    if (done === 0) return looked;
    looked += done;
  }
}

async function readAll(world: World): Promise<number> {
  let read = 0;
  for (let after = ''; ; ) {
    const found = await world.runtime.contacts.walk({ limit: INSERTED_AT_ONCE, after });
    read += found.length;
    if (found.length < INSERTED_AT_ONCE) return read;
    after = found.at(-1)?.id ?? '';
  }
}

async function countTimes(world: World, size: number): Promise<Measurement[]> {
  const asked: RootCondition[] = [
    { all: [{ fact: 'contact', path: '$.traits.seats', operator: 'greaterThan', value: 50 }] },
    {
      all: [
        { fact: 'contact', path: '$.traits.plan', operator: 'in', value: ['plan-1', 'plan-2'] },
        {
          fact: 'event',
          params: { event: 'Signed In', measure: 'count', within: '90d' },
          operator: 'lessThan',
          value: 2,
        },
      ],
    },
    {
      all: [
        {
          fact: 'event',
          params: { event: 'Signed In', measure: 'daysSinceLast' },
          operator: 'greaterThan',
          value: 30,
        },
      ],
    },
  ];
  const milliseconds: number[] = [];
  for (let index = 0; index < COUNTS; index++) {
    const when = asked[index % asked.length] as RootCondition;
    const { seconds } = await timed(() =>
      countMatching(world.runtime, { when, subject: 'contact', now: world.now() }),
    );
    milliseconds.push(seconds * 1_000);
  }
  return [0.5, 0.95].map((share) => ({
    what: `counting a condition on ${size.toLocaleString('en')}, p${share * 100}`,
    value: percentile(milliseconds, share),
    unit: 'ms',
    ...(share === 0.95 ? { target: { of: 'value' as const, is: 'at most' as const, limit: 500 } } : {}),
  }));
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const from = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - from) / 1_000 };
}
