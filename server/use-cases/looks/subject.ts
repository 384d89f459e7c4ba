import type { Account, Contact } from '../../../shared/contact.ts';
import { accountIdOf, accountSubject } from '../../../shared/enrolment.ts';
import { lookId } from '../../../shared/look.ts';
import { partitionOf } from '../../engine/hash.ts';
import type { Ports } from '../../ports/index.ts';

/** Somebody that conditions are remembered of, and that workflows are about. */
export type Subject = { kind: 'contact'; contact: Contact } | { kind: 'account'; account: Account };

/** The id the subject is stored under, which passes walk by. */
export function keyOf(subject: Subject): string {
  return subject.kind === 'contact' ? subject.contact.id : subject.account.id;
}

/** The id of what is remembered of the subject. */
export function lookIdOf(subject: Subject): string {
  return lookId(subject.kind, keyOf(subject));
}

/** The subject as enrolments name it. */
export function enrolledAs(subject: Subject): string {
  return subject.kind === 'contact' ? subject.contact.id : accountSubject(subject.account.id);
}

/** The partition whose worker moves the subject's enrolments. */
export function partitionOfSubject(subject: Subject): number {
  return subject.kind === 'contact' ? subject.contact.p : partitionOf(subject.account.id);
}

/** Whether the subject belongs to the demo data. */
export function isDemo(subject: Subject): boolean {
  return (subject.kind === 'contact' ? subject.contact.demo : subject.account.demo) ?? false;
}

/** The subjects that enrolments name, in two queries at most; those that are gone are left out. */
export async function findSubjects(
  ports: Pick<Ports, 'contacts' | 'accounts'>,
  names: readonly string[],
): Promise<Map<string, Subject>> {
  const all = [...new Set(names)];
  const accountIds = all.flatMap((name) => accountIdOf(name) ?? []);
  const contactIds = all.filter((name) => accountIdOf(name) === undefined);
  const [contacts, accounts] = await Promise.all([
    contactIds.length > 0 ? ports.contacts.byIds(contactIds) : new Map<string, Contact>(),
    accountIds.length > 0 ? ports.accounts.byIds(accountIds) : new Map<string, Account>(),
  ]);
  return new Map<string, Subject>([
    ...[...contacts].map(([id, contact]) => [id, { kind: 'contact', contact }] as const),
    ...[...accounts].map(([id, account]) => [accountSubject(id), { kind: 'account', account }] as const),
  ]);
}

/** One page of the subjects a workflow is about, in the order of their ids. */
export async function walkSubjects(
  ports: Pick<Ports, 'contacts' | 'accounts'>,
  kind: Subject['kind'],
  page: { limit: number; after: string },
): Promise<Subject[]> {
  return kind === 'account'
    ? (await ports.accounts.walk(page)).map((account) => ({ kind, account }))
    : (await ports.contacts.walk(page)).map((contact) => ({ kind, contact }));
}

/** Whether workflows may be about the subject: an account, or a known person. */
export function isKnown(subject: Subject): boolean {
  return subject.kind === 'account' || subject.contact.userId !== undefined;
}
