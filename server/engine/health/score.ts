import { type Health, type HealthFactor, type HealthPart, healthFactors } from '../../../shared/health.ts';
import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import { wholeDays } from '../../../shared/vocabulary/trend-fact.ts';
import { NeedsList } from '../conditions/needs.ts';
import { nextMidnight } from '../conditions/windows.ts';
import type { ConditionNeeds, FactSnapshot } from '../facts.ts';
import { cardExpiredAt, type FactorSurroundings, factors, regularityDays } from './factors.ts';

/** What health is reckoned from. */
export interface HealthQuestion extends FactorSurroundings {
  /** The points that signals cost while they are open, by key. */
  signals: ReadonlyMap<string, number>;
}

/**
 * Health of one subject at an instant, with every lost point attributed: the parts and the score make exactly 100.
 * Factors share 100 points by their weights; those nothing is known for are left out and the rest weighs the more.
 * Undefined where nothing is known at all.
 */
export function scoreHealth(question: HealthQuestion, facts: FactSnapshot, now: number): Health | undefined {
  const known: { kind: HealthFactor; weight: number; lost: number; facts: HealthPart['facts'] }[] = [];
  const leftOut: HealthFactor[] = [];
  for (const kind of healthFactors) {
    const { weight } = question.rules[kind];
    if (weight === 0) continue;
    const found = factors[kind](facts, now, question);
    if (found) known.push({ kind, weight, lost: 1 - found.marks, facts: found.facts });
    else leftOut.push(kind);
  }
  if (known.length === 0) return undefined;
  const sum = known.reduce((total, { weight }) => total + weight, 0);
  const losses: Loss[] = known.map(({ kind, weight, lost, facts: seen }) => ({
    lost: (100 * weight * lost) / sum,
    part: { kind, facts: seen },
  }));
  for (const [signal, weight] of question.signals)
    if (facts.signals.has(signal)) losses.push({ lost: weight, part: { kind: 'signal', signal, facts: {} } });
  return { ...attributed(losses), leftOut };
}

interface Loss {
  lost: number;
  part: Omit<HealthPart, 'points'>;
}

/**
 * Whole points that make 100 with the score. Where more than 100 would be lost, every part costs its share of them;
 * what rounding leaves goes to the largest remainders, earlier parts first.
 */
function attributed(losses: readonly Loss[]): Pick<Health, 'score' | 'parts'> {
  const total = losses.reduce((sum, { lost }) => sum + lost, 0);
  const scale = total > 100 ? 100 / total : 1;
  const score = Math.round(100 - total * scale);
  const whole = losses.map(({ lost }) => Math.floor(lost * scale));
  const rest = 100 - score - whole.reduce((sum, points) => sum + points, 0);
  const byRemainder = losses
    .map(({ lost }, index) => ({ index, remainder: lost * scale - (whole[index] ?? 0) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, rest)) whole[index] = (whole[index] ?? 0) + 1;
  const parts = losses.flatMap(({ part }, index): HealthPart[] => {
    const points = whole[index] ?? 0;
    return points > 0 ? [{ ...part, points: -points }] : [];
  });
  return { score, parts: parts.sort((a, b) => a.points - b.points) };
}

/** Names everything a person would see change: two healths that say the same have the same. */
export function saidBy({ score, parts, leftOut }: Health): string {
  const said = parts.map(
    ({ kind, signal = '', points, facts }) => `${kind}${signal}${points}${JSON.stringify(facts)}`,
  );
  return [score, ...said, ...leftOut].join(' ');
}

/** How many days are looked ahead before saying “look again then”. */
const AHEAD = 7;

/**
 * The earliest midnight UTC at which health may be another without new input; Infinity for somebody of whom nothing
 * lies in any window any more, so that the idle cost nothing.
 */
export function healthUntil(
  question: HealthQuestion,
  facts: FactSnapshot,
  now: number,
  health: Health | undefined,
): number {
  const said = health && saidBy(health);
  const first = nextMidnight(now);
  for (let day = 0; day < AHEAD; day++) {
    const at = first + day * DAY;
    const then = scoreHealth(question, facts, at);
    if ((then && saidBy(then)) !== said) return at;
  }
  const isIdle = [...facts.events.values()].every(
    ({ singles, days }) => singles.length === 0 && days.length === 0,
  );
  return isIdle ? cardExpiredAt(facts, now) : first + AHEAD * DAY;
}

/** What must be loaded before health can be reckoned. */
export function healthNeeds({ rules, seen, subject, signals }: HealthQuestion): ConditionNeeds {
  const needs = new NeedsList();
  const add = (event: string, days: number) => {
    if (seen.has(event)) needs.addEvent(event, { days: days * DAY });
  };
  const { regularity, breadth, trend, support, billing, sentiment } = rules;
  if (regularity.weight > 0) add(regularity.event, regularityDays(regularity));
  if (breadth.weight > 0) for (const event of breadth.events) add(event, wholeDays(breadth.within));
  if (trend.weight > 0) add(trend.event, wholeDays(trend.window) + wholeDays(trend.baseline));
  if (support.weight > 0) add(support.event, wholeDays(support.within));
  if (sentiment.weight > 0)
    for (const event of [sentiment.nps, sentiment.csat])
      if (seen.has(event)) needs.addEvent(event, { singles: durationMilliseconds(sentiment.within) });
  if (billing.weight > 0 && subject === 'account') needs.addRecord('account');
  for (const signal of signals.keys()) needs.addSignal(signal);
  return needs.list();
}
