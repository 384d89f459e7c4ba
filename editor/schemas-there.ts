import { z } from 'zod/v4';
import { bringZod } from './later-zod.ts';

// Zod compiles parsers with `new Function`, which the Content-Security-Policy forbids.
z.config({ jitless: true });
bringZod(z);

/** What a value is by a schema, defaults filled in; undefined where it does not fit. */
export function readBy<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> | undefined {
  const read = schema.safeParse(value);
  return read.success ? read.data : undefined;
}
