import type { Signal } from '../../../shared/signal.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import type { Learning } from '../../ports/looks.ts';
import type { SeenName } from '../../ports/stores.ts';

/**
 * Until when a signal opens nothing since it lacks the history it needs; undefined when it knows enough. History
 * counts from when all the events it needs were seen, or from the first activity of the workspace.
 */
export function learningOf({ learns }: Signal, names: readonly SeenName[], now: Date): Learning | undefined {
  if (!learns) return undefined;
  const firsts = new Map(
    names.flatMap(({ kind, name, firstAt, lastSeenAt }) =>
      kind === 'event' ? [[name, (firstAt ?? lastSeenAt).getTime()] as const] : [],
    ),
  );
  const waitsFor = learns.events.filter((name) => !firsts.has(name));
  if (waitsFor.length > 0) return { waitsFor };
  const from =
    learns.events.length > 0
      ? Math.max(...learns.events.map((name) => firsts.get(name) ?? 0))
      : Math.min(...firsts.values());
  // Nothing was ever seen: history has not begun.
  if (!Number.isFinite(from)) return { waitsFor };
  const until = new Date(from + durationMilliseconds(learns.for));
  return until > now ? { until, waitsFor } : undefined;
}
