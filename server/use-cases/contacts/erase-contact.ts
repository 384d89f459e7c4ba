import type { Contact } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import type { PageOf, Place } from '../../ports/stores.ts';
import { erasedKey } from '../delivery/suppression-keys.ts';
import type { JobWork } from '../jobs.ts';
import { forgetLooks } from '../looks/forget.ts';
import { wakeAccounts } from '../looks/wake.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { findContact } from './find-contact.ts';

const PAGE = 200;
/** Longer than deleting one contact takes. */
const MOMENT = 10_000;
const STEPS = 15;

/**
 * Erases a contact for good, as a job. What the job keeps to be able to go on after a crash are our own ids; the ids
 * the person's events came under are read from the contact, which goes last.
 */
export const eraseContact: Verb<'eraseContact'> = async (runtime, { params, actor }) => {
  const contact = await findContact(runtime, params.userId);
  const job = await runtime.runner.start('erase-contact', { contactId: contact.id }, STEPS);
  // The line that proves the erasure names nobody.
  await recordChange(runtime, actor, 'contact.erased', contact.id);
  return { job };
};

/**
 * The work behind `eraseContact`; every step may be repeated. Mail stops first, then the ways through workflows end,
 * then everything is deleted, the contact last: as long as it is there the job can go on.
 */
export const eraseContactJob: JobWork = async (runtime, job, progress) => {
  const contactId = String(job.input.contactId);
  const contact = (await runtime.contacts.byIds([contactId])).get(contactId);
  const steps: (() => Promise<void>)[] = contact
    ? [
        () => stopMail(runtime, contact),
        () => endEnrolments(runtime, contact),
        () => runtime.enrolments.forgetPerson(contact.sourceIds),
        () => tellAccounts(runtime, contact),
        () => runtime.messages.deleteOfContact(contact.id),
        () => runtime.tasks.deleteOfContact(contact.id),
        () => runtime.caps.deleteOfContact(contact.id),
        () => runtime.dispatches.deleteOfContact(contact.id),
        () => runtime.notices.deleteOfContact(contact.id),
        () => runtime.alarms.deleteOfContact(contact.id),
        () => runtime.events.deleteOf(contact.sourceIds),
        () => runtime.counters.deleteOf(contact.sourceIds),
        () => forgetLooks(runtime, [lookId('contact', contact.id)]),
        () => runtime.revenue.deleteOf([lookId('contact', contact.id)]),
        () => removeContact(runtime, contact),
      ]
    : [];
  job.done = 0;
  for (const step of steps) {
    await step();
    job.done += 1;
    await progress.save();
  }
  job.done = job.total;
  return { erased: true };
};

/** What the account counted of its people is counted anew; noted for later first, so that a crash forgets nothing. */
async function removeContact(runtime: Runtime, contact: Contact): Promise<void> {
  const accountIds = contact.accountId === undefined ? [] : [contact.accountId];
  const now = runtime.clock.now();
  await wakeAccounts(runtime, accountIds, [EVERYTHING], false, new Date(now.getTime() + MOMENT));
  await runtime.contacts.delete([contact.id]);
  await wakeAccounts(runtime, accountIds, [EVERYTHING], false, now);
}

/** A keyed hash of the address keeps the person from being written to when they come back. */
async function stopMail(runtime: Runtime, contact: Contact): Promise<void> {
  const traitAddress = contact.traits.email;
  const addresses = [contact.email, typeof traitAddress === 'string' ? traitAddress : undefined];
  for (const address of new Set(addresses.filter((text) => text !== undefined))) {
    await runtime.suppressions.add({
      address: erasedKey(runtime.installation, address),
      reason: 'erased',
      at: runtime.clock.now(),
    });
  }
}

/** What workflows of the account wait for does not come any more: it goes with the person. */
async function tellAccounts(runtime: Runtime, { id: contactId }: Contact): Promise<void> {
  const lists = [
    [runtime.messages.list, 'notSent'],
    [runtime.dispatches.list, 'failed'],
  ] as const;
  for (const [list, outcome] of lists) {
    for (let after: Place | undefined; ; ) {
      const page: PageOf<{ id: string; enrolmentId?: string | undefined }> = await list({
        contactId,
        limit: PAGE,
        after,
      });
      const now = runtime.clock.now();
      const pokes = page.items.flatMap(({ id, enrolmentId }) =>
        enrolmentId === undefined
          ? []
          : [{ id: enrolmentId, item: { type: 'effect' as const, id, outcome, at: now } }],
      );
      if (pokes.length > 0) await runtime.enrolments.poke(pokes, now);
      after = page.next;
      if (!after) break;
    }
  }
}

async function endEnrolments(runtime: Runtime, contact: Contact): Promise<void> {
  let page = await runtime.enrolments.ofSubject(contact.id, { limit: PAGE });
  for (;;) {
    await runtime.messages.cancelOf(
      page.items.map(({ id }) => id),
      'erased',
    );
    if (!page.next) break;
    page = await runtime.enrolments.ofSubject(contact.id, { limit: PAGE, after: page.next });
  }
  await runtime.enrolments.deleteOfSubject(contact.id);
}
