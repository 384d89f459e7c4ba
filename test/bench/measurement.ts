/** One thing measured, beside what it is compared with. */
export interface Measurement {
  what: string;
  value: number;
  unit: string;
  /** The reference measured in the same run, and the value as a share of it. */
  reference?: { what: string; value: number };
  /** Further figures of the same run. */
  also?: Record<string, number>;
  target?: Target;
}

/** What is aimed at; printed beside the value and never judged by an exit code. */
export interface Target {
  /** Which figure: the value, or its share of the reference. */
  of: 'value' | 'ratio';
  is: 'at least' | 'at most';
  limit: number;
}

/** A group of measurements, by the name it is asked for. */
export interface Bench {
  name: string;
  about: string;
  /** Takes so long that it runs only when it is asked for by name. */
  isLong?: true;
  /** Measures; `say` hears of each figure as soon as it is there, for those that take minutes. */
  run(say: (one: Measurement) => void): Promise<Measurement[]>;
}

/** The value as a share of its reference. */
export function ratioOf({ value, reference }: Measurement): number | undefined {
  return reference && reference.value > 0 ? value / reference.value : undefined;
}

/** Whether the target is reached; undefined where there is none. */
export function isReached(measurement: Measurement): boolean | undefined {
  const { target, value } = measurement;
  const figure = target?.of === 'ratio' ? ratioOf(measurement) : value;
  if (!target || figure === undefined) return undefined;
  return target.is === 'at least' ? figure >= target.limit : figure <= target.limit;
}

/** The figure below which this share of the sorted figures lies. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
