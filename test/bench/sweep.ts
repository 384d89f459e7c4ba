import type { mongo } from 'mongoose';
import { PARTITIONS } from '../../server/engine/hash.ts';
import { lookDue } from '../../server/use-cases/looks/look-due.ts';
import { openWorld, type World } from '../support/world.ts';
import type { Bench, Measurement } from './measurement.ts';
import { addCrowd } from './sweep-contacts.ts';

/** Contacts at first, and when nine times as many again have come who have nothing to do with it. */
const SIZES = (process.env.SWEEP_SIZES ?? '100000,1000000').split(',').map(Number);
const WORKFLOWS = 20;
const DUE = 10_000;
const AT_ONCE = 500;
const READ_AT_ONCE = 10_000;

const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);

export const sweep: Bench = {
  name: 'sweep',
  about: 'conditions that time turns for a few of many contacts',
  isLong: true,
  async run() {
    const commands = new Map<string, number>();
    const world = await openWorld({
      refusesScans: false,
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
      let entered = 0;
      for (const size of SIZES) {
        await addCrowd(world, { from: made, until: size, due: DUE, workflows });
        made = size;
        const read = await timed(() => readAll(world));
        const before = await examined(world);
        commands.clear();
        const swept = await timed(() => sweepAll(world));
        const queries = [...commands.values()].reduce((sum, count) => sum + count, 0);
        const after = await examined(world);
        found.push({
          what: `${DUE.toLocaleString('en')} due of ${size.toLocaleString('en')}, ${WORKFLOWS} workflows`,
          value: swept.seconds,
          unit: 's',
          reference: { what: 'reading all contacts once', value: read.seconds },
          also: {
            'looked at': swept.result,
            entered: (await enteredIn(world, workflows)) - entered,
            queries,
            'queries per batch of 500': queries / (swept.result / AT_ONCE),
            'documents examined': after - before,
          },
          target: { of: 'ratio', is: 'at most', limit: 0.2 },
        });
        entered = await enteredIn(world, workflows);
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
    const found = await world.runtime.contacts.walk({ limit: READ_AT_ONCE, after });
    read += found.length;
    if (found.length < READ_AT_ONCE) return read;
    after = found.at(-1)?.id ?? '';
  }
}

async function enteredIn(world: World, workflows: readonly string[]): Promise<number> {
  const totals = await world.runtime.enrolments.totals(workflows);
  return [...totals.values()].reduce((sum, { entered }) => sum + entered, 0);
}

/** How many documents the database has read for anybody so far. */
async function examined(world: World): Promise<number> {
  const { metrics } = await world.database.database.native.command({ serverStatus: 1 });
  return Number(metrics.queryExecutor.scannedObjects);
}

async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; seconds: number }> {
  const from = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - from) / 1_000 };
}
