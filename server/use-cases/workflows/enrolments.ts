import { displayName } from '../../../shared/contact.ts';
import {
  accountIdOf,
  accountSubject,
  type Enrolment,
  type EnrolmentView,
} from '../../../shared/enrolment.ts';
import { problem } from '../../../shared/problems.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { findSubjects, type Subject } from '../looks/subject.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';

/** Where everyone is, and the steps taken; newest first. */
export const listEnrolments: Verb<'listEnrolments'> = async (runtime, { query }) => {
  const { limit, cursor, userId, accountId, workflowId, step, status, reason } = query;
  const subject =
    userId === undefined
      ? accountId && accountSubject(accountId)
      : (await runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`)?.id;
  if (userId !== undefined && subject === undefined) return { items: [], next: null };
  const after = decodeCursor(cursor);
  const isOfReason = reason !== undefined && workflowId !== undefined && status === 'parked';
  if (isOfReason && subject === undefined) {
    const stuck = await runtime.enrolments.parkedOf(workflowId, { limit, after, reason });
    return { items: await enrolmentViews(runtime, stuck.items), next: encodeCursor(stuck.next) };
  }
  const page = await runtime.enrolments.list({
    limit,
    after,
    subject,
    workflowId,
    step: workflowId === undefined ? undefined : step,
    status,
  });
  return { items: await enrolmentViews(runtime, page.items), next: encodeCursor(page.next) };
};

/** Takes one out of its workflow; what is queued for them is cancelled. */
export const endEnrolment: Verb<'endEnrolment'> = async (runtime, { params, actor }) => {
  const enrolment = (await runtime.enrolments.byIds([params.id])).get(params.id);
  if (!enrolment) throw problem('ENROLMENT_UNKNOWN', { id: params.id });
  const now = runtime.clock.now();
  await runtime.enrolments.poke(
    [{ id: enrolment.id, item: { type: 'stop', id: `by:${actor.id}`, reason: 'taken-out', at: now } }],
    now,
  );
  runtime.wake();
};

/** Enrolments as the API answers them; names of workflows, steps and contacts looked up in batches. */
export async function enrolmentViews(
  runtime: Runtime,
  enrolments: readonly Enrolment[],
): Promise<EnrolmentView[]> {
  const [subjects, plans] = await Promise.all([
    findSubjects(
      runtime,
      enrolments.map(({ subject }) => subject),
    ),
    Promise.all(enrolments.map(({ workflowId, version }) => runtime.plans.version(workflowId, version))),
  ]);
  return enrolments.map((enrolment, index) =>
    enrolmentView(enrolment, subjects.get(enrolment.subject), plans[index]),
  );
}

function enrolmentView(
  enrolment: Enrolment,
  of: Subject | undefined,
  plan: PublishedPlan | undefined,
): EnrolmentView {
  const nameOf = (step: string) => plan?.workflow.steps[step]?.name;
  const {
    id,
    workflowId,
    version,
    subject,
    userId,
    status,
    step,
    reason,
    holdout,
    history,
    enteredAt,
    endedAt,
    goalAt,
    timerAt,
  } = enrolment;
  const accountId = accountIdOf(subject);
  return {
    id,
    workflowId,
    workflowName: plan?.name,
    version,
    ...(accountId === undefined
      ? { contactId: subject, userId }
      : { accountId, accountName: of?.kind === 'account' ? of.account.name : undefined }),
    contactName: of?.kind === 'contact' ? displayName(of.contact) : undefined,
    status,
    step,
    stepName: step === undefined ? undefined : nameOf(step),
    since: (history.at(-1)?.at ?? enteredAt).toISOString(),
    dueAt: timerAt?.toISOString(),
    enteredAt: enteredAt.toISOString(),
    endedAt: endedAt?.toISOString(),
    goalAt: goalAt?.toISOString(),
    reason,
    holdout,
    steps: history.map((taken) => ({
      step: taken.step,
      kind: taken.kind,
      name: nameOf(taken.step),
      at: taken.at.toISOString(),
      leftAt: taken.leftAt?.toISOString(),
      exit: taken.exit,
      why: taken.why,
      explanations: taken.explanations,
    })),
  };
}
