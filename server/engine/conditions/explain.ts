import { Engine, type TopLevelCondition } from 'json-rules-engine';
import {
  type Explanation,
  type Leaf,
  type LeafExplanation,
  leavesOf,
  type RootCondition,
} from '../../../shared/condition.ts';
import { pathKeys, valueAt } from '../../../shared/path.ts';
import { explanationSentence } from '../../../shared/vocabulary/sentences.ts';
import type { Language } from '../../../shared/vocabulary/words.ts';
import type { FactSnapshot } from '../facts.ts';
import { ownComparisons } from './compare.ts';
import { compileWhere } from './compile.ts';
import { factReaders, readerOf } from './read-fact.ts';

/** Computes a fact for a rule's parameters. */
type ReadForRule = (params: Record<string, unknown>) => unknown;

/**
 * Says of every rule, in document order, what it saw and whether it held, and what the whole condition decides.
 * json-rules-engine itself decides: it is the reference for the compiled form. `now` is epoch milliseconds. Expects a
 * condition without errors; rejects with a plain Error otherwise.
 */
export async function explainCondition(
  condition: RootCondition,
  facts: FactSnapshot,
  now: number,
  language: Language = 'en',
): Promise<Explanation> {
  const reads = Object.entries(factReaders).map(([name, reader]): [string, ReadForRule] => [
    name,
    (params) => reader.prepare(params, [], compileWhere).value(facts, now),
  ]);
  const explained = await explain(condition, new Map(reads), language);
  const leaves = explained.leaves.map((leaf) => {
    const remarks = readerOf(leaf.fact).remarks?.(leaf.params, compileWhere, facts, now) ?? [];
    if (remarks.length === 0) return leaf;
    return { ...leaf, remarks, sentence: explanationSentence({ ...leaf, remarks }, language) };
  });
  return { ...explained, leaves };
}

/** The same for a `where` over the properties of one event. */
export async function explainWhere(
  where: RootCondition,
  properties: Record<string, unknown>,
  language: Language = 'en',
): Promise<Explanation> {
  return explain(where, new Map([['properties', () => properties]]), language);
}

/**
 * One engine for one run: an Engine shared by concurrent runs loses rules. Every leaf is a rule of its own beside the
 * whole condition, so that no short-circuit leaves it without a result.
 */
async function explain(
  condition: RootCondition,
  reads: ReadonlyMap<string, ReadForRule>,
  language: Language,
): Promise<Explanation> {
  const leaves = leavesOf(condition);
  const engine = new Engine([], {
    allowUndefinedFacts: true,
    pathResolver: (value, path) => convertible(valueAt(value, pathKeys(path) ?? [''])),
  });
  for (const [name, compare] of Object.entries(ownComparisons)) engine.addOperator(name, compare);
  // Cached values are found by a 32-bit hash of the parameters, and two rules may collide.
  for (const [name, read] of reads) engine.addFact(name, read, { cache: false });
  engine.addRule({ name: WHOLE, conditions: condition as TopLevelCondition, event: { type: WHOLE } });
  leaves.forEach((leaf, index) => {
    engine.addRule({
      name: String(index),
      conditions: { all: [leaf] } as TopLevelCondition,
      event: { type: 'leaf' },
    });
  });
  const { results, failureResults } = await engine.run();
  const outcomes = new Map([...results, ...failureResults].map((outcome) => [outcome.name, outcome]));
  return {
    pass: outcomes.get(WHOLE)?.result === true,
    leaves: leaves.map((leaf, index) => describe(leaf, outcomes.get(String(index)), language)),
  };
}

const WHOLE = 'whole condition';

interface Outcome {
  result: unknown;
  conditions: unknown;
}

function describe(leaf: Leaf, outcome: Outcome | undefined, language: Language): LeafExplanation {
  const [seen] = (outcome?.conditions as { all: { factResult?: unknown }[] } | undefined)?.all ?? [];
  const actual = seen?.factResult;
  const pass = outcome?.result === true;
  const noted = {
    fact: leaf.fact,
    ...(leaf.params === undefined ? {} : { params: leaf.params }),
    ...(leaf.path === undefined ? {} : { path: leaf.path }),
    actual,
    operator: leaf.operator,
    expected: leaf.value,
    pass,
  };
  return { ...noted, sentence: explanationSentence(noted, language) };
}

/**
 * The value without objects that throw when the engine makes a number of them, e.g. a trait `{ "toString": 1 }`. An
 * empty object stands in: it equals nothing and is no number either.
 */
function convertible(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  try {
    String(value);
    return value;
  } catch {
    return Array.isArray(value) ? value.map(convertible) : {};
  }
}
