import { displayName } from '../../../shared/contact.ts';
import { bandOf, type Health, type HealthPreview, healthBands } from '../../../shared/health.ts';
import { mergeNeeds } from '../../engine/conditions/compile.ts';
import { healthNeeds, scoreHealth } from '../../engine/health/score.ts';
import { keyOf, lookIdOf, type Subject } from '../looks/subject.ts';
import type { Verb } from '../verb.ts';
import { recipeOf } from './health-watch.ts';
import { questionOf } from './question-of.ts';
import { eachOfPart, factsOfSubjects } from './walk-subjects.ts';

/** So many are reckoned both ways; of more, a random part speaks for the others. */
const MOST = 2_000;
const SHOWN = 10;

/** How the population would be spread by other rules, and who would come into another band. Changes nothing. */
export const previewHealthRules: Verb<'previewHealthRules'> = async (runtime, { body, signal }) => {
  const { rules, subject: kind } = body;
  const [settings, signals, names] = await Promise.all([
    runtime.settings.get(),
    runtime.signals.all(),
    runtime.names.all(),
  ]);
  const known = { subject: kind, signals, names };
  const [before, after] = [settings.health, rules].map((one) =>
    questionOf(kind, recipeOf(one, settings, known)),
  );
  if (!before || !after) throw new Error('two questions were made');
  const needs = mergeNeeds([healthNeeds(before), healthNeeds(after)]);
  const now = runtime.clock.now();
  const tally = newTally();
  const { asked, total } = await eachOfPart(runtime, kind, { most: MOST, signal }, async (subjects) => {
    const facts = await factsOfSubjects(runtime, subjects, needs, now);
    for (const subject of subjects) {
      const seen = facts.get(lookIdOf(subject));
      if (seen)
        tally.add(subject, scoreHealth(before, seen, now.getTime()), scoreHealth(after, seen, now.getTime()));
    }
  });
  return { total, asked, ...tally.result() };
};

function newTally() {
  const before = newDistribution();
  const after = newDistribution();
  const moves = new Map<string, HealthPreview['moves'][number]>();
  const sample: HealthPreview['sample'] = [];
  return {
    add(subject: Subject, was: Health | undefined, is: Health | undefined): void {
      count(before, was);
      count(after, is);
      if (!was || !is) return;
      const [from, to] = [bandOf(was.score), bandOf(is.score)];
      if (from === to) return;
      const move = moves.get(`${from} ${to}`) ?? { from, to, count: 0 };
      moves.set(`${from} ${to}`, { ...move, count: move.count + 1 });
      sample.push({ ...nameOf(subject), before: was.score, after: is.score });
      // Those it changes the most are shown.
      sample.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
      if (sample.length > SHOWN) sample.pop();
    },
    result: () => ({
      before,
      after,
      moves: [...moves.values()].sort(
        (a, b) =>
          healthBands.indexOf(a.from) - healthBands.indexOf(b.from) ||
          healthBands.indexOf(a.to) - healthBands.indexOf(b.to),
      ),
      sample,
    }),
  };
}

function newDistribution(): HealthPreview['before'] {
  return { healthy: 0, watch: 0, atRisk: 0, unknown: 0, tens: Array.from({ length: 10 }, () => 0) };
}

function count(distribution: HealthPreview['before'], health: Health | undefined): void {
  if (!health) {
    distribution.unknown += 1;
    return;
  }
  distribution[bandOf(health.score)] += 1;
  const ten = Math.min(9, Math.floor(health.score / 10));
  distribution.tens[ten] = (distribution.tens[ten] ?? 0) + 1;
}

function nameOf(subject: Subject) {
  return subject.kind === 'contact'
    ? { id: keyOf(subject), userId: subject.contact.userId, name: displayName(subject.contact) }
    : { id: keyOf(subject), name: subject.account.name ?? subject.account.id };
}
