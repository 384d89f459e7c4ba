import type { HoldoutComparison, ShareDifference } from '../../shared/churn.ts';

export interface Arm {
  entered: number;
  goals: number;
}

/** The 97.5th percentile of the normal distribution: both bounds together hold with 95 %. */
const Z = 1.959964;

/** The 99.5th: both bounds together hold with 99 %. */
const STRICT_Z = 2.575829;

/** With fewer in a group than this, no difference is worth a word. */
const ENOUGH = 30;

/**
 * By how much the share of those who reached their goal is greater in the first group, with Newcombe’s interval from
 * two Wilson intervals: it stays within −1 and 1 and holds for small groups and for shares of nothing and all.
 */
export function differenceOfShares(treated: Arm, control: Arm, z = Z): ShareDifference | undefined {
  if (treated.entered === 0 || control.entered === 0) return undefined;
  const [a, b] = [wilson(treated, z), wilson(control, z)];
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

/** A path of a split: those who took it, how many reached the goal, and of how many that is decided. */
export interface PathTaken extends Arm {
  id: string;
  decided: number;
}

/** So many of those who took a path may still be on their way: more could yet turn the order. */
const MOST_UNDECIDED = 0.1;

/**
 * The path of a split by chance that leads by its goal; undefined while none honestly does. It leads when at least
 * thirty on every path are done, at most a tenth of any path is still on the way (a path with longer waits would look
 * worse than it is), and the interval of the difference of two proportions to each other path lies above zero:
 * Newcombe’s hybrid score interval (R. G. Newcombe, “Interval estimation for the difference between independent
 * proportions”, Statistics in Medicine 17, 1998, method 10). It holds with 99 % instead of the usual 95 %, because
 * people look again and again and would stop at the first look that pleases them.
 */
export function leaderOf(paths: readonly PathTaken[]): string | undefined {
  if (paths.length < 2) return undefined;
  const isEarly = ({ entered, decided }: PathTaken) =>
    decided < ENOUGH || entered - decided > entered * MOST_UNDECIDED;
  if (paths.some(isEarly)) return undefined;
  const leads = (path: PathTaken) =>
    paths.every((other) => other === path || (differenceOfShares(path, other, STRICT_Z)?.low ?? 0) > 0);
  return paths.find(leads)?.id;
}

function wilson({ entered: n, goals }: Arm, z: number): { share: number; low: number; high: number } {
  const share = goals / n;
  const scale = 1 + z ** 2 / n;
  const middle = (share + z ** 2 / (2 * n)) / scale;
  const reach = (z / scale) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return { share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
