import { z } from 'zod';
import { type BrakeNotice, brakeNotice } from './brake-words.ts';

/** Something the team should know; `id` is enrolment:visit:step, so that it is told once. */
export interface Notice {
  id: string;
  /** The e-mail addresses of those who are told. */
  people: string[];
  subject: string;
  text: string;
  /** Of a brake: why, so that it can be said in the reader's language. */
  brake?: BrakeNotice | undefined;
  /** Whom it is about; none where it is about a workflow as a whole. */
  contactId?: string | undefined;
  userId?: string | undefined;
  workflowId: string;
  step?: string | undefined;
  at: Date;
  /** Who has seen it. */
  readBy: string[];
  demo?: boolean | undefined;
}

export const noticeView = z.object({
  id: z.string(),
  subject: z.string(),
  text: z.string(),
  brake: brakeNotice.optional(),
  contactId: z.string().optional(),
  userId: z.string().optional(),
  contactName: z.string().optional(),
  workflowId: z.string(),
  workflowName: z.string().optional(),
  at: z.string(),
  read: z.boolean(),
});
export type NoticeView = z.infer<typeof noticeView>;
