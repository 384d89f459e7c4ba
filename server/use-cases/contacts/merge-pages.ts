import { problem } from '../../../shared/problems.ts';
import type { Place } from '../../ports/stores.ts';

/** Something with a time; newest first, ties settled by id, descending. */
export interface Timed<Item> {
  at: number;
  id: string;
  item: Item;
}

/** A list of its own order that a merged list takes from: at most `limit` items after a place. */
export type Source<Item> = (after: Place | undefined, limit: number) => Promise<readonly Timed<Item>[]>;

/** After every id of one instant, in descending order, comes the empty one; before all of them this. */
const BEFORE_ALL = '\uffff';

/**
 * One page of several lists merged by time, newest first. At one instant the sources follow each other as given, so
 * that a place says exactly what was shown of each. One query per source.
 */
export async function mergePages<Item>(
  sources: readonly Source<Item>[],
  after: Place | undefined,
  limit: number,
): Promise<{ items: Item[]; next: Place | undefined }> {
  const from = after && readPlace(after);
  const found = await Promise.all(
    sources.map(async (source, rank) => {
      const items = await source(from && placeIn(from, rank), limit + 1);
      return items.map((timed) => ({ ...timed, rank }));
    }),
  );
  const merged = found.flat().sort((a, b) => b.at - a.at || a.rank - b.rank || (a.id < b.id ? 1 : -1));
  const shown = merged.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    next: merged.length > limit && last ? [last.at, `${last.rank}:${last.id}`] : undefined,
  };
}

/** A source over a list that is in memory. */
export function listSource<Item>(list: readonly Timed<Item>[]): Source<Item> {
  return async (after, limit) =>
    list
      .filter(({ at, id }) => !after || at < Number(after[0]) || (at === after[0] && id < after[1]))
      .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
      .slice(0, limit);
}

function placeIn({ at, rank, id }: { at: number; rank: number; id: string }, of: number): Place {
  if (of === rank) return [at, id];
  return [at, of < rank ? '' : BEFORE_ALL];
}

function readPlace([at, text]: Place): { at: number; rank: number; id: string } {
  const [, rank, id] = /^(\d):(.*)$/s.exec(text) ?? [];
  if (typeof at !== 'number' || rank === undefined || id === undefined) throw problem('CURSOR_INVALID', {});
  return { at, rank: Number(rank), id };
}
