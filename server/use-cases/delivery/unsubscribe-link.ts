import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Installation } from '../../ports/index.ts';

/** Whose link it is, and which message carried it. */
export interface UnsubscribeLink {
  contactId: string;
  messageId?: string | undefined;
  topic?: string | undefined;
}

const payload = z.tuple([z.string().min(1), z.string().nullable(), z.string().nullable()]);

/** The address a contact unsubscribes at. It never expires: people find old mails. */
export function unsubscribeUrl(
  installation: Pick<Installation, 'publicUrl' | 'linkSecret'>,
  link: UnsubscribeLink,
): string {
  return `${installation.publicUrl}/u/${unsubscribeToken(installation, link)}`;
}

/** The signed, URL-safe part of the address. */
export function unsubscribeToken(
  installation: Pick<Installation, 'linkSecret'>,
  link: UnsubscribeLink,
): string {
  const parts = [link.contactId, link.messageId ?? null, link.topic ?? null];
  const text = Buffer.from(JSON.stringify(parts)).toString('base64url');
  return `${text}.${signature(installation.linkSecret, text)}`;
}

/** What a token stands for; undefined where it was not signed here. */
export function readUnsubscribeToken(
  installation: Pick<Installation, 'linkSecret'>,
  token: string,
): UnsubscribeLink | undefined {
  const [text, signed, ...rest] = token.split('.');
  if (!text || !signed || rest.length > 0) return undefined;
  const wanted = Buffer.from(signature(installation.linkSecret, text));
  const given = Buffer.from(signed);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  const parsed = payload.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  if (!parsed.success) return undefined;
  const [contactId, messageId, topic] = parsed.data;
  return { contactId, messageId: messageId ?? undefined, topic: topic ?? undefined };
}

function signature(secret: string, text: string): string {
  // The prefix keeps these signatures apart from whatever else the secret signs.
  return createHmac('sha256', secret).update(`unsubscribe.${text}`).digest('base64url');
}
