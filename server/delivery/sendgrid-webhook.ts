import { EventWebhook } from '@sendgrid/eventwebhook';

const webhook = new EventWebhook();

/**
 * Whether SendGrid signed this body. `publicKey` is the verification key from its settings page, with or without PEM
 * lines. Anything malformed is simply not signed. A replay changes nothing (every event is idempotent), so that old
 * timestamps are let in: SendGrid itself repeats events for days.
 */
export function verifySendGridSignature(
  publicKey: string,
  rawBody: Buffer | string,
  signature: string | undefined,
  timestamp: string | undefined,
): boolean {
  if (!signature || !timestamp || !/^\d{1,20}$/.test(timestamp)) return false;
  try {
    return webhook.verifySignature(webhook.convertPublicKeyToECDSA(publicKey), rawBody, signature, timestamp);
  } catch {
    return false;
  }
}
