import type { Contact } from '../../../shared/contact.ts';
import type { Message } from '../../../shared/message.ts';
import type { Settings } from '../../../shared/settings.ts';
import { liveAllowed, type MaySend, maySend, type Route } from '../../engine/may-send.ts';
import type { Ports } from '../../ports/index.ts';
import { findSuppressions, suppressionKey } from './suppression-keys.ts';

/** Permission for a batch of messages, as things stood when it was asked for. */
export interface Permission {
  settings: Settings;
  /** Whether the message may be sent at this moment. */
  verdict(message: Message, now: Date): MaySend;
  /** Where it goes then. */
  route(message: Message): Route;
  /** The address it goes to. */
  address(message: Message): string | undefined;
}

export type PermissionPorts = Pick<Ports, 'contacts' | 'suppressions' | 'settings' | 'installation' | 'live'>;

/** Reads everything that decides about these messages, in three queries however many they are. */
export async function askPermission(
  ports: PermissionPorts,
  messages: readonly Message[],
): Promise<Permission> {
  const [contacts, settings] = await Promise.all([
    ports.contacts.byIds([...new Set(messages.map(({ contactId }) => contactId))]),
    ports.settings.get(),
  ]);
  const address = (message: Message) => message.to ?? contacts.get(message.contactId)?.email;
  const suppressions = await findSuppressions(
    ports,
    messages.flatMap((message) => [address(message) ?? '', contacts.get(message.contactId)?.email ?? '']),
  );
  const stopped = (text: string | undefined) =>
    text === undefined ? undefined : suppressions.get(suppressionKey(text));

  return {
    settings,
    address,
    verdict(message, now) {
      const contact: Contact | undefined = contacts.get(message.contactId);
      return maySend({
        contact,
        purpose: message.purpose,
        topic: message.topic,
        unverified: message.unverified,
        suppression: stopped(address(message)) ?? stopped(contact?.email),
        settings,
        now,
        expiresAt: message.expiresAt,
      });
    },
    route: (message) =>
      liveAllowed({
        contact: contacts.get(message.contactId) ?? {},
        address: address(message),
        demo: message.demo,
        from: ports.installation.mailFrom,
        hasLiveProvider: ports.live !== undefined,
        settings,
      }),
  };
}
