import { z } from 'zod';

export const providerKinds = ['mail', 'hook', 'billing'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** A provider that failed lately. `open`: nothing is handed over; `trying`: one call tries; `failing`: not yet given up. */
export const providerView = z.object({
  id: z.string(),
  kind: z.enum(providerKinds),
  /** The provider's name, or the host of a webhook. */
  name: z.string(),
  state: z.enum(['failing', 'open', 'trying']),
  failures: z.number(),
  reason: z.string(),
  since: z.string(),
  /** When it is tried again. */
  until: z.string().optional(),
});
export type ProviderView = z.infer<typeof providerView>;
