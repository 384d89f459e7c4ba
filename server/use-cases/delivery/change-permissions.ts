import type { Contact, Permissions } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';

const TRIES = 5;

/**
 * Changes what contacts agreed to. Where somebody else changed a contact meanwhile, it is read and changed again; a
 * change that changes nothing writes nothing.
 */
export async function changePermissions(
  ports: Pick<Ports, 'contacts'>,
  contactIds: readonly string[],
  change: (permissions: Permissions) => Permissions,
): Promise<void> {
  let left: readonly string[] = [...new Set(contactIds)];
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === TRIES) throw new Error(`Permissions of ${left.length} contacts could not be saved`);
    const contacts = [...(await ports.contacts.byIds(left)).values()];
    const changes = contacts.flatMap((was) => {
      const permissions = change(was.permissions);
      if (JSON.stringify(permissions) === JSON.stringify(was.permissions)) return [];
      const after: Contact = { ...was, permissions, rev: was.rev + 1 };
      return [{ was: was.rev, after }];
    });
    left = changes.length === 0 ? [] : [...(await ports.contacts.save(changes))];
  }
}

/** Everybody who is written to at this contact’s address: whoever unsubscribes means the address. */
export async function sharingAddress(ports: Pick<Ports, 'contacts'>, contact: Contact): Promise<Contact[]> {
  if (!contact.email) return [contact];
  const others = await ports.contacts.byEmail(contact.email);
  return [contact, ...others.filter(({ id }) => id !== contact.id)];
}
