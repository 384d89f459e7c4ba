import { valueText } from './value-text.ts';

/** Deeper than this, a value stands as JSON. */
const DEEPEST = 3;

/**
 * Traits or properties as names with texts, in their order: what is inside another value has a line of its own, named
 * by the way to it, and a list of plain values is one line.
 */
export function valueLines(values: Record<string, unknown>): [name: string, text: string][] {
  return linesOf(values, [], DEEPEST);
}

function linesOf(
  values: Record<string, unknown>,
  way: readonly string[],
  depth: number,
): [name: string, text: string][] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = [...way, name];
    if (isNested(value) && depth > 1) return linesOf(value, path, depth - 1);
    return [[path.join(' › '), Array.isArray(value) ? listText(value) : valueText(value)]];
  });
}

function isNested(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

function listText(list: readonly unknown[]): string {
  const isPlain = list.length > 0 && list.every((each) => typeof each !== 'object');
  return isPlain ? list.map(valueText).join(', ') : valueText(list);
}
