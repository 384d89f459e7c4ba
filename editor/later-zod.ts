import type { z as Zod } from 'zod';

/** Builds what was asked of `z`, once the library is there. */
type Make = () => unknown;

const makers = new WeakMap<object, Make>();

/** What answers at once; whatever else is asked of a schema gives another schema. */
const checks = new Set(['parse', 'safeParse', 'parseAsync', 'safeParseAsync']);

let there: typeof Zod | undefined;

/** Says that the library is there: from now on every schema can check. */
export function bringZod(zod: typeof Zod): void {
  there ??= zod;
}

/**
 * Stands in for `z` in what the browser loads: it takes down how schemas are made, and makes each when it first has to
 * check something. The library is a fifth of what else a page needs, and nothing is checked before a page is drawn.
 * Whoever checks sees to it that the library is there: by `schemasThere`, or by importing `schemas-there.ts`.
 */
export const z = later(() => {
  if (!there) throw new Error('a schema was asked before schemas-there.ts was loaded');
  return there;
}) as typeof Zod;

function later(make: Make, known: Readonly<Record<string, unknown>> = {}): unknown {
  let made: { it: unknown } | undefined;
  const whole = () => {
    made ??= { it: make() };
    return made.it;
  };
  const proxy = new Proxy(() => undefined, {
    get: (_, name) =>
      typeof name === 'symbol' || name === 'then' ? undefined : (known[name] ?? member(whole, name)),
    ownKeys: () => {
      throw new Error('a schema cannot be spread before it is made');
    },
  });
  makers.set(proxy, whole);
  return proxy;
}

/** A property of a schema that may be called as a method, or read as another schema. */
function member(of: Make, name: string): unknown {
  const read = () => Reflect.get(of() as object, name) as unknown;
  const proxy = new Proxy(later(read) as () => undefined, {
    apply(_target, _self, given: unknown[]) {
      const call = () => (read() as (...all: unknown[]) => unknown).apply(of(), given.map(real));
      // The choices of an enumeration are known as they are written: lists of them are drawn before anything is checked.
      return checks.has(name) ? call() : later(call, name === 'enum' ? { options: choices(given[0]) } : {});
    },
  });
  makers.set(proxy, read);
  return proxy;
}

function choices(given: unknown): unknown {
  return Array.isArray(given) ? given : undefined;
}

/** The same with every schema in it made. */
function real(value: unknown): unknown {
  if (typeof value === 'function') {
    const make = makers.get(value);
    if (make) return make();
    // Such as `z.lazy` takes: what it answers may be a schema that was not made before.
    return (...given: unknown[]) => {
      const answer: unknown = (value as (...all: unknown[]) => unknown)(...given);
      return typeof answer === 'function' ? (makers.get(answer)?.() ?? answer) : answer;
    };
  }
  if (Array.isArray(value)) return value.map(real);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, real(each)]));
}
