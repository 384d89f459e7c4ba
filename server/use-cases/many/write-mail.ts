import type { Contact } from '../../../shared/contact.ts';
import { accountSubject } from '../../../shared/enrolment.ts';
import { type ManyAction, manyOutcome, TAKE_BACK_FOR } from '../../../shared/many.ts';
import type { Message } from '../../../shared/message.ts';
import { problem } from '../../../shared/problems.ts';
import type { RecipientKind } from '../../../shared/recipients.ts';
import type { Settings } from '../../../shared/settings.ts';
import { maySend } from '../../engine/may-send.ts';
import type { JobRecord, PublishedText } from '../../ports/workspace.ts';
import { findSuppressions, suppressionKey } from '../delivery/suppression-keys.ts';
import { unsubscribeUrl } from '../delivery/unsubscribe-link.ts';
import { loadRecipients } from '../effects/account-people.ts';
import { accountFact, contactFact } from '../facts.ts';
import { languageOf } from '../perform-effects.ts';
import type { Runtime } from '../runtime.ts';
import type { Outcome } from './in-slices.ts';
import type { Meant } from './meant.ts';

type Mail = Extract<ManyAction, { kind: 'write' }>;

/** Should an order never end, what it wrote leaves after so long; it is taken up again a minute after a crash. */
const LONGEST_ORDER = 3_600_000;

interface Addressee {
  contact: Contact;
  as?: RecipientKind | undefined;
}

/** Throws BODY_INVALID where the text cannot be rendered for anybody, or is called service mail without a reason. */
export async function refuseBrokenMail(runtime: Pick<Runtime, 'renderer'>, mail: Mail): Promise<void> {
  if (mail.purpose === 'service' && !mail.reason)
    throw problem('BODY_INVALID', {
      path: 'action.reason',
      detail: 'says why people need this service mail.',
    });
  const { faults } = await runtime.renderer.compile(mail);
  if (faults.length > 0) throw problem('BODY_INVALID', { path: 'action.body', detail: faults.join(' ') });
}

/**
 * Writes to each contact, or of each account to the first of its people who may be written to. Permission is asked
 * again when it leaves, which is not before the whole order was let go. A message's id is made of the job and of
 * the place of whom it is about in the order, so that twice is once.
 */
export async function writeMail(
  runtime: Runtime,
  job: JobRecord,
  meant: readonly Meant[],
  mail: Mail,
): Promise<Outcome[]> {
  const now = runtime.clock.now();
  const settings = await runtime.settings.get();
  const { text } = await runtime.renderer.compile(mail);
  const found = await addressees(runtime, meant, mail, settings, now);
  const outcomes: Outcome[] = [];
  const messages: Message[] = [];
  for (const each of meant) {
    const { id, name, missing } = each;
    const addressee = found.get(id);
    if (!each.account && !each.contact) outcomes.push({ id, name, code: missing });
    else if (!addressee) outcomes.push({ id, name, code: 'NOBODY_TO_WRITE_TO' });
    else {
      const message = messageTo(runtime, settings, { each, addressee, text, mail, job, now });
      messages.push(message);
      outcomes.push({ id, name, made: message.id });
    }
  }
  if (messages.length > 0) await runtime.messages.insert(messages);
  return outcomes;
}

/**
 * Lets all leave that an order wrote, once they can no longer be taken back: the first not before the last, for only
 * when all are written can somebody think better of it.
 */
export async function letGoTogether(runtime: Runtime, job: JobRecord): Promise<void> {
  const { done } = manyOutcome.parse(job.input.outcome);
  const nextAt = new Date(runtime.clock.now().getTime() + TAKE_BACK_FOR);
  await runtime.messages.moveAll(
    ['queued'],
    done.flatMap(({ made: id }) => (id === undefined ? [] : [{ id, status: 'queued' as const, nextAt }])),
  );
  runtime.wake();
}

/** Who is written to, by whom the order names; those who may not be are left out. */
async function addressees(
  runtime: Runtime,
  meant: readonly Meant[],
  { purpose }: Mail,
  settings: Settings,
  now: Date,
): Promise<Map<string, Addressee>> {
  const people = meant.flatMap(({ id, contact }) => (contact ? [{ id, contact }] : []));
  const companies = meant.flatMap(({ id, contact, account }) =>
    account && !contact ? [{ id, account }] : [],
  );
  const [suppressions, recipients] = await Promise.all([
    findSuppressions(
      runtime,
      people.map(({ contact }) => contact.email ?? ''),
    ),
    loadRecipients(
      runtime,
      companies.map(({ id, account }) => ({
        enrolment: { id, subject: accountSubject(account.id) },
        workflow: {},
      })),
      settings,
      now,
    ),
  ]);
  const allowed = people.filter(({ contact }) => {
    const suppression = suppressions.get(suppressionKey(contact.email ?? ''));
    return maySend({ contact, purpose, suppression, settings, now }).allowed;
  });
  return new Map<string, Addressee>([
    ...allowed.map(({ id, contact }) => [id, { contact }] as const),
    ...companies.flatMap(({ id }) => {
      const reached = recipients.get(id)?.reachable(undefined, { purpose });
      return reached ? [[id, reached] as const] : [];
    }),
  ]);
}

interface Written {
  each: Meant;
  addressee: Addressee;
  text: PublishedText;
  mail: Mail;
  job: JobRecord;
  now: Date;
}

function messageTo(
  { renderer, installation }: Pick<Runtime, 'renderer' | 'installation'>,
  settings: Settings,
  { each, addressee: { contact, as }, text, mail, job, now }: Written,
): Message {
  // By place, not by name: the id goes out in a header, and what a product calls its accounts may be any text.
  const id = `${job.id}:${(job.input.ids as string[]).indexOf(each.id)}`;
  const { account } = each;
  const data = { contact: contactFact(contact), account: account && accountFact(account) };
  const common = {
    id,
    p: contact.p,
    contactId: contact.id,
    userId: contact.userId,
    accountId: account?.id,
    recipient: as,
    purpose: mail.purpose,
    to: contact.email,
    from: installation.mailFrom,
    attempts: 0,
    writtenBy: String(job.input.by ?? ''),
    demo: contact.demo ?? account?.demo,
    createdAt: now,
  };
  try {
    const rendered = renderer.email(text, data, {
      companyName: settings.companyName,
      postalAddress: settings.postalAddress,
      unsubscribeUrl: unsubscribeUrl(installation, { contactId: contact.id, messageId: id }),
      language: languageOf(contact.locale, settings.language),
    });
    const nextAt = new Date(now.getTime() + LONGEST_ORDER);
    return { ...common, ...rendered, status: 'queued', nextAt };
  } catch (fault) {
    // Seen in the outbox with its reason.
    const reason = `rendering: ${fault instanceof Error ? fault.message : String(fault)}`;
    return { ...common, subject: mail.subject, html: '', text: '', status: 'failed', reason };
  }
}
