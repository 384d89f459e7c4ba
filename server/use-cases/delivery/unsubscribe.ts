import type { Contact } from '../../../shared/contact.ts';
import { problem } from '../../../shared/problems.ts';
import type { Settings } from '../../../shared/settings.ts';
import { languageOf } from '../perform-effects.ts';
import type { Runtime } from '../runtime.ts';
import { changePermissions, sharingAddress } from './change-permissions.ts';
import { readUnsubscribeToken, type UnsubscribeLink } from './unsubscribe-link.ts';

/** What the preference page shows. */
export interface UnsubscribeView {
  language: Settings['language'];
  companyName: string;
  /** Whose page it is, the name before the @ shortened: mails get forwarded. */
  address: string;
  /** All marketing mail is off. */
  unsubscribed: boolean;
  topics: { name: string; off: boolean }[];
  /** What was just done; undefined when the page was only opened. */
  done?: 'unsubscribed' | 'saved' | 'subscribed' | undefined;
}

export interface UnsubscribeChoice {
  /** No marketing mail at all; `false` takes that back. */
  all?: boolean | undefined;
  /** Exactly these of the topics are off. */
  topics?: readonly string[] | undefined;
}

type UnsubscribePorts = Pick<
  Runtime,
  | 'clock'
  | 'contacts'
  | 'installation'
  | 'looks'
  | 'messages'
  | 'settings'
  | 'wake'
  | 'watchBook'
  | 'workflows'
>;

/** What a link leads to; changes nothing, since mail programs and scanners open links by themselves. */
export async function describeUnsubscribe(
  runtime: UnsubscribePorts,
  token: string,
): Promise<UnsubscribeView> {
  const link = readLink(runtime, token);
  return viewOf(runtime, link, await contactOf(runtime, link));
}

/** Unsubscribes whoever holds the link, without cookie or login; doing it twice is doing it once. */
export async function unsubscribe(
  runtime: UnsubscribePorts,
  token: string,
  { topics, all }: UnsubscribeChoice = {},
): Promise<UnsubscribeView> {
  const link = readLink(runtime, token);
  const contact = await contactOf(runtime, link);
  const ids = (await sharingAddress(runtime, contact)).map(({ id }) => id);
  const known = topics && all === undefined ? new Set(await topicNames(runtime, link, contact)) : undefined;
  await changePermissions(
    runtime,
    ids,
    (permissions) => {
      if (known && topics) {
        const kept = permissions.topicsOff.filter((name) => !known.has(name));
        return {
          ...permissions,
          topicsOff: [...new Set([...kept, ...topics.filter((name) => known.has(name))])].sort(),
        };
      }
      return { ...permissions, email: all === false ? 'granted' : 'denied' };
    },
    { source: 'link' },
  );
  const done = known ? 'saved' : all === false ? 'subscribed' : 'unsubscribed';
  return { ...(await viewOf(runtime, link, await contactOf(runtime, link))), done };
}

function readLink(runtime: Pick<Runtime, 'installation'>, token: string): UnsubscribeLink {
  const link = readUnsubscribeToken(runtime.installation, token);
  if (!link) throw problem('LINK_INVALID', {});
  return link;
}

/** Whose link it is. A contact merged into another since is found by the message that carried the link. */
async function contactOf(runtime: UnsubscribePorts, link: UnsubscribeLink): Promise<Contact> {
  const contact = (await runtime.contacts.byIds([link.contactId])).get(link.contactId);
  if (contact) return contact;
  const message = link.messageId === undefined ? undefined : await runtime.messages.byId(link.messageId);
  if (message) {
    const source = message.userId === undefined ? undefined : `u:${message.userId}`;
    const byId = (await runtime.contacts.byIds([message.contactId])).get(message.contactId);
    const bySource =
      source === undefined ? undefined : (await runtime.contacts.bySourceIds([source])).get(source);
    const byEmail = message.to === undefined ? undefined : (await runtime.contacts.byEmail(message.to))[0];
    const found = byId ?? bySource ?? byEmail;
    if (found) return found;
  }
  throw problem('LINK_INVALID', {});
}

async function viewOf(
  runtime: UnsubscribePorts,
  link: UnsubscribeLink,
  contact: Contact,
): Promise<UnsubscribeView> {
  const [settings, names] = await Promise.all([runtime.settings.get(), topicNames(runtime, link, contact)]);
  const { email, topicsOff } = contact.permissions;
  return {
    language: languageOf(contact.locale, settings.language),
    companyName: settings.companyName,
    address: shortened(contact.email ?? ''),
    unsubscribed: email === 'denied',
    topics: names.map((name) => ({ name, off: topicsOff.includes(name) })),
  };
}

/** The topics that published workflows write about, and those this contact already turned off. */
async function topicNames(
  runtime: UnsubscribePorts,
  link: UnsubscribeLink,
  contact: Contact,
): Promise<string[]> {
  const published = await runtime.workflows.published();
  const written = published.flatMap(({ version }) => topicsIn(version.document));
  const own = link.topic === undefined ? [] : [link.topic];
  return [...new Set([...written, ...own, ...contact.permissions.topicsOff])].sort((a, b) =>
    a.localeCompare(b),
  );
}

function topicsIn(document: Record<string, unknown>): string[] {
  const { steps } = document;
  if (typeof steps !== 'object' || steps === null) return [];
  return Object.values(steps).flatMap((step: unknown) => {
    if (typeof step !== 'object' || step === null) return [];
    const { topic, purpose } = step as { topic?: unknown; purpose?: unknown };
    return typeof topic === 'string' && topic !== '' && purpose !== 'service' ? [topic] : [];
  });
}

function shortened(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '' : `${address.slice(0, 1)}…${address.slice(at)}`;
}
