import type { Mailer } from '../ports/delivery.ts';

/** The preview outbox: messages are read in the product and go nowhere. */
export function createPreviewMailer(): Mailer {
  return { name: 'preview', send: async () => ({ type: 'sent' }) };
}
