import { z } from 'zod';
import { pathKeys } from '../path.ts';
import { duration } from '../time.ts';
import type { ParamDefinition } from './fact-definition.ts';

/** A stretch of time. The pattern comes first and alone: `duration` reads the text while it checks it. */
export const stretch = z
  .string()
  .regex(/^\d{1,5}[smhdw]$/, 'Write a duration as a number and a unit: 30s, 90m, 36h, 3d or 2w.')
  .pipe(duration);

/** A name of something, as people chose it. */
export function nameSchema(missing: string) {
  return z
    .string()
    .max(200, 'A name has at most 200 characters.')
    .refine((name) => name.trim() !== '', missing);
}

/** A `$`-path to a value inside something. */
export const innerPath = z
  .string()
  .refine((path) => (pathKeys(path)?.length ?? 0) > 0, 'Write a path such as $.amount.');

export const eventParam: ParamDefinition = {
  schema: nameSchema('Choose an event.'),
  required: true,
  input: 'event',
};

/** A parameter with a few fixed values. */
export function choice(choices: readonly [string, ...string[]], standing?: string): ParamDefinition {
  return {
    schema: z.enum(choices),
    required: standing === undefined,
    input: 'choice',
    choices,
    ...(standing === undefined ? {} : { default: standing }),
  };
}

/** How far back a measure looks. */
export function withinParam(more: Partial<ParamDefinition> = {}): ParamDefinition {
  return { schema: stretch, required: false, input: 'duration', ...more };
}
