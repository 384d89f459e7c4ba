import type { Contact } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';
import type { JobWork } from '../jobs.ts';
import { forgetLooks } from '../looks/forget.ts';
import { dropWatch } from '../looks/keep-watches.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { namesIn } from './names.ts';
import { demoAccounts, demoPeople } from './people.ts';
import { tellStory } from './stories.ts';
import { demoWorkflows } from './workflows.ts';

/** Removes demo data without a trace; does nothing where there is none. */
export const removeDemo: Verb<'removeDemo'> = async (runtime) => {
  const records = await Promise.all(demoWorkflows.map(({ key }) => runtime.workflows.byKey(key)));
  const loadedAt = records.find((record) => record?.demo)?.createdAt;
  const input = loadedAt ? { loadedAt: loadedAt.toISOString() } : {};
  return { job: await runtime.runner.start('remove-demo', input, demoPeople.length + 2) };
};

/**
 * The work behind `removeDemo`. Workflows go first, so that nobody enters meanwhile; each person takes along
 * everything that hangs on them.
 */
export const removeDemoJob: JobWork = async (runtime, job, progress) => {
  const parts = [
    () => removeWorkflows(runtime),
    ...demoPeople.map(
      ({ userId, email }) =>
        () =>
          removePerson(runtime, userId, email),
    ),
    () => removeRest(runtime, job.input.loadedAt),
  ];
  job.total = parts.length;
  for (const part of parts.slice(job.done)) {
    await part();
    job.done += 1;
    await progress.save();
  }
  return { contacts: demoPeople.length, workflows: demoWorkflows.length };
};

async function removeWorkflows(runtime: Runtime): Promise<void> {
  for (const { key } of demoWorkflows) {
    const record = await runtime.workflows.byKey(key);
    if (!record?.demo) continue;
    await runtime.workflows.delete(record.id);
    await dropWatch(runtime, `w:${record.id}`);
  }
  await runtime.plans.refresh({ now: true });
}

async function removePerson(runtime: Runtime, userId: string, email: string): Promise<void> {
  const contact = (await runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
  if (contact?.demo) await removeContact(runtime, contact);
  await runtime.events.deleteOf([`u:${userId}`]);
  await runtime.counters.deleteOf([`u:${userId}`]);
  await runtime.suppressions.remove(email);
}

async function removeContact(runtime: Runtime, contact: Contact): Promise<void> {
  // The contact goes first: a worker that holds one of its enrolments then finds nobody and makes no more of it.
  await runtime.contacts.delete([contact.id]);
  await runtime.enrolments.deleteOfSubject(contact.id);
  await Promise.all([
    runtime.messages.deleteOfContact(contact.id),
    runtime.tasks.deleteOfContact(contact.id),
    runtime.caps.deleteOfContact(contact.id),
    runtime.events.deleteOf(contact.sourceIds),
    runtime.counters.deleteOf(contact.sourceIds),
    forgetLooks(runtime, [lookId('contact', contact.id)]),
  ]);
}

/** Accounts, and the names that nothing has brought since the demo did. */
async function removeRest(runtime: Runtime, loadedAt: unknown): Promise<void> {
  const accountIds = demoAccounts.map(({ id }) => id);
  await runtime.meters.deleteOf(accountIds);
  await runtime.accounts.delete(accountIds);
  await forgetLooks(
    runtime,
    accountIds.map((id) => lookId('account', id)),
  );
  if (typeof loadedAt !== 'string') return;
  const at = new Date(loadedAt);
  await runtime.names.forget(
    demoPeople.flatMap((person) => namesIn(tellStory(person, at), at)),
    at,
  );
}
