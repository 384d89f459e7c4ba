import { type Account, type Contact, displayName } from '../../../shared/contact.ts';
import type { ProblemCode } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';

/** One of those an order is about, as far as it is there. */
export interface Meant {
  /** As the order names it. */
  id: string;
  /** What people call it. */
  name: string;
  /** What is said where it is not there. */
  missing: ProblemCode;
  account?: Account | undefined;
  contact?: Contact | undefined;
}

export async function findAccounts(ports: Pick<Ports, 'accounts'>, ids: readonly string[]): Promise<Meant[]> {
  const accounts = await ports.accounts.byIds(ids);
  return ids.map((id) => {
    const account = accounts.get(id);
    return { id, name: account?.name ?? id, missing: 'ACCOUNT_UNKNOWN', account };
  });
}

/** Contacts by user id, else by the id that lists show of one without, each with its account. */
export async function findContacts(
  ports: Pick<Ports, 'accounts' | 'contacts'>,
  ids: readonly string[],
): Promise<Meant[]> {
  const [bySource, byId] = await Promise.all([
    ports.contacts.bySourceIds(ids.map((id) => `u:${id}`)),
    ports.contacts.byIds(ids),
  ]);
  const contacts = ids.map((id) => bySource.get(`u:${id}`) ?? byId.get(id));
  const accounts = await ports.accounts.byIds([
    ...new Set(contacts.flatMap((contact) => contact?.accountId ?? [])),
  ]);
  return ids.map((id, index) => {
    const contact = contacts[index];
    return {
      id,
      name: contact ? displayName(contact) : id,
      missing: 'CONTACT_UNKNOWN',
      contact,
      account: contact?.accountId === undefined ? undefined : accounts.get(contact.accountId),
    };
  });
}
