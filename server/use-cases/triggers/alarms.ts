import type { FactSnapshot } from '../../engine/facts.ts';
import { firingAfter } from '../../engine/triggers.ts';
import type { Alarm } from '../../ports/alarms.ts';
import { snapshotOf, snapshotOfAccount } from '../facts.ts';
import { enrolledAs, isDemo, partitionOfSubject, type Subject } from '../looks/subject.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';

export interface WantedAlarm {
  plan: PublishedPlan;
  subject: Subject;
  /** Firings up to here are past. */
  after: Date;
}

/** Sets the alarms of date triggers, or takes them away where their dates are not known or have been. */
export async function setAlarms(runtime: Runtime, wanted: readonly WantedAlarm[]): Promise<void> {
  if (wanted.length === 0) return;
  const factsFor = await datesOf(
    runtime,
    wanted.map(({ subject }) => subject),
  );
  const alarms: Alarm[] = [];
  const gone: string[] = [];
  for (const { plan, subject, after } of wanted) {
    const { trigger } = plan.workflow.entry;
    if (trigger.kind !== 'date' || (plan.demo && !isDemo(subject))) continue;
    const name = enrolledAs(subject);
    const id = `${plan.workflowId}:${name}`;
    const firing = firingAfter(trigger, factsFor(subject), after);
    if (firing)
      alarms.push({
        id,
        workflowId: plan.workflowId,
        contactId: name,
        p: partitionOfSubject(subject),
        at: firing.at,
      });
    else gone.push(id);
  }
  await runtime.alarms.set(alarms);
  await runtime.alarms.cancel(gone);
  if (alarms.length > 0) runtime.wake();
}

/** What dates read of subjects: their own fields, and of contacts those of their accounts. Two queries at most. */
export async function datesOf(
  runtime: Pick<Runtime, 'accounts' | 'settings'>,
  subjects: readonly Subject[],
): Promise<(subject: Subject) => FactSnapshot> {
  const accountIds = [
    ...new Set(subjects.flatMap((of) => (of.kind === 'contact' ? (of.contact.accountId ?? []) : []))),
  ];
  const [accounts, { zone }] = await Promise.all([
    accountIds.length > 0 ? runtime.accounts.byIds(accountIds) : new Map(),
    runtime.settings.get(),
  ]);
  return (subject) =>
    subject.kind === 'account'
      ? snapshotOfAccount(subject.account, zone)
      : snapshotOf(subject.contact, accounts.get(subject.contact.accountId ?? ''), new Map(), zone);
}
