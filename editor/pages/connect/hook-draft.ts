import type { HookMapping, HookProof, ValueSource } from '../../../shared/hook.ts';
import { pathKeys } from '../../../shared/path.ts';

/** A webhook while it is drawn up. */
export interface HookDraft {
  name: string;
  enabled: boolean;
  proof: HookProof;
  mapping: HookMapping;
}

/** The parts of a call that one value of a payload each can become. */
export const hookParts = ['event', 'userId', 'groupId', 'messageId', 'timestamp'] as const;
export type HookPart = (typeof hookParts)[number];

export const blankMapping: HookMapping = {
  type: 'track',
  eventNames: {},
  onlyNamed: false,
  properties: {},
  traits: {},
};

/** One value of a payload and the path that leads to it. */
export interface PayloadLeaf {
  path: string;
  value: string | number | boolean | null;
}

const MOST_LEAVES = 300;

/**
 * The values of a payload in its own order, at most 300 of them. Keys that no path can name are left out, as a mapping
 * could not read them.
 */
export function leavesOf(payload: unknown): PayloadLeaf[] {
  const leaves: PayloadLeaf[] = [];
  walk(payload, '$', leaves);
  return leaves;
}

function walk(value: unknown, path: string, leaves: PayloadLeaf[]): void {
  if (leaves.length >= MOST_LEAVES || pathKeys(path) === undefined) return;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    leaves.push({ path, value });
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      if (!key.includes('.')) walk(inner, `${path}.${key}`, leaves);
}

/** Where the named values of a call of this type go. */
export function valuesOf({ type }: Pick<HookMapping, 'type'>): 'properties' | 'traits' {
  return type === 'track' ? 'properties' : 'traits';
}

/** The mapping with this path as one of the named values, under the last key of the path or that and a number. */
export function withValue(mapping: HookMapping, path: string): HookMapping {
  const where = valuesOf(mapping);
  const values = mapping[where];
  if (Object.values(values).includes(path)) return mapping;
  const name = path.slice(path.lastIndexOf('.') + 1).trim();
  let free = name;
  for (let count = 2; Object.hasOwn(values, free); count += 1) free = `${name}${count}`;
  return { ...mapping, [where]: { ...values, [free]: path } };
}

/** What a path already becomes, as keys of the interface's words: parts, or the name of a value. */
export function usesOf(mapping: HookMapping, path: string): { parts: HookPart[]; names: string[] } {
  const named = Object.entries(mapping[valuesOf(mapping)]);
  return {
    parts: hookParts.filter((part) => mapping[part] === path),
    names: named.filter(([, source]) => source === path).map(([name]) => name),
  };
}

/** What somebody writes in a field: a path where it begins with `$`, otherwise the same text each time. */
export function sourceFrom(text: string): ValueSource | undefined {
  if (text.trim() === '') return undefined;
  return text.startsWith('$') ? text.trim() : { text };
}

export function sourceText(source: ValueSource | undefined): string {
  if (source === undefined) return '';
  return typeof source === 'string' ? source : source.text;
}
