import { isDoc, type Value } from '../bson/values.ts';

/** A guess at the memory a document takes, from its shape alone. */
export function roughSize(value: Value): number {
  if (typeof value === 'string') return 32 + value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + 16 + roughSize(item), 64);
  if (!isDoc(value)) return 24;
  let size = 200;
  for (const field of value.values()) size += 64 + roughSize(field);
  return size;
}
