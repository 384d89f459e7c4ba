import type { Account, Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { firingAfter, OVERDUE } from '../../engine/triggers.ts';
import type { Alarm } from '../../ports/alarms.ts';
import { type Candidate, enterWorkflows } from '../enter-workflows.ts';
import { snapshotOf } from '../facts.ts';
import type { JobWork } from '../jobs.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';

const BATCH = 500;
/** How soon a paused workflow's alarms are looked at again. */
const PAUSED_PAUSE = 3_600_000;

/** Sets the alarms of contacts whose dates these calls may have changed. */
export async function armDates(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
  now: Date,
): Promise<void> {
  const wanted = events.flatMap(({ event, contact }) => {
    if (event.type !== 'identify' || contact.userId === undefined) return [];
    const plans = Object.keys(event.traits ?? {}).flatMap((trait) => runtime.plans.datedBy(trait));
    // What an import says about the past starts nothing.
    const after = event.historical ? now : new Date(now.getTime() - OVERDUE);
    return plans.map((plan) => ({ plan, contact, after }));
  });
  if (wanted.length > 0) await setAlarms(runtime, wanted);
}

interface Wanted {
  plan: PublishedPlan;
  contact: Contact;
  /** Firings up to here are past. */
  after: Date;
}

async function setAlarms(runtime: Runtime, wanted: readonly Wanted[]): Promise<void> {
  const factsFor = await factsOfContacts(
    runtime,
    wanted.map(({ contact }) => contact),
  );
  const alarms: Alarm[] = [];
  const gone: string[] = [];
  for (const { plan, contact, after } of wanted) {
    const { trigger } = plan.workflow.entry;
    if (trigger.kind !== 'date' || (plan.demo && !contact.demo)) continue;
    const id = `${plan.workflowId}:${contact.id}`;
    const firing = firingAfter(trigger, factsFor(contact), after);
    if (firing)
      alarms.push({ id, workflowId: plan.workflowId, contactId: contact.id, p: contact.p, at: firing.at });
    else gone.push(id);
  }
  await runtime.alarms.set(alarms);
  await runtime.alarms.cancel(gone);
  if (alarms.length > 0) runtime.wake();
}

async function factsOfContacts(
  runtime: Pick<Runtime, 'accounts' | 'settings'>,
  contacts: readonly Contact[],
): Promise<(contact: Contact) => FactSnapshot> {
  const accountIds = [...new Set(contacts.flatMap(({ accountId }) => accountId ?? []))];
  const [accounts, { zone }] = await Promise.all([
    accountIds.length > 0 ? runtime.accounts.byIds(accountIds) : new Map<string, Account>(),
    runtime.settings.get(),
  ]);
  return (contact) =>
    snapshotOf(
      contact,
      contact.accountId === undefined ? undefined : accounts.get(contact.accountId),
      new Map(),
      zone,
    );
}

/**
 * Enters those whose dates have come, up to `limit`; answers how many alarms were dealt with. What is more than a day
 * overdue starts nothing any more. An alarm goes when its cause has been dealt with, so that a crash repeats it, and
 * the cause enters once.
 */
export async function fireDates(
  runtime: Runtime,
  { partitions, limit }: { partitions: readonly number[]; limit: number },
): Promise<number> {
  const now = runtime.clock.now();
  const due = await runtime.alarms.due(partitions, now, limit);
  if (due.length === 0) return 0;
  await runtime.plans.refresh();
  const contacts = await runtime.contacts.byIds([...new Set(due.map(({ contactId }) => contactId))]);
  const factsFor = await factsOfContacts(runtime, [...contacts.values()]);
  const candidates: Candidate[] = [];
  const next: Alarm[] = [];
  const over: Alarm[] = [];
  for (const alarm of due) {
    const plan = runtime.plans.live(alarm.workflowId);
    const contact = contacts.get(alarm.contactId);
    if (!plan && runtime.plans.isPaused(alarm.workflowId)) {
      next.push({ ...alarm, at: new Date(now.getTime() + PAUSED_PAUSE) });
      continue;
    }
    const trigger = plan?.workflow.entry.trigger;
    if (!plan || !contact || trigger?.kind !== 'date') {
      over.push(alarm);
      continue;
    }
    const facts = factsFor(contact);
    const firing = firingAfter(trigger, facts, new Date(now.getTime() - OVERDUE));
    if (firing && firing.at <= now) {
      const timestamp = firing.at.getTime();
      const properties = { date: trigger.date };
      candidates.push({
        plan,
        contact,
        cause: firing.cause,
        trigger: { kind: 'date', timestamp, properties },
      });
    }
    const following = firing && firing.at > now ? firing : firingAfter(trigger, facts, now);
    if (following) next.push({ ...alarm, at: following.at });
    else over.push(alarm);
  }
  await enterWorkflows(runtime, candidates, now);
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
    const contacts = await runtime.contacts.walk({ limit: BATCH, after: input.after ?? '' });
    const last = contacts.at(-1);
    if (!plan || !last) return { armed: job.done };
    // Dates that have just passed belong to the time before publishing.
    const after = runtime.clock.now();
    await setAlarms(
      runtime,
      contacts.filter(({ userId }) => userId !== undefined).map((contact) => ({ plan, contact, after })),
    );
    input.after = last.id;
    job.done += contacts.length;
    await progress.save();
  }
};
