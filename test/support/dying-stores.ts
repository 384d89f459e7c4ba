import type { Runtime } from '../../server/use-cases/runtime.ts';

/** What a store does to the database, by the first word of its method. */
const writing =
  /^(insert|save|mark|note|hurry|settle|delete|remove|move|add|poke|put|append|forget|cancel|redact|take|saw|begin|finish|handOver|outbox|claim|resolve|wake|passed)/;

/** Stands for a process that was killed. */
export class Killed extends Error {}

/**
 * The same runtime over stores that die: after so many writes every call fails, as if the process had been killed
 * between two of them. Nothing is written half.
 */
export function dyingAfter(
  runtime: Runtime,
  writes: number,
  more: readonly (
    | 'looks'
    | 'watches'
    | 'moves'
    | 'openings'
    | 'healths'
    | 'dispatches'
    | 'jobs'
    | 'dailyCounts'
    | 'notices'
    | 'workflows'
  )[] = [],
): Runtime {
  let left = writes;
  const dying = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, key, receiver) {
        const method: unknown = Reflect.get(target, key, receiver);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => {
          if (left < 0) return Promise.reject(new Killed());
          if (writing.test(String(key))) {
            left -= 1;
            if (left < 0) return Promise.reject(new Killed());
          }
          return Reflect.apply(method, target, given) as unknown;
        };
      },
    });
  const stores = [
    'contacts',
    'accounts',
    'cases',
    'events',
    'counters',
    'meters',
    'enrolments',
    'messages',
    'tasks',
    'merges',
    ...more,
  ] as const;
  const mortal: Runtime = { ...runtime };
  for (const name of stores) Object.assign(mortal, { [name]: dying(runtime[name]) });
  return mortal;
}
