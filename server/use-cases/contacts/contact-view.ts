import { type Account, type Contact, type ContactView, displayName } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';
import type { Suppression } from '../../ports/stores.ts';
import { findSuppressions, suppressionKey } from '../delivery/suppression-keys.ts';

type ViewPorts = Pick<Ports, 'accounts' | 'suppressions' | 'installation'>;

/** Contacts as the API answers them: two more queries however many there are. */
export async function contactViews(runtime: ViewPorts, contacts: readonly Contact[]): Promise<ContactView[]> {
  const accountIds = [...new Set(contacts.flatMap(({ accountId }) => accountId ?? []))];
  const [accounts, suppressions] = await Promise.all([
    accountIds.length > 0 ? runtime.accounts.byIds(accountIds) : new Map<string, Account>(),
    findSuppressions(
      runtime,
      contacts.flatMap(({ email }) => email ?? []),
    ),
  ]);
  return contacts.map((contact) =>
    contactView(
      contact,
      contact.accountId === undefined ? undefined : accounts.get(contact.accountId),
      contact.email === undefined ? undefined : suppressions.get(suppressionKey(contact.email)),
    ),
  );
}

/** One contact as the API answers it. */
export async function oneContactView(runtime: ViewPorts, contact: Contact): Promise<ContactView> {
  const [view] = await contactViews(runtime, [contact]);
  if (!view) throw new Error('a contact has no view');
  return view;
}

function contactView(
  contact: Contact,
  account: Account | undefined,
  suppression: Suppression | undefined,
): ContactView {
  const { id, userId, email, traits, tags, zone, locale, permissions } = contact;
  const name = displayName(contact);
  return {
    id,
    userId,
    email,
    name: name === id ? undefined : name,
    traits,
    tags,
    zone,
    locale,
    permissions,
    appearedAt: contact.appearedAt.toISOString(),
    lastSeenAt: contact.lastSeenAt.toISOString(),
    demo: contact.demo ?? false,
    account: account && {
      id: account.id,
      name: account.name,
      mrr: account.mrr,
      plan: account.plan,
      seats: account.seats,
      traits: account.traits,
    },
    suppressed: suppression?.reason,
  };
}
