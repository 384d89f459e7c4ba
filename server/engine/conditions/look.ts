import type { Condition, Leaf } from '../../../shared/condition.ts';
import type { FactSnapshot } from '../facts.ts';
import type { Reading } from './reading.ts';

/** One rule, prepared. */
export interface Rule {
  reading: Reading;
  passes(value: unknown): boolean;
  /** Whether the comparison has one bound that numbers are on this or that side of. */
  isThreshold: boolean;
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

/**
 * Follows the value from step to step until the comparison comes out differently: what is at least 21 days ago flips on
 * the 21st day, not on every one before.
 */
function glanceAt({ reading, passes, isThreshold, cost }: Rule): Glance {
  const { value, next, blur, falls } = reading;
  if (!next)
    return (facts, now) => (passes(value(facts, now)) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY);
  const most = cost >= COSTLY ? COSTLY_STEPS : STEPS;
  const known = blur && !(falls && isThreshold) ? blur : undefined;
  return (facts, now) => {
    const holds = passes(value(facts, now));
    const horizon = known ? known(facts, now) : Number.POSITIVE_INFINITY;
    let at = next(facts, now);
    for (let step = 1; step < most && at < horizon && passes(value(facts, at)) === holds; step++)
      at = next(facts, at);
    const until = Math.min(at, horizon);
    return holds ? until : -until;
  };
}
