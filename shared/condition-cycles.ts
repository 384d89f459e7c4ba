import { leavesOf, type RootCondition } from './condition.ts';
import { problem } from './problems.ts';

/** Something with conditions that other conditions can ask about. Health has one definition, and no key of its own. */
export interface Reference {
  kind: 'segment' | 'signal' | 'health';
  key: string;
}

/** A definition and what it is made of: the conditions of a segment or signal, the signals that weigh on health. */
export interface Definition extends Reference {
  reads: readonly Reference[];
}

export const healthItself: Reference = { kind: 'health', key: 'health' };

/** The segments, signals and health that a condition asks about, each once. */
export function referencesOf(condition: RootCondition): Reference[] {
  const found = new Map<string, Reference>();
  for (const { fact, params } of leavesOf(condition)) {
    const reference = fact === 'health' ? healthItself : namedReference(fact, params?.[fact]);
    if (reference) found.set(nameOf(reference), reference);
  }
  return [...found.values()];
}

function namedReference(fact: string, key: unknown): Reference | undefined {
  if ((fact !== 'segment' && fact !== 'signal') || typeof key !== 'string') return undefined;
  return { kind: fact, key };
}

/**
 * A circle among definitions, as the references in it with the first one again at the end; undefined where there is
 * none. References to what is not defined lead nowhere. Walks with its own stack, each definition once.
 */
export function findCycle(definitions: readonly Definition[]): Reference[] | undefined {
  const byName = new Map(definitions.map((definition) => [nameOf(definition), definition]));
  const finished = new Set<string>();
  for (const start of byName.keys()) {
    const cycle = finished.has(start) ? undefined : cycleFrom(start, byName, finished);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Throws CONDITION_CYCLE when definitions read each other in a circle, naming everything in it. */
export function refuseCycle(definitions: readonly Definition[]): void {
  const cycle = findCycle(definitions);
  if (cycle) throw problem('CONDITION_CYCLE', { path: cycle.map(nameOf).join(' → ') });
}

function cycleFrom(
  start: string,
  byName: ReadonlyMap<string, Definition>,
  finished: Set<string>,
): Reference[] | undefined {
  const way: { name: string; open: string[] }[] = [{ name: start, open: readsOf(start, byName) }];
  const onWay = new Set([start]);
  for (let here = way.at(-1); here; here = way.at(-1)) {
    const next = here.open.pop();
    if (next === undefined) {
      finished.add(here.name);
      onWay.delete(here.name);
      way.pop();
    } else if (onWay.has(next)) {
      const names = way.map(({ name }) => name);
      const circle = [...names.slice(names.indexOf(next)), next];
      return circle.flatMap((name) => byName.get(name) ?? []).map(({ kind, key }) => ({ kind, key }));
    } else if (byName.has(next) && !finished.has(next)) {
      way.push({ name: next, open: readsOf(next, byName) });
      onWay.add(next);
    }
  }
  return undefined;
}

function readsOf(name: string, byName: ReadonlyMap<string, Definition>): string[] {
  return (byName.get(name)?.reads ?? []).map(nameOf).reverse();
}

function nameOf({ kind, key }: Reference): string {
  return kind === 'health' ? kind : `${kind} “${key}”`;
}
