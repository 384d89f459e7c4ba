import type { Contact } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * The contact somebody means: by userId, else by anonymous id, else by our own id, as lists of anonymous contacts
 * show it. Throws CONTACT_UNKNOWN.
 */
export async function findContact(runtime: Pick<Ports, 'contacts'>, id: string): Promise<Contact> {
  const sources = [`u:${id}`, `a:${id}`];
  const found = await runtime.contacts.bySourceIds(sources);
  const contact =
    found.get(`u:${id}`) ?? found.get(`a:${id}`) ?? (await runtime.contacts.byIds([id])).get(id);
  if (!contact) throw problem('CONTACT_UNKNOWN', { id });
  return contact;
}
