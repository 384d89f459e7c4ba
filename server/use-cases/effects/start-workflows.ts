import { accountIdOf, accountSubject } from '../../../shared/enrolment.ts';
import { enrolmentId } from '../../engine/hash.ts';
import { type Candidate, endsChain, enterWorkflows } from '../enter-workflows.ts';
import { enrolledAs, findSubjects, type Subject } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';
import { aboutWhom, type EffectAt, type Told } from './performing.ts';

/**
 * Puts subjects into the workflows that their steps start: where the other workflow is about accounts, a contact's
 * account; where it is about contacts, the person an account's workflow speaks of. The effect is the cause, so that
 * doing it twice enters once. A workflow that stands in its own ancestry is not started again.
 */
export async function startWorkflows(
  runtime: Runtime,
  starts: readonly EffectAt<'start'>[],
  now: Date,
): Promise<Told> {
  const told: Told = new Map();
  if (starts.length === 0) return told;
  await runtime.plans.refresh();
  const meant = await startedSubjects(runtime, starts);
  const candidates = starts.flatMap(({ effect, enrolment, plan: from }): Candidate[] => {
    const plan = runtime.plans.named(effect.workflow);
    const ancestry = [...(enrolment.ancestry ?? []), enrolment.workflowId];
    if (!plan || endsChain(plan.workflowId, ancestry)) return [];
    const subject = meant.get(`${effect.id} ${plan.workflow.subject}`);
    if (!subject) return [];
    const person =
      plan.workflow.subject === 'account' ? (enrolment.person ?? personOf(enrolment.userId)) : undefined;
    const properties = { workflow: from.workflow.key ?? from.workflowId, step: effect.step };
    const trigger = { kind: 'workflow' as const, timestamp: effect.at.getTime(), properties };
    return [{ plan, subject, person, cause: effect.id, trigger, ancestry }];
  });
  await enterWorkflows(runtime, candidates, now);
  // Looked up rather than remembered: an attempt that a crash interrupted may have entered before this one.
  const idOf = ({ plan, subject, cause }: Candidate) =>
    enrolmentId(plan.workflowId, enrolledAs(subject), cause);
  const made = await runtime.enrolments.byIds(candidates.map(idOf));
  const started = new Set(
    candidates.filter((candidate) => made.has(idOf(candidate))).map(({ cause }) => cause),
  );
  for (const { effect, enrolment } of starts) {
    const outcome = started.has(effect.id) ? 'started' : 'notStarted';
    told.set(enrolment.id, [{ type: 'effect', id: effect.id, outcome, at: now }]);
  }
  return told;
}

function personOf(userId: string | undefined): string | undefined {
  return userId === undefined ? undefined : `u:${userId}`;
}

/** For each start the contact and the account it may mean, by the effect's id and the kind of subject. */
async function startedSubjects(
  runtime: Runtime,
  starts: readonly EffectAt<'start'>[],
): Promise<Map<string, Subject>> {
  const own = await findSubjects(
    runtime,
    starts.map(({ enrolment }) => enrolment.subject),
  );
  const otherOf = (start: EffectAt<'start'>): string | undefined => {
    const subject = own.get(start.enrolment.subject);
    if (subject?.kind === 'account') return aboutWhom(start).contactId;
    const accountId = subject?.contact.accountId;
    return accountId === undefined ? undefined : accountSubject(accountId);
  };
  // Only those that start a workflow about the other kind need their other side.
  const crossing = starts.flatMap((start) => {
    const wanted = runtime.plans.named(start.effect.workflow)?.workflow.subject;
    const other = own.get(start.enrolment.subject)?.kind === wanted ? undefined : otherOf(start);
    return other === undefined ? [] : [{ id: start.effect.id, other }];
  });
  const others = await findSubjects(
    runtime,
    crossing.map(({ other }) => other),
  );
  const found = new Map<string, Subject>();
  const note = (id: string, subject: Subject | undefined) => {
    if (subject) found.set(`${id} ${subject.kind}`, subject);
  };
  for (const { effect, enrolment } of starts) note(effect.id, own.get(enrolment.subject));
  for (const { id, other } of crossing) note(id, others.get(other));
  return found;
}

/**
 * Takes subjects out of the workflows that their steps stop, wherever they are inside: a contact and its account, an
 * account and all its people, whichever the other workflow is about.
 */
export async function stopWorkflows(
  runtime: Runtime,
  stops: readonly EffectAt<'stop'>[],
  now: Date,
): Promise<void> {
  if (stops.length === 0) return;
  await runtime.plans.refresh();
  const meant = stops.flatMap((stop) => {
    const workflowId = runtime.plans.idOf(stop.effect.workflow);
    return workflowId === undefined ? [] : [{ ...stop, workflowId }];
  });
  const concerned = await stoppedSubjects(runtime, meant);
  const inside = await runtime.enrolments.alive(
    [...new Set([...concerned.values()].flat())],
    [...new Set(meant.map(({ workflowId }) => workflowId))],
    now,
  );
  const pokes = meant.flatMap(({ effect, enrolment, workflowId }) =>
    inside
      .filter(
        (other) =>
          concerned.get(enrolment.subject)?.includes(other.subject) &&
          other.workflowId === workflowId &&
          other.id !== enrolment.id &&
          other.endedAt === undefined &&
          // Who came in after the step was taken is not meant.
          other.enteredAt <= effect.at,
      )
      .map(({ id }) => ({
        id,
        item: { type: 'stop' as const, id: `by:${effect.id}`, reason: 'by-workflow' as const, at: now },
      })),
  );
  if (pokes.length > 0) await runtime.enrolments.poke(pokes, now);
}

/** By the subject of a step: all the subjects that stopping means. */
async function stoppedSubjects(
  runtime: Runtime,
  stops: readonly EffectAt<'stop'>[],
): Promise<Map<string, string[]>> {
  const names = [...new Set(stops.map(({ enrolment }) => enrolment.subject))];
  const accountIds = names.flatMap((name) => accountIdOf(name) ?? []);
  const [contacts, members] = await Promise.all([
    runtime.contacts.byIds(names.filter((name) => accountIdOf(name) === undefined)),
    accountIds.length > 0 ? runtime.contacts.membersOf(accountIds) : new Map(),
  ]);
  return new Map(
    names.map((name) => {
      const accountId = accountIdOf(name);
      if (accountId !== undefined)
        return [name, [name, ...(members.get(accountId) ?? []).map(({ id }: { id: string }) => id)]];
      const own = contacts.get(name)?.accountId;
      return [name, own === undefined ? [name] : [name, accountSubject(own)]];
    }),
  );
}
