import type { LookRecord } from '../../../shared/look.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import type { WatchIndex } from '../../engine/looks/watch-index.ts';

/** Watches that wait a while, until when, and what makes them wait no longer. */
export type Postponed = ReadonlyMap<string, { until: number; tokens: ReadonlySet<string> }>;

/** However much somebody does, health follows what they do at most so often; everything else it follows at once. */
const HEALTH_EVERY = 600_000;

const nothing: Postponed = new Map();

/** Health that was reckoned a moment ago, where nothing but events happened since. */
export function postponeHealth(
  index: WatchIndex,
  was: LookRecord,
  { changed, due, now }: { changed: readonly string[]; due: readonly string[]; now: number },
): Postponed {
  const health = index.all.find(({ kind }) => kind === 'health');
  const state = health && was.on[health.id];
  if (!health || state?.reckonedAt === undefined || state.generation !== health.generation) return nothing;
  const until = state.reckonedAt + HEALTH_EVERY;
  if (until <= now || due.includes(health.id)) return nothing;
  const mine = changed.filter((token) => token === EVERYTHING || health.tokens.has(token));
  if (mine.length === 0 || !mine.every((token) => token.startsWith('event:'))) return nothing;
  return new Map([[health.id, { until, tokens: health.tokens }]]);
}
