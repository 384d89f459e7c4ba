import type { Account, Contact } from '../../shared/contact.ts';
import type { RecipientKind } from '../../shared/recipients.ts';

/** The people of one account, as far as they may be written to. */
export interface AccountPeople {
  account: Account;
  /** Last seen first. */
  members: readonly Contact[];
  /** Whose doing started the workflow. */
  concerned?: Contact | undefined;
}

/** More people of one kind than these are not tried one after another. */
const MOST_TRIED = 5;

/** What people are called whose work it is, in traits and tags; small letters. */
const billingRoles = ['billing', 'billing-contact', 'billing contact', 'finance', 'accounting'];
const adminRoles = ['admin', 'administrator', 'owner'];

/** The traits of an account that name a person, by user id or e-mail address. */
const billingTraits = ['billingContact', 'billingEmail'] as const;
const adminTraits = ['admin', 'owner'] as const;

/**
 * Who counts as a kind of recipient, best first: whom the account names, then whoever has the role (trait `role` or
 * `roles`, or a tag). Only known people; at most five.
 */
export function peopleWhoAre(kind: RecipientKind, people: AccountPeople): Contact[] {
  const { members, concerned } = people;
  const found = {
    'person-concerned': () => (concerned ? [concerned] : []),
    'billing-contact': () => named(people, billingTraits).concat(withRole(members, billingRoles)),
    admin: () => named(people, adminTraits).concat(withRole(members, adminRoles)),
    'most-active': () => [...members],
  }[kind]();
  return [...new Map(found.map((contact) => [contact.id, contact])).values()]
    .filter(({ userId }) => userId !== undefined)
    .slice(0, MOST_TRIED);
}

/** Whether somebody counts as an admin of their account, by its traits or their own. */
export function isAdmin(person: Person, account: Pick<Account, 'traits'>): boolean {
  return (
    named({ account, members: [person] }, adminTraits).length > 0 || withRole([person], adminRoles).length > 0
  );
}

/** What says who somebody is at their account. */
type Person = Pick<Contact, 'userId' | 'email' | 'traits' | 'tags'>;

/** User ids and addresses by which an account names people. */
export function namesIn({ traits }: Pick<Account, 'traits'>): string[] {
  return [...billingTraits, ...adminTraits].flatMap((trait) => nameIn(traits, trait) ?? []);
}

function nameIn(traits: Record<string, unknown>, trait: string): string | undefined {
  const name = Object.hasOwn(traits, trait) ? traits[trait] : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}

function named<Someone extends Person>(
  { account, members }: { account: Pick<Account, 'traits'>; members: readonly Someone[] },
  traits: readonly string[],
): Someone[] {
  return traits.flatMap((trait) => {
    const name = nameIn(account.traits, trait);
    if (name === undefined) return [];
    return members.filter(
      ({ userId, email }) => userId === name || email?.toLowerCase() === name.toLowerCase(),
    );
  });
}

function withRole<Someone extends Person>(members: readonly Someone[], roles: readonly string[]): Someone[] {
  return members.filter(({ traits, tags }) => {
    const said = [traits.role, traits.roles, tags].flat();
    return said.some((role) => typeof role === 'string' && roles.includes(role.trim().toLowerCase()));
  });
}
