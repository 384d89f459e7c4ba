import { z } from 'zod';
import { frequencyCap, proposedCaps } from './frequency-cap.ts';
import { healthRules } from './health.ts';
import { holiday } from './holiday.ts';
import { meterEvent } from './meter-event.ts';
import { renamableEvents } from './playbooks/names.ts';
import { isZone } from './time.ts';

/** The pages of the product that letters lead to. */
export const linkNames = ['app', 'billing', 'booking', 'upgrade'] as const;
export type LinkName = (typeof linkNames)[number];
const link = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .optional();

/** What an admin sets for the whole workspace. */
export const settings = z.strictObject({
  companyName: z.string().max(200).default(''),
  /** Stands at the foot of every live message; live sending needs it. */
  postalAddress: z.string().max(500).default(''),
  zone: z.string().refine(isZone, 'Use a time zone name such as Europe/Warsaw.').default('UTC'),
  /** Whether contacts of unknown permission may get marketing mail. */
  permissionRule: z.enum(['existing-customers', 'consent']).default('existing-customers'),
  /** What revenue is counted in: an ISO 4217 code. */
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'Use a currency code such as EUR.')
    .toUpperCase()
    .default('USD'),
  language: z.enum(['en', 'pl', 'ru']).default('en'),
  /** How much marketing mail a contact gets at most; service mail is exempt. */
  caps: z
    .array(frequencyCap)
    .max(20)
    .default([...proposedCaps]),
  /** Days on which send windows stay shut. */
  holidays: z.array(holiday).max(400).default([]),
  /** What the product calls the events that playbooks and signals are written with, by their shipped names. */
  eventNames: z.partialRecord(z.enum(renamableEvents), z.string().trim().min(1).max(200)).default({}),
  /** Events that say what meters stand at, for products that do not tell it with `group`. */
  meterEvents: z.array(meterEvent).max(50).default([]),
  /** What health is reckoned from. */
  health: healthRules.default(() => healthRules.parse({})),
  /** Where the letters of playbooks lead; buttons without an address are left out. */
  links: z.strictObject({ app: link, billing: link, booking: link, upgrade: link }).default({}),
  /** When the rescue of an account is opened by itself, and whether a task done as saved closes it. */
  cases: z
    .strictObject({
      /** How bad a signal must be to open a case. */
      opensOn: z.enum(['high', 'medium', 'never']).default('high'),
      closesWhenSaved: z.boolean().default(true),
    })
    .default({ opensOn: 'high', closesWhenSaved: true }),
  /** What a workflow's mail may do within a week before the workflow is stopped, in percent of what was sent. */
  brakes: z
    .strictObject({
      bouncePercent: z.number().min(0.1).max(100).default(5),
      complaintPercent: z.number().min(0.01).max(100).default(0.1),
    })
    .default({ bouncePercent: 5, complaintPercent: 0.1 }),
  /** Stops every delivery of every workflow at once. */
  sendingStopped: z.boolean().default(false),
  /** Who stopped it and when; told along, never set by hand. */
  sendingStoppedBy: z.strictObject({ name: z.string(), at: z.string() }).optional(),
  /** How long events are kept one by one; their counts per day stay. Exact windows reach back at least 75 days. */
  keepEventsDays: z.number().int().min(75).max(3_650).default(400),
  /** How long the texts of messages are kept; that they were sent stays. */
  keepMessageTextsDays: z.number().int().min(7).max(3_650).default(90),
});
export type Settings = z.infer<typeof settings>;

/** Whether live mail can go out, and what is missing if not. */
export const mailStatus = z.object({
  provider: z.enum(['preview', 'sendgrid']),
  live: z.boolean(),
  from: z.string().optional(),
  missing: z.array(z.enum(['SENDGRID_API_KEY', 'MAIL_FROM', 'postalAddress'])),
});
export type MailStatus = z.infer<typeof mailStatus>;
