import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { factReaders } from '../../server/engine/conditions/read-fact.ts';
import type { Reading } from '../../server/engine/conditions/reading.ts';
import type { FactSnapshot } from '../../server/engine/facts.ts';
import { now } from './condition-rules.ts';

/**
 * json-rules-engine as its manual has it: one engine, its own way of reading paths, records as runtime facts, the rest
 * as functions. Answers how many rules hold.
 */
export function openRulesEngine(
  conditions: readonly object[],
): (facts: FactSnapshot, more?: Record<string, unknown>) => Promise<number> {
  const engine = new Engine(
    conditions.map((each, index) => ({
      conditions: each as TopLevelCondition,
      event: { type: `rule ${index}` },
    })),
  );
  for (const name of ['event', 'segment', 'date'] as const) {
    const prepared = new Map<unknown, Reading['value']>();
    engine.addFact(name, async (params, almanac) => {
      const value = prepared.get(params) ?? factReaders[name].prepare(params, [], () => () => true).value;
      prepared.set(params, value);
      return value(await almanac.factValue<FactSnapshot>('snapshot'), now);
    });
  }
  return async (facts, more = {}) => {
    const { events } = await engine.run({
      ...more,
      contact: facts.contact,
      account: facts.account,
      snapshot: facts,
    });
    return events.length;
  };
}
