import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { compileCondition } from '../../server/engine/conditions/compile.ts';
import { factsOf } from '../../server/engine/facts.ts';
import type { RootCondition } from '../../shared/condition.ts';
import type { Bench, Measurement } from './measurement.ts';

const MILLISECONDS = 1_000;
const contact = {
  userId: 'ada',
  traits: Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`trait${n}`, n])),
};

export const conditions: Bench = {
  name: 'conditions',
  about: 'conditions decided per second, compiled, beside json-rules-engine with its engine reused',
  async run() {
    const found: Measurement[] = [];
    for (const [leaves, limit] of [
      [3, 200],
      [10, 100],
      [30, 100],
    ] as const) {
      const condition = conditionOf(leaves);
      const reference = await engineRate(condition);
      found.push({
        what: `${leaves} rules`,
        value: compiledRate(condition),
        unit: '/s',
        reference: { what: 'json-rules-engine', value: reference },
        target: { of: 'ratio', is: 'at least', limit },
      });
    }
    return found;
  },
};

/** All rules hold, so that each has to be looked at. */
function conditionOf(leaves: number): RootCondition {
  return {
    all: Array.from({ length: leaves }, (_, n) => ({
      fact: 'contact',
      path: `$.traits.trait${n}`,
      operator: n % 2 === 0 ? 'greaterThanInclusive' : 'equal',
      value: n,
    })),
  };
}

function compiledRate(condition: RootCondition): number {
  const { test } = compileCondition(condition);
  const facts = factsOf({ contact, appearedAt: 0, workspaceZone: 'UTC' });
  let runs = 0;
  let held = 0;
  const from = performance.now();
  while (performance.now() - from < MILLISECONDS) {
    for (let n = 0; n < 1_000; n += 1) held += test(facts, n) ? 1 : 0;
    runs += 1_000;
  }
  if (held !== runs) throw new Error('the condition was meant to hold');
  return (runs * 1_000) / (performance.now() - from);
}

async function engineRate(condition: RootCondition): Promise<number> {
  // As its manual has it, with its own way of reading paths.
  const engine = new Engine([{ conditions: condition as TopLevelCondition, event: { type: 'held' } }]);
  let runs = 0;
  const from = performance.now();
  while (performance.now() - from < MILLISECONDS) {
    const { events } = await engine.run({ contact });
    if (events.length !== 1) throw new Error('the condition was meant to hold');
    runs += 1;
  }
  return (runs * 1_000) / (performance.now() - from);
}
