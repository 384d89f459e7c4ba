import { z } from 'zod';
import { recipientKinds } from '../recipients.ts';
import { playbookGroups } from './playbooks.ts';

/** Something a playbook needs, under the name this workspace has for it. */
const need = z.object({
  /** As the playbook is written. */
  name: z.string(),
  /** As the workspace calls it. */
  own: z.string(),
  /** Whether anything of that name was ever seen here. */
  isHere: z.boolean(),
});

export const playbookView = z.object({
  key: z.string(),
  name: z.string(),
  about: z.string(),
  group: z.enum(playbookGroups),
  /** Whom its e-mails go to; undefined where it writes none and only hands work to the team. */
  writesTo: z.enum(recipientKinds).optional(),
  /** What has to be answered before it is made. */
  question: z
    .object({ text: z.string(), answers: z.array(z.object({ id: z.string(), text: z.string() })) })
    .optional(),
  needs: z.object({
    events: z.array(need),
    /** Fields of the contact and account, as paths: `account.mrr`. */
    fields: z.array(need),
    meters: z.array(need),
    /** Signals by key; they come with the product. */
    signals: z.array(z.string()),
    /** Pages its letters lead to whose address is not in the settings. */
    linksMissing: z.array(z.string()),
  }),
  /** What its test cases show. */
  cases: z.array(z.string()),
  /** The workflow as it would be made, for its picture. */
  document: z.record(z.string(), z.unknown()),
});
export type PlaybookView = z.infer<typeof playbookView>;

/** How to make a playbook’s workflow; without a language, that of the workspace. */
export const playbookWish = z.strictObject({
  language: z.enum(['en', 'pl', 'ru']).optional(),
  answer: z.string().max(40).optional(),
});
