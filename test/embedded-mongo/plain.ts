import type { Doc, Value } from '../../server/embedded-mongo/bson/values.ts';

/** A value of the database written as plain JavaScript: objects become documents, everything else stays. */
export function value(plain: unknown): Value {
  if (Array.isArray(plain)) return plain.map(value);
  if (plain !== null && typeof plain === 'object' && Object.getPrototypeOf(plain) === Object.prototype) {
    return new Map(Object.entries(plain).map(([name, field]) => [name, value(field)]));
  }
  return plain as Value;
}

/** A document written as a plain object. */
export function doc(plain: object): Doc {
  return value(plain) as Doc;
}

/** The other way round, for comparing. */
export function plain(from: Value | undefined): unknown {
  if (Array.isArray(from)) return from.map(plain);
  if (from instanceof Map) return Object.fromEntries([...from].map(([name, field]) => [name, plain(field)]));
  return from;
}
