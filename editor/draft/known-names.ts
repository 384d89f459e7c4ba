import { create } from 'zustand';

/** What workflows refer to by a key, by the property of the document that holds the key. */
export type Referred = 'segment' | 'signal' | 'template' | 'workflow';

type Names = Record<Referred, ReadonlyMap<string, string>>;

const none: ReadonlyMap<string, string> = new Map();

/** What people call the things that documents refer to; a kind that was not loaded is empty. */
export const useNames = create<Names>(() => ({
  segment: none,
  signal: none,
  template: none,
  workflow: none,
}));

/** Takes over what the things of one kind are called, by key. */
export function knowNames(kind: Referred, names: ReadonlyMap<string, string>): void {
  useNames.setState({ [kind]: names });
}

/** A part of a document, for saying it: what is known by name has it in place of its key. Never to be saved. */
export function withNames<Part>(part: Part, names: Names = useNames.getState()): Part {
  return named(part, names) as Part;
}

/** The kinds of things that a document refers to. */
export function referredIn(part: unknown, found: Set<Referred> = new Set()): ReadonlySet<Referred> {
  if (typeof part !== 'object' || part === null) return found;
  for (const [key, value] of Object.entries(part)) {
    if (isReferred(key) && typeof value === 'string') found.add(key);
    else referredIn(value, found);
  }
  return found;
}

function named(part: unknown, names: Names): unknown {
  if (Array.isArray(part)) return part.map((each) => named(each, names));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      isReferred(key) && typeof value === 'string' ? (names[key].get(value) ?? value) : named(value, names),
    ]),
  );
}

function isReferred(key: string): key is Referred {
  return key === 'segment' || key === 'signal' || key === 'template' || key === 'workflow';
}
