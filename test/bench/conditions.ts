import { compileCondition } from '../../server/engine/conditions/compile.ts';
import type { FactSnapshot } from '../../server/engine/facts.ts';
import type { RootCondition } from '../../shared/condition.ts';
import { contacts, now, rulesOf } from './condition-rules.ts';
import type { Bench, Measurement } from './measurement.ts';
import { openRulesEngine } from './rules-engine.ts';

const MILLISECONDS = 500;
const ROUNDS = 3;

export const conditions: Bench = {
  name: 'conditions',
  about:
    'conditions decided per second, compiled, beside json-rules-engine with its engine reused and code by hand',
  async run() {
    const found: Measurement[] = [];
    for (const [count, limit] of [
      [3, 200],
      [10, 100],
      [30, 100],
    ] as const) {
      const rules = rulesOf(count);
      const condition = { all: rules.map(({ leaf }) => leaf) };
      const { test, look } = compileCondition(condition);
      const byHand = every(rules.map((rule) => rule.byHand));
      const engine = await engineRate(condition);
      // In turns, the best of each: what a busy neighbour takes must not decide.
      const best = { compiled: 0, byHand: 0, look: 0 };
      for (let round = 0; round < ROUNDS; round++) {
        best.compiled = Math.max(best.compiled, rateOf(test));
        best.byHand = Math.max(best.byHand, rateOf(byHand));
        best.look = Math.max(
          best.look,
          rateOf((facts, at) => look(facts, at).value),
        );
      }
      const measured = { what: `${count} rules`, value: best.compiled, unit: '/s' };
      found.push(
        {
          ...measured,
          reference: { what: 'json-rules-engine', value: engine },
          target: { of: 'ratio', is: 'at least', limit },
        },
        {
          ...measured,
          also: { looks: best.look },
          reference: { what: 'by hand', value: best.byHand },
          target: { of: 'ratio', is: 'at least', limit: 0.5 },
        },
      );
    }
    return found;
  },
};

type Test = (facts: FactSnapshot, now: number) => boolean;

/** How somebody writes a list of rules by hand: one function each, asked until one says no. */
function every(tests: readonly Test[]): Test {
  return (facts, at) => {
    for (const test of tests) if (!test(facts, at)) return false;
    return true;
  };
}

function rateOf(test: Test): number {
  let runs = 0;
  let held = 0;
  const from = performance.now();
  while (performance.now() - from < MILLISECONDS) {
    for (const facts of contacts) held += test(facts, now) ? 1 : 0;
    runs += contacts.length;
  }
  if (held !== runs) throw new Error('the condition was meant to hold');
  return (runs * 1_000) / (performance.now() - from);
}

/** The reference's decisions a second. */
async function engineRate(condition: RootCondition): Promise<number> {
  const decide = openRulesEngine([condition]);
  const held = async (facts: FactSnapshot) => {
    if ((await decide(facts)) !== 1) throw new Error('the condition was meant to hold');
  };
  for (const facts of contacts) await held(facts);
  let runs = 0;
  const from = performance.now();
  while (performance.now() - from < 2 * MILLISECONDS) {
    await held(contacts[runs % contacts.length] as FactSnapshot);
    runs += 1;
  }
  return (runs * 1_000) / (performance.now() - from);
}
