import { type ConsentChange, withPermissions } from '../../../shared/consent.ts';
import type { Contact, Permissions } from '../../../shared/contact.ts';
import type { Ports } from '../../ports/index.ts';
import { wakeContacts } from '../looks/wake.ts';
import type { Runtime } from '../runtime.ts';

const TRIES = 5;

/** Longer than writing a few contacts takes. */
const MOMENT = 10_000;

/**
 * Changes what contacts agreed to, notes when and by whom, and has conditions that read it looked at again; `isLoud` where that may start
 * something. Where somebody else changed a contact meanwhile, it is read and changed again; a change that changes
 * nothing writes nothing.
 */
export async function changePermissions(
  runtime: Pick<Runtime, 'clock' | 'contacts' | 'looks' | 'wake' | 'watchBook'>,
  contactIds: readonly string[],
  change: (permissions: Permissions) => Permissions,
  origin: Pick<ConsentChange, 'source' | 'by'>,
  isLoud = true,
): Promise<void> {
  let left: readonly string[] = [...new Set(contactIds)];
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === TRIES) throw new Error(`Permissions of ${left.length} contacts could not be saved`);
    const contacts = [...(await runtime.contacts.byIds(left)).values()];
    const changes = contacts.flatMap((was) => {
      const permissions = change(was.permissions);
      if (JSON.stringify(permissions) === JSON.stringify(was.permissions)) return [];
      const at = runtime.clock.now().getTime();
      const after: Contact = {
        ...withPermissions(was, permissions, { at, ...origin }),
        rev: was.rev + 1,
      };
      return [{ was: was.rev, after }];
    });
    if (changes.length === 0) return;
    const ids = changes.map(({ after }) => after.id);
    const now = runtime.clock.now();
    // Noted for a moment later before it is written, so that a crash in between forgets nobody.
    await wakeContacts(runtime, ids, ['contact'], isLoud, new Date(now.getTime() + MOMENT));
    left = [...(await runtime.contacts.save(changes))];
    await wakeContacts(runtime, ids, ['contact'], isLoud, now);
  }
}

/** Everybody who is written to at this contact’s address: whoever unsubscribes means the address. */
export async function sharingAddress(ports: Pick<Ports, 'contacts'>, contact: Contact): Promise<Contact[]> {
  if (!contact.email) return [contact];
  const others = await ports.contacts.byEmail(contact.email);
  return [contact, ...others.filter(({ id }) => id !== contact.id)];
}
