/** A path into a fact: `$` then `.key`, where a key has letters of any script, digits, `_`, `-` and spaces. */
const pathPattern = /^\$(\.[\p{L}\p{M}\p{N}_\- ]+)*$/u;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** The keys of a path such as `$.traits.plan`, or undefined when it is none or touches a prototype name. */
export function pathKeys(path: string): readonly string[] | undefined {
  if (path.length > 512 || !pathPattern.test(path)) return undefined;
  const keys = path.split('.').slice(1);
  return keys.some((key) => forbidden.has(key) || key.trim() === '') ? undefined : keys;
}

/** Whether a text would be a path but for a key that leads into a prototype. */
export function namesPrototype(path: string): boolean {
  return path.length <= 512 && path.split('.').some((key) => forbidden.has(key));
}

/** The value at the keys, following own properties of plain objects only; undefined where something is missing. */
export function valueAt(root: unknown, keys: readonly string[]): unknown {
  let value = root;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
      return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
