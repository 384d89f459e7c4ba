import type { Query } from './shelf.ts';

/** Longer keys help nobody who types, and an index entry must stay small. */
const LONGEST = 100;
const MOST_WORDS = 8;

/** What a record is found by: each text in lower case, and for texts of several words the rest from each word on. */
export function searchKeys(texts: readonly (string | undefined)[]): string[] {
  const keys = new Set<string>();
  for (const text of texts) {
    const words = (text ?? '').toLowerCase().split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);
    for (let at = 0; at < words.length; at += 1) keys.add(words.slice(at).join(' ').slice(0, LONGEST));
  }
  return [...keys];
}

/** Finds records one of whose search keys starts with what was typed; everything when that is blank. */
export function startingWith(search: string | undefined): Query {
  const prefix = (search ?? '').toLowerCase().trim().replace(/\s+/gu, ' ').slice(0, LONGEST);
  // One pattern, not a pair of bounds: on a list, two bounds may be met by two different keys.
  return prefix === '' ? {} : { searchKeys: { $regex: `^${escaped(prefix)}` } };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
