import type { mongo } from 'mongoose';
import { mergeNeeds } from '../../server/engine/conditions/compile.ts';
import { PARTITIONS } from '../../server/engine/hash.ts';
import { loadFacts } from '../../server/use-cases/facts.ts';
import { lookDue } from '../../server/use-cases/looks/look-due.ts';
import { openWorld, type World } from '../support/world.ts';
import type { Bench, Measurement } from './measurement.ts';
import { type Spent, spentOn } from './process-usage.ts';
import { addCrowd } from './sweep-contacts.ts';

/** Contacts at first, and when nine times as many again have come who have nothing to do with it. */
const SIZES = (process.env.SWEEP_SIZES ?? '100000,1000000').split(',').map(Number);
const WORKFLOWS = 20;
const DUE = 10_000;
const AT_ONCE = 500;
const READ_AT_ONCE = 2_000;

const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);

export const sweep: Bench = {
  name: 'sweep',
  about: 'conditions that time turns for a few of many contacts',
  isLong: true,
  async run(say) {
    const commands = new Map<string, number>();
    const world = await openWorld({
      refusesScans: false,
      observe: ({ commandName, command }: mongo.CommandStartedEvent) => {
        const name = `${commandName} ${String(command[commandName])}`;
        commands.set(name, (commands.get(name) ?? 0) + 1);
      },
    });
    const spent = <Result>(work: () => Promise<Result>) => spentOn(world.database.pid(), work);
    try {
      // Published before there is anybody, so that nothing is left to learn.
      const workflows: string[] = [];
      for (let index = 0; index < WORKFLOWS; index++) workflows.push(await world.publish(document(index)));
      const found: Measurement[] = [];
      let made = 0;
      let entered = 0;
      for (const size of SIZES) {
        const added = await spent(() => addCrowd(world, { from: made, until: size, due: DUE, workflows }));
        say({ what: `adding ${figureOf(size - made)} contacts`, value: added.elapsed, unit: 's' });
        made = size;
        const before = await examined(world);
        commands.clear();
        const swept = await spent(() => sweepAll(world));
        const queries = [...commands.values()].reduce((sum, count) => sum + count, 0);
        const after = await examined(world);
        say({ what: `looking at ${figureOf(swept.result)} due of ${figureOf(size)}`, ...figuresOf(swept) });
        const asked = await spent(() => askAll(world));
        say({ what: `asking all ${figureOf(asked.result)} once`, ...figuresOf(asked) });
        found.push({
          what: `${figureOf(DUE)} due of ${figureOf(size)}, ${WORKFLOWS} workflows`,
          value: swept.processor,
          unit: 's CPU',
          reference: { what: 'reading everybody once, and asking all conditions', value: asked.processor },
          also: {
            'looked at': swept.result,
            entered: (await enteredIn(world, workflows)) - entered,
            'seconds elapsed': swept.elapsed,
            'µs CPU each': (swept.processor / swept.result) * 1_000_000,
            queries,
            'queries per batch of 500': queries / (swept.result / AT_ONCE),
            'documents examined': after - before,
          },
          // Where a tenth of all is due, there is little to save.
          ...(size >= 50 * DUE ? { target: { of: 'ratio', is: 'at most', limit: 0.2 } } : {}),
        });
        entered = await enteredIn(world, workflows);
      }
      return [...found, ...beside(found)];
    } finally {
      await world.close();
    }
  },
};

/** What the same number of due contacts costs among the most, beside what they cost among the fewest. */
function beside(found: readonly Measurement[]): Measurement[] {
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last || first === last) return [];
  const what = `the same due, ${figureOf((SIZES.at(-1) ?? 0) / (SIZES[0] ?? 1))} times as many idle`;
  const documents = ({ also }: Measurement) => also?.['documents examined'] ?? Number.NaN;
  return [
    {
      what: `${what}, documents examined`,
      value: documents(last),
      unit: '',
      reference: { what: first.what, value: documents(first) },
      target: { of: 'ratio', is: 'at most', limit: 1.01 },
    },
    // Fewer of the due share a page of the database then, and its trees are a level deeper.
    { what, value: last.value, unit: last.unit, reference: { what: first.what, value: first.value } },
  ];
}

function figuresOf({ processor, elapsed }: Spent<unknown>): Pick<Measurement, 'value' | 'unit' | 'also'> {
  return { value: processor, unit: 's CPU', also: { 'seconds elapsed': elapsed } };
}

function figureOf(value: number): string {
  return Math.round(value).toLocaleString('en');
}

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

/** What rescanning would cost: everybody is read with the facts that the conditions need, and asked all of them. */
async function askAll(world: World): Promise<number> {
  const { all } = world.runtime.watchBook.of('contact');
  const needs = mergeNeeds(all.map((watch) => watch.needs));
  const now = world.now();
  let asked = 0;
  let holding = 0;
  for (let after = ''; ; ) {
    const found = await world.runtime.contacts.walk({ limit: READ_AT_ONCE, after });
    const facts = await loadFacts(
      world.runtime,
      found.map((contact) => ({ contact, needs })),
      now,
    );
    for (const snapshot of facts.values())
      for (const { opens } of all) if (opens.test(snapshot, now.getTime())) holding += 1;
    asked += found.length;
    if (found.length < READ_AT_ONCE) break;
    after = found.at(-1)?.id ?? '';
  }
  if (holding === 0) throw new Error('nobody matches: this is no reference');
  return asked;
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
