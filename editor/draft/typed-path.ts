import { same } from '../../shared/changes/same.ts';

/**
 * Where two versions of a document differ, if all that differs is one text or number: what typing in a field does.
 * Undefined when more differs, or nothing. What both share is not looked into.
 */
export function typedPath(before: unknown, after: unknown): string | undefined {
  if (Object.is(before, after)) return undefined;
  if (isTyped(before) && isTyped(after)) return '';
  if (!isRecord(before) || !isRecord(after) || Array.isArray(before) !== Array.isArray(after))
    return undefined;
  let path: string | undefined;
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (Object.is(before[key], after[key])) continue;
    const below = typedPath(before[key], after[key]);
    if (below === undefined) {
      if (same(before[key], after[key])) continue;
      return undefined;
    }
    if (path !== undefined) return undefined;
    path = `${key}.${below}`;
  }
  return path;
}

/** An optional text that is empty is absent. */
function isTyped(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || value === undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
