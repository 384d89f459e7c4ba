import { z } from 'zod';

/** A reusable e-mail text; a published version pins the revision it found. */
export const templateBody = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(120)
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'A key has small letters, digits and “-”.'),
  name: z.string().trim().min(1).max(200),
  subject: z.string().min(1).max(500),
  preheader: z.string().max(500).optional(),
  body: z.string().min(1).max(200_000),
});
export type TemplateBody = z.infer<typeof templateBody>;

export const templateView = templateBody.extend({ revision: z.number(), updatedAt: z.string() });
export type TemplateView = z.infer<typeof templateView>;
