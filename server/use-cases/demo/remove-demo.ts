import { accountSubject } from '../../../shared/enrolment.ts';
import { lookId } from '../../../shared/look.ts';
import { playbookKeys } from '../../../shared/playbooks/playbooks.ts';
import { countCustomers } from '../churn/count-customers.ts';
import type { JobWork } from '../jobs.ts';
import { forgetLooks } from '../looks/forget.ts';
import { dropWatch } from '../looks/keep-watches.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { cast, castParts } from './cast.ts';
import { removeLetters } from './demo-playbooks.ts';
import { removeSegments } from './demo-segments.ts';
import { unteachSignals } from './demo-signals.ts';
import { namesIn } from './names.ts';
import { demoKey, demoWorkflows } from './workflows.ts';

const workflowKeys = [...demoWorkflows.map(({ key }) => key), ...playbookKeys.map(demoKey)];

/** Removes demo data without a trace; does nothing where there is none. */
export const removeDemo: Verb<'removeDemo'> = async (runtime) => {
  const records = await Promise.all(workflowKeys.map((key) => runtime.workflows.byKey(key)));
  const loadedAt = records.find((record) => record?.demo)?.createdAt;
  const input = {
    ...(loadedAt ? { loadedAt: loadedAt.toISOString() } : {}),
    ...((await runtime.demoLive.get()) ? { wasLive: true } : {}),
  };
  return { job: await runtime.runner.start('remove-demo', input, 1) };
};

/**
 * The work behind `removeDemo`. Workflows go first, so that nobody enters meanwhile; each person takes along
 * everything that hangs on them.
 */
export const removeDemoJob: JobWork = async (runtime, job, progress) => {
  const everybody = castParts.map(
    (accounts) => () =>
      removePeople(
        runtime,
        accounts.flatMap(({ people }) => people),
      ),
  );
  const parts = [
    () => runtime.demoLive.stop(),
    () => removeWorkflows(runtime),
    () => removeLetters(runtime),
    () => removeSegments(runtime),
    ...everybody,
    // Whoever was just sending for them has sent by now.
    ...(job.input.wasLive ? everybody : []),
    () => removeRest(runtime, job.input.loadedAt),
    () => unteachSignals(runtime),
  ];
  job.total = parts.length;
  for (const part of parts.slice(job.done)) {
    await part();
    job.done += 1;
    await progress.save();
  }
  const contacts = cast.reduce((sum, { people }) => sum + people.length, 0);
  return { contacts, workflows: workflowKeys.length };
};

async function removeWorkflows(runtime: Runtime): Promise<void> {
  for (const key of workflowKeys) {
    const record = await runtime.workflows.byKey(key);
    if (!record?.demo) continue;
    await runtime.workflows.delete(record.id);
    await runtime.testCases.deleteOfWorkflow(record.id);
    await dropWatch(runtime, `w:${record.id}`);
  }
  await runtime.plans.refresh({ now: true });
}

async function removePeople(
  runtime: Runtime,
  people: readonly { userId: string; email: string }[],
): Promise<void> {
  const sources = people.map(({ userId }) => `u:${userId}`);
  const found = await runtime.contacts.bySourceIds(sources);
  const contacts = [...new Map([...found.values()].map((contact) => [contact.id, contact])).values()].filter(
    ({ demo }) => demo,
  );
  // Contacts go first: a worker that holds one of their enrolments then finds nobody and makes no more of it.
  await runtime.contacts.delete(contacts.map(({ id }) => id));
  await removeTraces(
    runtime,
    contacts.map(({ id }) => id),
  );
  const all = [...new Set([...sources, ...contacts.flatMap(({ sourceIds }) => sourceIds)])];
  await forgetLooks(
    runtime,
    contacts.map(({ id }) => lookId('contact', id)),
  );
  await Promise.all([runtime.events.deleteOf(all), runtime.counters.deleteOf(all)]);
  const suppressed = await runtime.suppressions.of(people.map(({ email }) => email));
  await Promise.all([...suppressed.keys()].map((address) => runtime.suppressions.remove(address)));
}

async function removeTraces(runtime: Runtime, ids: readonly string[]): Promise<void> {
  await runtime.enrolments.deleteOfSubjects(ids);
  await Promise.all([
    runtime.messages.deleteOfContacts(ids),
    runtime.tasks.deleteOfContacts(ids),
    runtime.caps.deleteOfContacts(ids),
    runtime.dispatches.deleteOfContacts(ids),
    runtime.notices.deleteOfContacts(ids),
    runtime.alarms.deleteOfContacts(ids),
  ]);
}

/** Accounts, and the names that nothing has brought since the demo did. */
async function removeRest(runtime: Runtime, loadedAt: unknown): Promise<void> {
  const accountIds = cast.map(({ id }) => id);
  // Workflows about accounts have ways through of their own.
  await removeTraces(runtime, accountIds.map(accountSubject));
  await runtime.meters.deleteOf(accountIds);
  await runtime.cases.deleteOf(accountIds);
  await runtime.accounts.delete(accountIds);
  await runtime.revenue.deleteOf(accountIds.map((id) => lookId('account', id)));
  await runtime.revenue.forgetDays();
  await countCustomers(runtime);
  await forgetLooks(
    runtime,
    accountIds.map((id) => lookId('account', id)),
  );
  if (typeof loadedAt !== 'string') return;
  const at = new Date(loadedAt);
  // What was at risk since then cannot be told apart from what the demo brought.
  await runtime.risk.deleteSince(loadedAt.slice(0, 10));
  const told = cast.flatMap((account) => namesIn(account.tell(at, 'somebody@example.com'), at));
  const names = new Map(told.map((name) => [`${name.kind}:${name.name}`, name]));
  await runtime.names.forget([...names.values()], at);
}
