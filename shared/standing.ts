import { z } from 'zod';
import type { caseStage } from './case.ts';
import { bandOf, healthBands } from './health.ts';

/** How an account is by its health. */
export const healthBand = z.enum(healthBands);

export const openSignal = z.object({
  key: z.string(),
  /** Epoch milliseconds. */
  since: z.number(),
  /** Whether it is bad enough to put the account at risk by itself. */
  serious: z.boolean(),
});
export type OpenSignal = z.infer<typeof openSignal>;

/**
 * How an account stands: what its health, its open signals and its open case come to, kept with the account so that
 * lists can be sorted and narrowed by it. Made from those alone, and made anew whenever one of them changes.
 */
export interface Standing {
  score?: number | undefined;
  /** Bad news first, then the newest; good signals are left out. */
  signals: OpenSignal[];
  /** The good signals that are open. */
  good: OpenSignal[];
  case?: { id: string; stage: z.infer<typeof caseStage>; owner?: string | undefined } | undefined;
  /** Since when it is at risk, epoch milliseconds; undefined when it is not. */
  since?: number | undefined;
}

/** What a standing is made from. */
export interface StandingParts {
  score?: number | undefined;
  signals: readonly OpenSignal[];
  good: readonly OpenSignal[];
  openCase?: Required<Standing>['case'] | undefined;
  /** It is no customer any more: only a case that somebody works on puts it at risk. */
  hasLeft?: boolean | undefined;
}

/**
 * The standing of now. An account is at risk when its health is in the red, a serious signal is open or somebody
 * works on its case; since the moment it began to be, which stays while any of these goes on.
 */
export function standingOf(
  { score, signals, good, openCase, hasLeft = false }: StandingParts,
  was: Standing | undefined,
  now: number,
): Standing {
  const serious = signals.filter((signal) => signal.serious);
  const isUnwell = serious.length > 0 || (score !== undefined && bandOf(score) === 'atRisk');
  const isAtRisk = openCase !== undefined || (isUnwell && !hasLeft);
  const first = Math.min(now, ...serious.map(({ since }) => since));
  return {
    score,
    signals: [...signals].sort(byWeight),
    good: [...good].sort(byWeight),
    case: openCase,
    since: isAtRisk ? Math.min(was?.since ?? first, first) : undefined,
  };
}

function byWeight(a: OpenSignal, b: OpenSignal): number {
  return Number(b.serious) - Number(a.serious) || b.since - a.since || (a.key < b.key ? -1 : 1);
}
