import { AT_RISK, bandOf, type Health } from '../../../shared/health.ts';
import type { LookRecord, WatchState } from '../../../shared/look.ts';
import type { FactSnapshot } from '../facts.ts';
import { type HealthQuestion, healthUntil, saidBy, scoreHealth } from '../health/score.ts';

/** Health as it is remembered, and in full for whoever it is told to. */
export interface Reckoned {
  state: WatchState;
  health: (Health & { bandSince: number }) | undefined;
}

/** Health of a subject now. The time since counts from when it came into its band. */
export function reckon(
  question: HealthQuestion,
  before: WatchState & { generation: number },
  facts: FactSnapshot,
  now: number,
): Reckoned {
  const health = scoreHealth(question, facts, now);
  const until = healthUntil(question, facts, now, health);
  const isSameBand = health && before.score !== undefined && bandOf(before.score) === bandOf(health.score);
  const since = isSameBand ? before.since : now;
  return {
    state: {
      ...before,
      holds: health !== undefined && health.score < AT_RISK,
      since,
      until: Number.isFinite(until) ? until : undefined,
      score: health?.score,
      said: health && saidBy(health),
      reckonedAt: now,
    },
    health: health && { ...health, bandSince: since },
  };
}

/** The health of somebody who has none: what was said of them is taken back. */
export function unreckoned(before: WatchState, now: number): Reckoned {
  return {
    state: { ...before, holds: false, until: undefined, score: undefined, said: undefined, reckonedAt: now },
    health: undefined,
  };
}

/**
 * The states with those of watches that are put off: they are due when their time comes, or at once where something
 * they read turned meanwhile. The same object when there is nothing to note.
 */
export function putOff(
  on: LookRecord['on'],
  postponed: ReadonlyMap<string, { until: number; tokens: ReadonlySet<string> }>,
  turned: ReadonlySet<string>,
  now: number,
): LookRecord['on'] {
  let after = on;
  for (const [id, { until, tokens }] of postponed) {
    const state = on[id];
    const at = [...turned].some((token) => tokens.has(token)) ? now : until;
    if (state && (state.until ?? Number.POSITIVE_INFINITY) > at)
      after = { ...after, [id]: { ...state, until: at } };
  }
  return after;
}
