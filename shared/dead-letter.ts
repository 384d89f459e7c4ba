import { z } from 'zod';

export const deadLetterKinds = ['message', 'call', 'team-mail', 'events'] as const;
export const deadLetterKind = z.enum(deadLetterKinds);
export type DeadLetterKind = z.infer<typeof deadLetterKind>;

/** Something that failed for good: nobody tries it again unless a person says so. */
export const deadLetterView = z.object({
  id: z.string(),
  kind: deadLetterKind,
  /** When it was made; for events, when they were given up. */
  at: z.string(),
  /** A message's subject, a call's address, how many events. */
  what: z.string(),
  to: z.string().optional(),
  contactId: z.string().optional(),
  userId: z.string().optional(),
  workflowId: z.string().optional(),
  workflowName: z.string().optional(),
  reason: z.string(),
  attempts: z.number(),
});
export type DeadLetterView = z.infer<typeof deadLetterView>;

/** The same with what would be sent, as text; secrets are named and never shown. */
export const deadLetterDetail = deadLetterView.extend({ payload: z.string() });
