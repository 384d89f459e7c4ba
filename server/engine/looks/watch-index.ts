import type { SubjectKind } from '../../../shared/segment.ts';
import { EVERYTHING, tokenOf, type Watch } from './watch.ts';

/** The watches of one kind of subject, found by what they read. */
export interface WatchIndex {
  /** In an order in which whatever is read comes before its readers. */
  all: readonly Watch[];
  /** Whether any of these changes concerns a watch. */
  concerns(tokens: Iterable<string>): boolean;
  /**
   * The watches that these changes concern, and those that may turn because one of them turns, in the order of
   * `all`. `direct` are those to look at whatever the others do. What is `without` is not looked at now, nor what does
   * not mind a change, unless something it reads turns.
   */
  affectedBy(
    tokens: Iterable<string>,
    others?: Iterable<string>,
    without?: ReadonlySet<string>,
    minds?: (watch: Watch, token: string) => boolean,
  ): { watches: Watch[]; direct: Set<string> };
}

/** Cost per change does not grow with the watches that it does not concern. */
export function indexWatches(watches: readonly Watch[], subject: SubjectKind): WatchIndex {
  const all = inOrder(watches.filter((watch) => watch.subject === subject));
  const place = new Map(all.map((watch, index) => [watch.id, index]));
  const readers = new Map<string, Watch[]>();
  for (const watch of all)
    for (const token of watch.tokens) readers.set(token, [...(readers.get(token) ?? []), watch]);
  const readersOf = (token: string): readonly Watch[] =>
    token === EVERYTHING ? all : (readers.get(token) ?? []);
  const byId = new Map(all.map((watch) => [watch.id, watch]));

  return {
    all,
    concerns(tokens) {
      for (const token of tokens) if (readersOf(token).length > 0) return true;
      return false;
    },
    affectedBy(tokens, others = [], without = none, minds = always) {
      const direct = new Set<string>();
      for (const token of tokens)
        for (const watch of readersOf(token)) if (minds(watch, token)) direct.add(watch.id);
      for (const id of others) if (byId.has(id)) direct.add(id);
      for (const id of without) direct.delete(id);
      const found = new Set(direct);
      // A set is walked in the order of insertion, what is added on the way included.
      for (const id of found)
        for (const reader of readersOf(tokenOf(id))) if (!without.has(reader.id)) found.add(reader.id);
      const sorted = [...found].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
      return { watches: sorted.flatMap((id) => byId.get(id) ?? []), direct };
    },
  };
}

const none: ReadonlySet<string> = new Set();
const always = () => true;

/** Readers after what they read. Validation refuses cycles; one that slipped through keeps its order. */
function inOrder(watches: readonly Watch[]): Watch[] {
  const byToken = new Map(watches.map((watch) => [tokenOf(watch.id), watch]));
  const sorted: Watch[] = [];
  const seen = new Set<string>();
  const visit = (watch: Watch) => {
    if (seen.has(watch.id)) return;
    seen.add(watch.id);
    for (const token of watch.tokens) {
      const read = byToken.get(token);
      if (read) visit(read);
    }
    sorted.push(watch);
  };
  for (const watch of watches) visit(watch);
  return sorted;
}
