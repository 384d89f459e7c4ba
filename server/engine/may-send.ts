import type { Contact } from '../../shared/contact.ts';
import type { Purpose, SendRefusal, SuppressionReason } from '../../shared/message.ts';
import type { MailStatus, Settings } from '../../shared/settings.ts';

export type MaySend = { allowed: true } | { allowed: false; reason: SendRefusal };

/** What decides whether a message may go to a contact at this moment. */
export interface SendQuestion {
  /** As stored now; undefined once erased. */
  contact: Pick<Contact, 'email' | 'permissions'> | undefined;
  purpose: Purpose;
  topic?: string | undefined;
  /** What led to it came from a browser, without proof of who it was. */
  unverified?: boolean | undefined;
  /** Of the address the message goes to. */
  suppression?: { reason: SuppressionReason } | undefined;
  settings: Pick<Settings, 'permissionRule'>;
  now: Date;
  /** The send window closes for good at this moment. */
  expiresAt?: Date | undefined;
}

/**
 * Whether a message may be sent, asked immediately before every delivery, retry, resend and approval. Bounces,
 * complaints, erasure and a hand stop everything; the contact’s own permissions stop marketing.
 */
export function maySend({
  contact,
  purpose,
  topic,
  unverified,
  suppression,
  settings,
  now,
  expiresAt,
}: SendQuestion): MaySend {
  if (!contact) return refused('erased');
  if (suppression) return refused(suppression.reason);
  if (!contact.email) return refused('no-address');
  if (unverified) return refused('unverified');
  if (purpose === 'marketing') {
    const { email, topicsOff, objected } = contact.permissions;
    if (objected) return refused('objected');
    if (email === 'denied') return refused('unsubscribed');
    if (topic !== undefined && topicsOff.includes(topic)) return refused('topic-off');
    if (email === 'unknown' && settings.permissionRule === 'consent') return refused('no-consent');
  }
  if (expiresAt && expiresAt.getTime() <= now.getTime()) return refused('window-expired');
  return { allowed: true };
}

function refused(reason: SendRefusal): MaySend {
  return { allowed: false, reason };
}

/** Where a message that may be sent goes: to the provider, to the preview outbox, or nowhere for now. */
export type Route =
  | { to: 'live' }
  | { to: 'preview'; because: 'demo' | 'not-live'; missing: MailStatus['missing'] }
  | { to: 'nowhere' };

/** What decides it. */
export interface RouteQuestion {
  contact: Pick<Contact, 'email' | 'demo'>;
  /** The address the message goes to, where it is not the contact’s present one. */
  address?: string | undefined;
  /** The message itself was made for demo data. */
  demo?: boolean | undefined;
  from: string | undefined;
  hasLiveProvider: boolean;
  settings: Pick<Settings, 'postalAddress' | 'sendingStopped'>;
}

/** Demo contacts reach only the preview outbox, whatever provider is set; so does everybody while something is missing. */
export function liveAllowed(question: RouteQuestion): Route {
  if (question.settings.sendingStopped) return { to: 'nowhere' };
  const missing = missingForLive(question);
  const { contact, address = contact.email, demo } = question;
  if (demo || contact.demo || isDemoAddress(address) || isDemoAddress(contact.email)) {
    return { to: 'preview', because: 'demo', missing };
  }
  return missing.length > 0 ? { to: 'preview', because: 'not-live', missing } : { to: 'live' };
}

/** What live sending still needs. */
export function missingForLive({
  from,
  hasLiveProvider,
  settings,
}: Pick<RouteQuestion, 'from' | 'hasLiveProvider'> & {
  settings: Pick<Settings, 'postalAddress'>;
}): MailStatus['missing'] {
  return [
    ...(hasLiveProvider ? [] : (['SENDGRID_API_KEY'] as const)),
    ...(from?.trim() ? [] : (['MAIL_FROM'] as const)),
    ...(settings.postalAddress.trim() ? [] : (['postalAddress'] as const)),
  ];
}

/** Addresses at `example.com`, which the demo uses: nobody reads them, and nothing ever leaves for them. */
export function isDemoAddress(address: string | undefined): boolean {
  const domain =
    address
      ?.slice(-300)
      .toLowerCase()
      .trim()
      .replace(/^.*@/, '')
      .replace(/[>.\s]+$/, '') ?? '';
  return /(^|\.)example\.com$/.test(domain);
}
