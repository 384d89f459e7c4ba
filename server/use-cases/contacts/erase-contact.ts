import type { Contact } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import type { PageOf, Place } from '../../ports/stores.ts';
import { erasedKey } from '../delivery/suppression-keys.ts';
import { type JobWork, postponed } from '../jobs.ts';
import { forgetLooks } from '../looks/forget.ts';
import { wakeAccounts, wakeContacts } from '../looks/wake.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { erasedIdKey } from './erased-ids.ts';
import { findContact } from './find-contact.ts';
import { forgetMentions } from './forget-mentions.ts';

const PAGE = 200;
const ROUNDS = 10;
/** Longer than deleting one contact takes. */
const MOMENT = 10_000;
/** By then whatever was on its way when the person went is written, in every process, and can be swept up. */
const SWEPT_AFTER = 60_000;
const STEPS = 17;

/** Whom a job erases: what it must know to go on after a crash, until it is done. */
interface Erased {
  contactId: string;
  sourceIds: string[];
  /** Addresses and user ids, as other records mention them. */
  mentions: string[];
  /** What their traits were. */
  values: string[];
  accountId?: string | undefined;
  /** Whether it goes over everything a second time. */
  isSweeping?: boolean | undefined;
}

/**
 * Erases a contact for good, as a job. The person is gone as soon as it begins: mail stops, and what is told of them
 * is thrown away. What the job keeps to be able to go on is thrown away with its end.
 */
export const eraseContact: Verb<'eraseContact'> = async (runtime, { params, actor }) => {
  const contact = await findContact(runtime, params.userId);
  const job = await runtime.runner.start('erase-contact', { contactId: contact.id }, STEPS);
  // The line that proves the erasure names nobody.
  await recordChange(runtime, actor, 'contact.erased', contact.id);
  return { job };
};

/** The same under the verb that scripts expect. */
export const deleteContact: Verb<'deleteContact'> = (runtime, { params, actor }) =>
  eraseContact(runtime, { params, query: {}, body: undefined, actor });

/**
 * The work behind `eraseContact`; every step may be repeated. First keyed hashes keep the person out, then an empty
 * record takes their place, which nobody can enter or write to; then everything is deleted, the record last. A moment
 * later all of it is done once more, for what was on its way.
 */
export const eraseContactJob: JobWork = async (runtime, job, progress) => {
  const who = job.input as unknown as Erased;
  const contact = (await runtime.contacts.byIds([who.contactId])).get(who.contactId);
  if (contact && who.sourceIds === undefined) {
    Object.assign(who, whoIs(contact));
    await progress.save();
  }
  // Somebody else has erased them meanwhile.
  if (who.sourceIds === undefined) return { erased: true };
  const { contactId } = who;
  const steps: (() => Promise<unknown>)[] = [
    () => keepOut(runtime, who),
    () => takeTheirPlace(runtime, who, progress.save),
    () => endEnrolments(runtime, contactId),
    () => runtime.enrolments.forgetPerson(who.sourceIds),
    () => tellAccounts(runtime, contactId),
    () => runtime.messages.deleteOfContacts([contactId]),
    () => runtime.tasks.deleteOfContacts([contactId]),
    () => runtime.caps.deleteOfContacts([contactId]),
    () => runtime.dispatches.deleteOfContacts([contactId]),
    () => runtime.notices.deleteOfContacts([contactId]),
    () => runtime.alarms.deleteOfContacts([contactId]),
    () => runtime.events.deleteOf(who.sourceIds),
    () => runtime.counters.deleteOf(who.sourceIds),
    () => forgetLooks(runtime, [lookId('contact', contactId)]),
    () => runtime.revenue.deleteOf([lookId('contact', contactId)]),
    () => runtime.testCases.deleteOfUsers(who.mentions),
    () => remove(runtime, who),
  ];
  job.done = 0;
  for (const step of steps) {
    await step();
    job.done += who.isSweeping ? 0 : 1;
    await progress.save();
  }
  job.done = job.total;
  if (!who.isSweeping) {
    who.isSweeping = true;
    return postponed(new Date(runtime.clock.now().getTime() + SWEPT_AFTER));
  }
  if (!(await forgetMentions(runtime, who, job.id)))
    return postponed(new Date(runtime.clock.now().getTime() + SWEPT_AFTER));
  job.input = { contactId };
  return { erased: true };
};

function whoIs({ userId, email, traits, sourceIds, accountId }: Contact): Omit<Erased, 'contactId'> {
  const addresses = [email, traits.email].filter((address) => typeof address === 'string');
  const mentions = [...new Set([...(userId === undefined ? [] : [userId]), ...addresses])];
  const values = Object.values(traits).filter((value) => typeof value === 'string');
  return { sourceIds, mentions, values, accountId };
}

/** Keyed hashes of ids and addresses keep the person from coming back and from being written to. */
async function keepOut({ suppressions, installation, clock }: Runtime, who: Erased): Promise<void> {
  const hashes = [
    // A name of either kind may be told as one of the other.
    ...who.sourceIds
      .flatMap((id) => [`u:${id.slice(2)}`, `a:${id.slice(2)}`])
      .map((id) => erasedIdKey(installation, id)),
    ...who.mentions.map((mention) => erasedKey(installation, mention)),
  ];
  for (const address of hashes) await suppressions.add({ address, reason: 'erased', at: clock.now() });
}

/**
 * Whoever works with the contact meanwhile loses the guard and finds nobody: no id, no address, no traits. The ids
 * are free, and what comes under them is kept out.
 */
async function takeTheirPlace(runtime: Runtime, who: Erased, save: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const contact = (await runtime.contacts.byIds([who.contactId])).get(who.contactId);
    if (!contact) return;
    // They may have joined an account, or turned out to be somebody else as well, since the job began: with the record
    // goes the only word of it.
    if (learnMore(who, contact)) {
      await save();
      await keepOut(runtime, who);
    }
    const { id, p, rev, appearedAt, lastSeenAt, createdAt, demo } = contact;
    const after: Contact = {
      id,
      p,
      rev: rev + 1,
      appearedAt,
      lastSeenAt,
      createdAt,
      demo,
      sourceIds: [placeholder(id)],
      traits: {},
      traitTimes: {},
      tags: [],
      permissions: { email: 'denied', phone: 'denied', topicsOff: [] },
    };
    await wakeAccount(runtime, who.accountId, MOMENT);
    if ((await runtime.contacts.save([{ was: rev, after }])).size === 0) return;
  }
  throw new Error(`the contact ${who.contactId} kept changing while it was erased`);
}

/** Adds to what is known of whom a job erases; says whether there was anything new. The empty record has nothing. */
function learnMore(who: Erased, contact: Contact): boolean {
  const now = whoIs(contact);
  if (now.sourceIds.every((id) => id === placeholder(contact.id))) return false;
  const before = JSON.stringify(who);
  for (const list of ['sourceIds', 'mentions', 'values'] as const)
    who[list] = [...new Set([...who[list], ...now[list]])];
  who.accountId = now.accountId ?? who.accountId;
  return JSON.stringify(who) !== before;
}

/** The one id of the record that takes an erased person's place. */
function placeholder(contactId: string): string {
  return `erased:${contactId}`;
}

/** What the account counted of its people is counted anew. */
async function remove(runtime: Runtime, { contactId, sourceIds, accountId }: Erased): Promise<void> {
  await runtime.contacts.delete([contactId]);
  await wakeAccount(runtime, accountId, 0);
  await wakeSurvivors(runtime, sourceIds);
}

/** Whoever they turned out to be as well while they were erased has lost a part of their story. */
async function wakeSurvivors(runtime: Runtime, sourceIds: readonly string[]): Promise<void> {
  const survivors = [...(await runtime.contacts.bySourceIds(sourceIds)).values()];
  const ids = [...new Set(survivors.map(({ id }) => id))];
  await wakeContacts(runtime, ids, [EVERYTHING], false, runtime.clock.now());
  for (const accountId of new Set(survivors.map((survivor) => survivor.accountId)))
    await wakeAccount(runtime, accountId, 0);
}

async function wakeAccount(runtime: Runtime, accountId: string | undefined, later: number): Promise<void> {
  const at = new Date(runtime.clock.now().getTime() + later);
  await wakeAccounts(runtime, accountId === undefined ? [] : [accountId], [EVERYTHING], false, at);
}

/** What workflows of the account wait for does not come any more: it goes with the person. */
async function tellAccounts(runtime: Runtime, contactId: string): Promise<void> {
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

async function endEnrolments(runtime: Runtime, contactId: string): Promise<void> {
  let page = await runtime.enrolments.ofSubject(contactId, { limit: PAGE });
  for (;;) {
    await runtime.messages.cancelOf(
      page.items.map(({ id }) => id),
      'left-workflow',
    );
    if (!page.next) break;
    page = await runtime.enrolments.ofSubject(contactId, { limit: PAGE, after: page.next });
  }
  await runtime.enrolments.deleteOfSubjects([contactId]);
}
