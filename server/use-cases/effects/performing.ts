import type { Contact } from '../../../shared/contact.ts';
import { accountIdOf, type Effect, type Enrolment, type InboxItem } from '../../../shared/enrolment.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import type { TextData } from '../../ports/delivery.ts';
import { contactFact } from '../facts.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Recipients } from './account-people.ts';

/** An enrolment with a full outbox, and what its texts read. */
export interface Performing {
  enrolment: Enrolment;
  plan: PublishedPlan;
  facts: FactSnapshot;
  /** Of an account's enrolment: who of its people is written to, or spoken of. */
  recipients?: Recipients | undefined;
}

export type EffectOf<Type extends Effect['type']> = Extract<Effect, { type: Type }>;

/** One effect of an outbox with its surroundings. */
export interface EffectAt<Type extends Effect['type']> extends Performing {
  effect: EffectOf<Type>;
}

/** What enrolments are to be told, by their id. */
export type Told = Map<string, InboxItem[]>;

/** The effects of one type in these outboxes. */
export function effectsOf<Type extends Effect['type']>(
  full: readonly Performing[],
  type: Type,
): EffectAt<Type>[] {
  return full.flatMap((item) =>
    item.enrolment.outbox.flatMap((effect) =>
      effect.type === type ? [{ ...item, effect: effect as EffectOf<Type> }] : [],
    ),
  );
}

/**
 * What texts of an enrolment may read. In those of an account, the contact is the person the text goes to or speaks
 * of: whoever is given, else the first of the workflow's recipients.
 */
export function textData(
  { enrolment, facts, recipients }: Pick<Performing, 'enrolment' | 'facts' | 'recipients'>,
  person: Contact | undefined = recipients?.anybody(),
): TextData {
  const contact = person ? contactFact(person) : facts.contact;
  return { contact, account: facts.account, trigger: { ...enrolment.trigger } };
}

/** Whom an effect is about, as it is stored: the contact, or the account with the person spoken of. */
export function aboutWhom(
  { enrolment, recipients }: Pick<Performing, 'enrolment' | 'recipients'>,
  person: Contact | undefined = recipients?.anybody(),
): { contactId: string; userId: string | undefined; accountId: string | undefined } {
  const accountId = accountIdOf(enrolment.subject);
  if (accountId === undefined || !person)
    return { contactId: enrolment.subject, userId: enrolment.userId, accountId };
  return { contactId: person.id, userId: person.userId, accountId };
}
