import { pathKeys } from '../../../shared/path.ts';

/** The keys of a rule's path; none without a path. Throws a plain Error for what is no path: validate first. */
export function keysOf(path: string | undefined): readonly string[] {
  const keys = path === undefined ? [] : pathKeys(path);
  if (!keys) throw new Error(`"${path}" is not a path`);
  return keys;
}
