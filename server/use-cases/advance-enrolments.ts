import { accountIdOf, type Enrolment, type Standstill } from '../../shared/enrolment.ts';
import { mergeNeeds } from '../engine/conditions/compile.ts';
import { hasEnded } from '../engine/entering.ts';
import type { FactSnapshot } from '../engine/facts.ts';
import type { Signal } from '../engine/signal.ts';
import { loadSubjectFacts } from './facts.ts';
import { enrolledAs, findSubjects } from './looks/subject.ts';
import { moved, parked } from './move-enrolment.ts';
import { performEffects } from './perform-effects.ts';
import type { PublishedPlan } from './plan-book.ts';
import type { Runtime } from './runtime.ts';

/** Why an enrolment stands still while its workflow is paused; resuming finds it by this. */
export const PAUSED = 'workflow-paused' satisfies Standstill;

interface Look {
  was: Enrolment;
  plan: PublishedPlan;
  facts: FactSnapshot;
}

/**
 * Moves the enrolments that are due in these partitions, at most `limit`; answers how many it looked at. A worker
 * that lost a guard has done nothing: the winner's effects are the only ones performed.
 */
export async function advanceDue(
  runtime: Runtime,
  work: { partitions: readonly number[]; limit: number },
): Promise<number> {
  await runtime.plans.refresh();
  const now = runtime.clock.now();
  const due = await runtime.enrolments.due(work.partitions, now, work.limit);
  if (due.length > 0) await advance(runtime, due, { type: 'woke' }, now);
  return due.length;
}

/**
 * Moves these enrolments by a signal, in a constant number of queries; answers the ids that were moved. With `onto`
 * they stand on that version of their workflow afterwards.
 */
export async function advance(
  runtime: Runtime,
  enrolments: readonly Enrolment[],
  signal: Signal,
  now: Date,
  onto?: PublishedPlan,
): Promise<Set<string>> {
  const looks = await look(runtime, enrolments, now, onto);
  // What a crash left in an outbox is finished before its enrolment moves on.
  await performEffects(
    runtime,
    looks.map(({ was, plan, facts }) => ({ enrolment: was, plan, facts })),
    now,
  );
  const moves = await Promise.all(
    looks.map(async ({ was, plan, facts }) => {
      const flushed = { ...was, outbox: [] };
      const isHeldUp =
        signal.type === 'woke' && !hasEnded(was) && runtime.plans.holdsUp(was.workflowId, was.timerAt);
      const after = isHeldUp
        ? parked(flushed, PAUSED)
        : await moved(onto ?? plan, flushed, signal, facts, now);
      return { was: was.rev, after: { ...after, rev: was.rev + 1 }, plan: onto ?? plan, facts };
    }),
  );
  const gone = await park(runtime, enrolments, looks);
  const lost = await runtime.enrolments.save([...moves, ...gone].map(({ was, after }) => ({ was, after })));
  const won = moves.filter(({ after }) => !lost.has(after.id));
  await performEffects(
    runtime,
    won.map(({ after, plan, facts }) => ({ enrolment: after, plan, facts })),
    now,
  );
  return new Set(won.map(({ after }) => after.id));
}

async function look(
  runtime: Runtime,
  enrolments: readonly Enrolment[],
  now: Date,
  onto?: PublishedPlan,
): Promise<Look[]> {
  const subjects = await findSubjects(
    runtime,
    enrolments.map(({ subject }) => subject),
  );
  const plans = await Promise.all(
    enrolments.map(({ workflowId, version }) => runtime.plans.version(workflowId, version)),
  );
  const known = enrolments.flatMap((was, index) => {
    const subject = subjects.get(was.subject);
    const plan = plans[index];
    return subject && plan ? [{ was, subject, plan }] : [];
  });
  const facts = await loadSubjectFacts(
    runtime,
    known.map(({ was, subject, plan }) => ({
      subject,
      needs: onto ? mergeNeeds([plan.journeyNeeds, onto.journeyNeeds]) : plan.journeyNeeds,
      enteredAt: was.enteredAt,
    })),
    now,
  );
  return known.flatMap(({ was, subject, plan }) => {
    const snapshot = facts.get(enrolledAs(subject));
    return snapshot ? [{ was, plan, facts: snapshot }] : [];
  });
}

/** Enrolments whose subject or version is gone stop with a visible reason instead of being looked at for ever. */
async function park(
  runtime: Runtime,
  enrolments: readonly Enrolment[],
  looks: readonly Look[],
): Promise<{ was: number; after: Enrolment }[]> {
  const seen = new Set(looks.map(({ was }) => was.id));
  const missing = enrolments.filter(({ id }) => !seen.has(id));
  const subjects = await findSubjects(
    runtime,
    missing.map(({ subject }) => subject),
  );
  return missing.map((was) => {
    const gone = accountIdOf(was.subject) === undefined ? 'contact-gone' : 'account-gone';
    const after = parked(was, subjects.has(was.subject) ? 'version-gone' : gone);
    return { was: was.rev, after: { ...after, rev: was.rev + 1 } };
  });
}
