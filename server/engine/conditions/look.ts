import type { Condition, Leaf } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';
import type { FactSnapshot } from '../facts.ts';
import type { Bounds } from './compare.ts';
import type { Reading } from './reading.ts';

/** One rule, prepared. */
export interface Rule {
  reading: Reading;
  passes(value: unknown): boolean;
  bounds: Bounds | undefined;
  cost: number;
}

/**
 * What a part of a condition says and until when, in one number: its size is the instant until which the answer
 * stands (Infinity for ever), its sign the answer, above zero for yes. Instants are after 1970, so none is zero.
 */
export type Glance = (facts: FactSnapshot, now: number) => number;

/**
 * Turns a tree into one glance: `all` that holds and `any` that does not stand as long as every member does; `all` that
 * does not hold stands as long as one member still fails, `any` that holds as long as one still passes.
 */
export function compileGlance(condition: Condition, ruleOf: (leaf: Leaf) => Rule): Glance {
  if ('not' in condition) {
    const inner = compileGlance(condition.not, ruleOf);
    return (facts, now) => -inner(facts, now);
  }
  if ('all' in condition) return all(condition.all.map((child) => compileGlance(child, ruleOf)));
  if ('any' in condition) {
    // One of them holds unless all of them fail.
    const none = all(condition.any.map((child) => negated(compileGlance(child, ruleOf))));
    return condition.any.length === 0 ? none : negated(none);
  }
  return glanceAt(ruleOf(condition));
}

function negated(inner: Glance): Glance {
  return (facts, now) => -inner(facts, now);
}

function all(members: readonly Glance[]): Glance {
  return (facts, now) => {
    let holding = Number.POSITIVE_INFINITY;
    let failing = 0;
    for (const member of members) {
      const seen = member(facts, now);
      if (seen > 0) holding = Math.min(holding, seen);
      else failing = Math.min(failing, seen);
    }
    return failing < 0 ? failing : holding;
  };
}

/** How many steps of a value are looked ahead before saying “look again then”; fewer where reading costs more. */
const STEPS = 64;
const COSTLY_STEPS = 16;
const COSTLY = 40;

/** Until when the answer of one rule stands. */
function glanceAt(rule: Rule): Glance {
  const { value, next, days } = rule.reading;
  const { passes } = rule;
  if (!next && !days)
    return (facts, now) => (passes(value(facts, now)) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  const byDays = days && daysFlip(rule, days);
  const bySteps = next && stepsFlip(rule, next, byDays !== undefined);
  return (facts, now) => {
    const holds = passes(value(facts, now));
    const until = Math.min(
      bySteps ? bySteps(facts, now, holds) : Number.POSITIVE_INFINITY,
      byDays ? byDays(facts, now, holds) : Number.POSITIVE_INFINITY,
    );
    return holds ? until : -until;
  };
}

/** The earliest instant after now at which a rule may come out differently than `holds`. */
type Flip = (facts: FactSnapshot, now: number, holds: boolean) => number;

/**
 * Follows the value from step to step until the comparison comes out differently: what counts more than five flips
 * when the sixth event leaves, not with every one before. Where days pass in between, every step is one to look at.
 */
function stepsFlip(
  { reading, passes, bounds, cost }: Rule,
  next: NonNullable<Reading['next']>,
  daysPass: boolean,
): Flip {
  const { value, blur, falls } = reading;
  const most = daysPass ? 1 : cost >= COSTLY ? COSTLY_STEPS : STEPS;
  const known = blur && !(falls && bounds?.isThreshold) ? blur : undefined;
  return (facts, now, holds) => {
    const horizon = known ? known(facts, now) : Number.POSITIVE_INFINITY;
    let at = next(facts, now);
    for (let step = 1; step < most && at < horizon && passes(value(facts, at)) === holds; step++)
      at = next(facts, at);
    return Math.min(at, horizon);
  };
}

/**
 * Whole days come one after another, so that only those beside a bound can decide: what is at least 21 days ago flips
 * on the 21st day, not on every one before. Without bounds it may be any day.
 */
function daysFlip({ passes, bounds }: Rule, { zero, slope }: NonNullable<Reading['days']>): Flip {
  // Past the first whole number on either side of a bound the outcome may be another, in either direction.
  const turns = bounds?.at.flatMap((bound) =>
    slope === 1 ? [Math.ceil(bound), Math.floor(bound) + 1] : [Math.ceil(bound) - 1, Math.floor(bound)],
  );
  const days = turns && [...new Set(turns)].sort((one, other) => slope * (one - other));
  return (facts, now, holds) => {
    const from = zero(facts, now);
    if (from === undefined) return Number.POSITIVE_INFINITY;
    if (!days) return from + Math.floor((now - from) / DAY + 1) * DAY;
    for (const day of days) {
      const at = from + slope * day * DAY;
      if (at > now && passes(day) !== holds) return at;
    }
    return Number.POSITIVE_INFINITY;
  };
}
