import type { Contact } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';

/** So many of an account’s people are considered: those who were seen last. */
const CONSIDERED = 50;

/**
 * Whom to turn to at an account: its billing contact or an admin, else whoever was seen last; known people only.
 * Undefined where nobody is known.
 */
export async function whomToCall(
  ports: Pick<Ports, 'contacts'>,
  accountId: string,
): Promise<Contact | undefined> {
  const { items } = await ports.contacts.listMembers(accountId, { limit: CONSIDERED });
  const known = items.filter(({ userId }) => userId !== undefined);
  const isAdmin = ({ traits }: Contact) => /^(admin|owner|administrator)$/i.test(String(traits.role ?? ''));
  return known.find(isAdmin) ?? known.find(({ traits }) => traits.billingContact === true) ?? known[0];
}
