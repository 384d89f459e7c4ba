import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { firingAfter, OVERDUE } from '../../engine/triggers.ts';
import type { Alarm } from '../../ports/alarms.ts';
import { type Candidate, enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import { findSubjects, isKnown, keyOf, walkSubjects } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';
import { datesOf, setAlarms, type WantedAlarm } from './alarms.ts';

const BATCH = 500;
/** How soon a paused workflow's alarms are looked at again. */
const PAUSED_PAUSE = 3_600_000;

/** Sets the alarms of contacts whose dates these calls may have changed. */
export async function armDates(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
  now: Date,
): Promise<void> {
  await setAlarms(
    runtime,
    events.flatMap(({ event, contact }): WantedAlarm[] => {
      if (contact.userId === undefined) return [];
      const plans =
        event.type === 'identify'
          ? Object.keys(event.traits ?? {}).flatMap((trait) => runtime.plans.datedBy(trait))
          : // Whoever comes into an account goes by its dates.
            event.type === 'group'
            ? runtime.plans.datedByAccounts()
            : [];
      // What an import says about the past starts nothing.
      const after = event.historical ? now : new Date(now.getTime() - OVERDUE);
      return plans.map((plan) => ({ plan, subject: { kind: 'contact', contact }, after }));
    }),
  );
}

/**
 * Enters those whose dates have come, up to `limit`; answers how many alarms were dealt with. What is more than a day
 * overdue, since nobody worked or the workflow was paused, starts nothing any more and is noted. An alarm goes when its
 * cause has been dealt with, so that a crash repeats it, and the cause enters once.
 */
export async function fireDates(
  runtime: Runtime,
  { partitions, limit }: { partitions: readonly number[]; limit: number },
): Promise<number> {
  const now = runtime.clock.now();
  const due = await runtime.alarms.due(partitions, now, limit);
  if (due.length === 0) return 0;
  await runtime.plans.refresh();
  const subjects = await findSubjects(
    runtime,
    due.map(({ contactId }) => contactId),
  );
  const factsFor = await datesOf(runtime, [...subjects.values()]);
  const candidates: Candidate[] = [];
  const next: Alarm[] = [];
  const over: Alarm[] = [];
  const missed: Alarm[] = [];
  for (const alarm of due) {
    const plan = runtime.plans.live(alarm.workflowId);
    const subject = subjects.get(alarm.contactId);
    if (!plan && runtime.plans.isPaused(alarm.workflowId)) {
      next.push({ ...alarm, at: new Date(now.getTime() + PAUSED_PAUSE), since: alarm.since ?? alarm.at });
      continue;
    }
    const trigger = plan?.workflow.entry.trigger;
    if (!plan || subject?.kind !== plan.workflow.subject || trigger?.kind !== 'date') {
      over.push(alarm);
      continue;
    }
    const facts = factsFor(subject);
    const firing = firingAfter(trigger, facts, new Date(now.getTime() - OVERDUE));
    if (firing && firing.at <= now) {
      const timestamp = firing.at.getTime();
      const properties = { date: trigger.date };
      candidates.push({
        plan,
        subject,
        cause: firing.cause,
        trigger: { kind: 'date', timestamp, properties },
      });
    } else if ((alarm.since ?? alarm.at).getTime() <= now.getTime() - OVERDUE) missed.push(alarm);
    const following = firing && firing.at > now ? firing : firingAfter(trigger, facts, now);
    if (following) next.push({ ...alarm, at: following.at, since: undefined });
    else if (missed.at(-1) !== alarm) over.push(alarm);
  }
  await enterWorkflows(runtime, candidates, now);
  // First, so that what is set next stays set.
  await runtime.alarms.miss(missed);
  await runtime.alarms.set(next);
  await runtime.alarms.clear(over);
  return due.length;
}

/** Sets the alarms of everybody for a date trigger that was just published; a job, resumed from its cursor. */
export const armDatesJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as { workflowId: string; after?: string };
  for (;;) {
    await runtime.plans.refresh();
    const plan = runtime.plans.live(input.workflowId);
    const page = { limit: BATCH, after: input.after ?? '' };
    const subjects = await walkSubjects(runtime, plan?.workflow.subject ?? 'contact', page);
    const last = subjects.at(-1);
    if (!plan || !last) return { armed: job.done };
    // Dates that have just passed belong to the time before publishing.
    const after = runtime.clock.now();
    await setAlarms(
      runtime,
      subjects.filter(isKnown).map((subject) => ({ plan, subject, after })),
    );
    input.after = keyOf(last);
    job.done += subjects.length;
    await progress.save();
  }
};
