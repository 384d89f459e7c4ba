import type { Condition, Leaf, RootCondition } from '../condition.ts';
import { endedStatuses } from '../contact.ts';

/** Short ways to write the rules of shipped documents; what comes out is plain json-rules-engine JSON. */

type Comparison = '<' | '<=' | '=' | '>=' | '>';

const operators: Record<Comparison, string> = {
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '=': 'equal',
  '>=': 'greaterThanInclusive',
  '>': 'greaterThan',
};

function rule(
  fact: string,
  params: Record<string, unknown>,
  comparison: Comparison | 'between',
  value: unknown,
): Leaf {
  const operator = comparison === 'between' ? comparison : operators[comparison];
  return { fact, params, operator, value };
}

/** How often an event happened: `within` a stretch, where its properties are so. */
export function times(
  event: string,
  comparison: Comparison,
  value: number,
  more: { within?: string; where?: Condition } = {},
): Leaf {
  return rule('event', { event, measure: 'count', ...more }, comparison, value);
}

/** Whole days since an event last happened; `ifNever` says what counts where it never did. */
export function daysSince(
  event: string,
  comparison: Comparison | 'between',
  value: number | [number, number],
  ifNever: 'created' | 'missing' = 'missing',
): Leaf {
  return rule('event', { event, measure: 'daysSinceLast', ifNever }, comparison, value);
}

/** How many usual gaps have passed since an event; missing where there is no habit. */
export function gapsSince(
  event: string,
  comparison: Comparison | 'between',
  value: number | [number, number],
): Leaf {
  return rule('event', { event, measure: 'gapsSinceLast' }, comparison, value);
}

/** On how many days an event happened, where its properties are so. */
export function activeDays(
  event: string,
  comparison: Comparison,
  value: number,
  within: string,
  where?: Condition,
): Leaf {
  return rule(
    'event',
    { event, measure: 'distinctDays', within, ...(where ? { where } : {}) },
    comparison,
    value,
  );
}

/** Holds once an event happened after the contact entered. */
export function since(event: string, where?: Condition): Leaf {
  return rule('event', { event, measure: 'count', since: 'entry', ...(where ? { where } : {}) }, '>', 0);
}

/** What a trend compares; two weeks with the eight before unless said. */
interface TrendParts {
  window?: string;
  baseline?: string;
  minimum?: number;
  where?: RootCondition;
}

export function trend(event: string, comparison: Comparison, value: number, parts: TrendParts = {}): Leaf {
  return rule('trend', trendOf(event, parts), comparison, value);
}

/** Holds where there was enough before to compare with. */
export function hasTrend(event: string, parts: TrendParts = {}): Leaf {
  return { fact: 'trend', params: trendOf(event, parts), operator: 'exists', value: true };
}

function trendOf(event: string, { window = '14d', baseline = '56d', minimum = 10, where }: TrendParts) {
  return { event, window, baseline, minimum, ...(where ? { where } : {}) };
}

export function meter(
  name: string,
  measure: 'ratio' | 'daysNearLimit' | 'retreats' | 'fall' | 'rise',
  comparison: Comparison,
  value: number,
  more: { near?: number; within?: string } = {},
): Leaf {
  return rule('meter', { meter: name, measure, ...more }, comparison, value);
}

/** Whether whoever was active on the most days in the 90 before the last 30 has been silent since, for days. */
export function mostActiveSilent(event: string, comparison: Comparison, value: number): Leaf {
  return rule('members', { event, measure: 'daysSilent' }, comparison, value);
}

/** Whether that one was removed, or belongs to another account. */
export function mostActiveLeft(event: string, removal: string): Leaf {
  return rule('members', { event, measure: 'mostActiveLeft', removal }, '=', true);
}

/** How many admins who are still there did something within a stretch. */
export function activeAdmins(
  event: string,
  comparison: Comparison,
  value: number,
  more: { within: string; removal?: string },
): Leaf {
  return rule('members', { event, measure: 'activeAdmins', ...more }, comparison, value);
}

export function daysUntil(
  path: string,
  comparison: Comparison | 'between',
  value: number | [number, number],
): Leaf {
  return rule('date', { path, measure: 'daysUntil' }, comparison, value);
}

export function health(comparison: Comparison, value: number): Leaf {
  return rule('health', { measure: 'score' }, comparison, value);
}

export function signalOpen(signal: string, isOpen = true): Leaf {
  return rule('signal', { signal, measure: 'open' }, '=', isOpen);
}

export function account(path: string, comparison: Comparison, value: unknown): Leaf {
  return { fact: 'account', path, operator: operators[comparison], value };
}

/** Holds for a customer who has cancelled for good: whatever they do or leave is no danger any more. */
export const hasLeft: Leaf = {
  fact: 'account',
  path: '$.traits.subscriptionStatus',
  operator: 'in',
  value: [...endedStatuses],
};

/** A property of the event itself, inside a filter. */
export function property(path: string, operator: string, value: unknown): Leaf {
  return { fact: 'properties', path, operator, value };
}
