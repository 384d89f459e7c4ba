import { z } from 'zod';

export const jobView = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  total: z.number(),
  /** What it is at, where it tells. */
  phase: z.string().optional(),
  errors: z.array(z.object({ item: z.string(), code: z.string(), message: z.string() })),
  result: z.unknown().optional(),
});
export type JobView = z.infer<typeof jobView>;
