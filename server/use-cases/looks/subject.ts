import type { Account, Contact } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';

/** Somebody that conditions are remembered of. */
export type Subject = { kind: 'contact'; contact: Contact } | { kind: 'account'; account: Account };

/** The id the subject is stored under, which passes walk by. */
export function keyOf(subject: Subject): string {
  return subject.kind === 'contact' ? subject.contact.id : subject.account.id;
}

/** The id of what is remembered of the subject. */
export function lookIdOf(subject: Subject): string {
  return lookId(subject.kind, keyOf(subject));
}
