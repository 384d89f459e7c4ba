import { z } from 'zod';
import { duration } from './time.ts';

/** How much marketing mail one contact gets at most in a stretch of time; with a topic, mail of that topic alone counts. */
export const frequencyCap = z.strictObject({
  most: z.number().int().min(1).max(1_000),
  per: duration,
  topic: z.string().trim().min(1).max(80).optional(),
});
export type FrequencyCap = z.infer<typeof frequencyCap>;

/** What a new workspace starts with: one marketing e-mail a day and two in seven days. */
export const proposedCaps: readonly FrequencyCap[] = [
  { most: 1, per: '1d' },
  { most: 2, per: '7d' },
];

/** One message a contact was or is being sent, as the caps count it. */
export interface CapPlace {
  /** The message's id: asking again for the same message takes no second place. */
  id: string;
  at: Date;
  topic?: string | undefined;
}
