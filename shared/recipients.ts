import { z } from 'zod';

/** Whom the messages of an account's workflow may go to. */
export const recipientKinds = ['person-concerned', 'billing-contact', 'admin', 'most-active'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** Who is written to where a workflow does not say: whoever it is about, then whoever can do something about it. */
export const usualRecipients: readonly RecipientKind[] = [
  'person-concerned',
  'admin',
  'billing-contact',
  'most-active',
];

const kind = z.enum(recipientKinds);

/** Recipients in the order in which they are tried; one alone may be written without a list. */
export const recipients = z
  .union([kind.transform((one) => [one]), z.array(kind).min(1).max(recipientKinds.length)])
  .describe('Whom an account’s messages go to: the first of these who may be written to');
