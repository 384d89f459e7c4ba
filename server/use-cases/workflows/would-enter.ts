import type { EntryRefusal } from '../../../shared/enrolment.ts';
import { decideEntry } from '../../engine/entering.ts';
import type { Candidate } from '../enter-workflows.ts';
import { loadSubjectFacts } from '../facts.ts';
import { enrolledAs } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Whether each of these would enter its workflow now: why not, or undefined where it would. Writes nothing; two
 * queries and those for the facts, however many they are.
 */
export async function wouldEnter(
  runtime: Runtime,
  candidates: readonly Candidate[],
  now: Date,
): Promise<(EntryRefusal | undefined)[]> {
  if (candidates.length === 0) return [];
  const keyOf = (workflowId: string, subject: string) => `${workflowId} ${subject}`;
  const [newest, facts] = await Promise.all([
    runtime.enrolments.latest(
      candidates.map(({ plan, subject }) => ({ workflowId: plan.workflowId, subject: enrolledAs(subject) })),
    ),
    loadSubjectFacts(
      runtime,
      candidates.map(({ plan, subject }) => ({ subject, needs: plan.entryNeeds, enteredAt: now })),
      now,
    ),
  ]);
  const latest = new Map(newest.map((each) => [keyOf(each.workflowId, each.subject), each]));
  return candidates.map(({ plan, subject, cause, trigger }) => {
    const name = enrolledAs(subject);
    const known = facts.get(name);
    if (!known) return 'condition';
    const snapshot = { ...known, trigger: { ...trigger } };
    const decision = decideEntry(plan, snapshot, latest.get(keyOf(plan.workflowId, name)), cause, now);
    return decision.enters ? undefined : decision.reason;
  });
}
