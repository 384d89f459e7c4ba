import type { HoldoutComparison, ShareDifference } from '../../shared/churn.ts';

export interface Arm {
  entered: number;
  goals: number;
}

/** The 97.5th percentile of the normal distribution: both bounds together hold with 95 %. */
const Z = 1.959964;

/** With fewer in a group than this, no difference is worth a word. */
const ENOUGH = 30;

/**
 * By how much the share of those who reached their goal is greater in the first group, with Newcombe’s interval from
 * two Wilson intervals: it stays within −1 and 1 and holds for small groups and for shares of nothing and all.
 */
export function differenceOfShares(treated: Arm, control: Arm): ShareDifference | undefined {
  if (treated.entered === 0 || control.entered === 0) return undefined;
  const [a, b] = [wilson(treated), wilson(control)];
  const difference = a.share - b.share;
  return {
    difference,
    low: difference - Math.hypot(a.share - a.low, b.high - b.share),
    high: difference + Math.hypot(a.high - a.share, b.share - b.low),
  };
}

/** What the numbers allow to say: nothing while groups are small or the interval reaches over zero. */
export function verdictOn(treated: Arm, control: Arm): HoldoutComparison['verdict'] {
  const effect = differenceOfShares(treated, control);
  if (!effect || treated.entered < ENOUGH || control.entered < ENOUGH) return 'too-few';
  if (effect.low > 0) return 'helps';
  return effect.high < 0 ? 'harms' : 'unclear';
}

function wilson({ entered: n, goals }: Arm): { share: number; low: number; high: number } {
  const share = goals / n;
  const scale = 1 + Z ** 2 / n;
  const middle = (share + Z ** 2 / (2 * n)) / scale;
  const reach = (Z / scale) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return { share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
