import { z } from 'zod';
import { pathKeys } from './path.ts';

/** A path into the properties of an event: `$.used`, `$.storage.limit`. */
const propertyPath = z
  .string()
  .max(300)
  .refine((path) => (pathKeys(path)?.length ?? 0) > 0, 'Write a path such as $.used.');

/** An event whose properties say what a meter of the account stands at. */
export const meterEvent = z.strictObject({
  event: z.string().trim().min(1).max(200),
  meter: z.string().trim().min(1).max(100),
  value: propertyPath,
  /** Without it the limit stays what it was told by other ways. */
  limit: propertyPath.optional(),
});
export type MeterEvent = z.infer<typeof meterEvent>;
