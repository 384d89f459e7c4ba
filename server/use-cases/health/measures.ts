import { type Account, hasLeft } from '../../../shared/contact.ts';
import { type HealthFactor, healthFactors } from '../../../shared/health.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { factors } from '../../engine/health/factors.ts';
import { type HealthQuestion, healthNeeds } from '../../engine/health/score.ts';
import { lookIdOf, type Subject } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { recipeOf } from './health-watch.ts';
import { questionOf } from './question-of.ts';
import { eachOfPart, factsOfSubjects } from './walk-subjects.ts';

const MOST = 2_000;
/** So many of those who left, and of those who stayed, are compared. */
const COMPARED = 300;
/** How long before they left it is looked at: when something could still be done. */
const BEFORE = 30 * DAY;
/** Who left longer ago is not looked at. */
const BACK = 365 * DAY;
const BATCH = 250;

/**
 * How each factor stood for accounts a month before they left, and for those who stayed a month ago: the larger the
 * difference, the more a factor tells. Billing is left out of it: leaving itself shows there.
 */
export const healthMeasures: Verb<'healthMeasures'> = async (runtime, { signal }) => {
  const [settings, signals, names] = await Promise.all([
    runtime.settings.get(),
    runtime.signals.all(),
    runtime.names.all(),
  ]);
  const question = questionOf(
    'account',
    recipeOf(settings.health, settings, { subject: 'account', signals, names }),
  );
  const now = runtime.clock.now().getTime();
  const left: { account: Account; at: number }[] = [];
  const stayed: { account: Account; at: number }[] = [];
  await eachOfPart(runtime, 'account', { most: MOST, signal }, async (subjects) => {
    for (const subject of subjects) {
      if (subject.kind !== 'account') continue;
      const { account } = subject;
      const leftAt = leavingOf(account);
      if (leftAt === undefined) stayed.push({ account, at: now - BEFORE });
      else if (leftAt > now - BACK) left.push({ account, at: leftAt - BEFORE });
    }
  });
  const [ofLeft, ofStayed] = [
    await marksOf(runtime, question, left.slice(0, COMPARED), signal),
    await marksOf(runtime, question, stayed.slice(0, COMPARED), signal),
  ];
  return {
    items: healthFactors
      .filter((factor) => factor !== 'billing')
      .map((factor) => {
        const [gone, here] = [average(ofLeft.get(factor)), average(ofStayed.get(factor))];
        return {
          factor,
          left: gone,
          stayed: here,
          ...(gone.count > 0 && here.count > 0 ? { difference: here.marks - gone.marks } : {}),
        };
      })
      .sort((a, b) => (b.difference ?? -101) - (a.difference ?? -101)),
  };
};

/** When an account left, by what billing or the product said last; undefined for one that stays. */
function leavingOf(account: Account): number | undefined {
  return hasLeft(account) ? account.traitTimes.subscriptionStatus : undefined;
}

/** The marks of each factor, one for everybody of whom it is known. Those of one week are looked at together. */
async function marksOf(
  runtime: Runtime,
  question: HealthQuestion,
  asked: readonly { account: Account; at: number }[],
  signal: AbortSignal | undefined,
): Promise<Map<HealthFactor, number[]>> {
  const weeks = new Map<number, Subject[]>();
  for (const { account, at } of asked) {
    const week = Math.floor(dayOf(at) / 7);
    weeks.set(week, [...(weeks.get(week) ?? []), { kind: 'account', account }]);
  }
  const marks = new Map<HealthFactor, number[]>();
  const needs = healthNeeds(question);
  for (const [week, subjects] of weeks) {
    for (let from = 0; from < subjects.length; from += BATCH) {
      signal?.throwIfAborted();
      const batch = subjects.slice(from, from + BATCH);
      const at = new Date(week * 7 * DAY);
      const facts = await factsOfSubjects(runtime, batch, needs, at);
      for (const subject of batch) {
        const seen = facts.get(lookIdOf(subject));
        if (!seen || seen.appearedAt > at.getTime()) continue;
        for (const factor of healthFactors) {
          const found = factors[factor](seen, at.getTime(), question);
          if (found) marks.set(factor, [...(marks.get(factor) ?? []), found.marks]);
        }
      }
    }
  }
  return marks;
}

function average(marks: readonly number[] = []): { count: number; marks: number } {
  const sum = marks.reduce((total, one) => total + one, 0);
  return { count: marks.length, marks: marks.length > 0 ? Math.round((100 * sum) / marks.length) : 0 };
}
