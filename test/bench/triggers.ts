import { compileCondition } from '../../server/engine/conditions/compile.ts';
import { contacts, now, rulesOf } from './condition-rules.ts';
import { openRulesEngine } from './rules-engine.ts';

const WORKFLOWS = 100;
const ABOUT_IT = 10;
const EVENT = 'Report Created';
const MILLISECONDS = 1_500;

/**
 * How many events a second are decided against a hundred workflows, of which ten begin with that event and let it in:
 * ours asks those ten, which it knows by the event's name. The reference has a rule for each with the name as the
 * condition that is asked first, as a program around json-rules-engine would have.
 */
export async function againstManyWorkflows(): Promise<{ ours: number; reference: number }> {
  const names = Array.from({ length: WORKFLOWS }, (_, n) => (n < ABOUT_IT ? EVENT : `Other ${n}`));
  const all = rulesOf(3).map(({ leaf }) => leaf);
  const byEvent = new Map<string, ReturnType<typeof compileCondition>[]>();
  for (const event of names) byEvent.set(event, [...(byEvent.get(event) ?? []), compileCondition({ all })]);
  const ours = await rateOf(async (facts) => {
    let count = 0;
    for (const { test } of byEvent.get(EVENT) ?? []) if (test(facts, now)) count += 1;
    return count;
  });
  const decide = openRulesEngine(
    names.map((name) => ({
      all: [{ fact: 'name', operator: 'equal', value: name, priority: 2 }, ...all],
    })),
  );
  const reference = await rateOf((facts) => decide(facts, { name: EVENT }));
  return { ours, reference };
}

async function rateOf(decide: (facts: (typeof contacts)[number]) => Promise<number>): Promise<number> {
  let runs = 0;
  const from = performance.now();
  while (performance.now() - from < MILLISECONDS) {
    for (const facts of contacts.slice(0, 100)) {
      if ((await decide(facts)) !== ABOUT_IT) throw new Error('ten workflows were meant to begin');
      runs += 1;
    }
  }
  return (runs * 1_000) / (performance.now() - from);
}
