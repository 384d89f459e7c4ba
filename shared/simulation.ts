import { z } from 'zod';
import { explanation } from './condition.ts';
import { permissions } from './contact.ts';
import { recipientKinds } from './recipients.ts';

const historyEvent = z.strictObject({
  event: z.string().min(1).max(200),
  timestamp: z.string(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/** What to try a workflow with: a stored contact, or an invented one with its events. Nothing is stored or sent. */
export const simulationRequest = z.strictObject({
  userId: z.string().optional(),
  /** For a workflow about accounts: a stored account; `userId` is then the person whose doing starts it. */
  accountId: z.string().max(255).optional(),
  contact: z.record(z.string(), z.unknown()).optional(),
  account: z.record(z.string(), z.unknown()).optional(),
  events: z.array(historyEvent).max(2_000).optional(),
  /** What an invented contact agreed to, and how healthy it is, 0 to 100. */
  permissions: permissions.optional(),
  health: z.number().min(0).max(100).optional(),
  /**
   * Properties of the event that starts it, which then happens at `now` unless the history has one at that moment; left
   * out, the contact's last such event, or an empty one now.
   */
  trigger: z
    .strictObject({ event: z.string().optional(), properties: z.record(z.string(), z.unknown()).optional() })
    .optional(),
  now: z.string().optional(),
  until: z.string().optional(),
  /** Per step id the exit to take where the outside world decides, e.g. `{ "s4": "notSent" }`. */
  choices: z.record(z.string(), z.string()).optional(),
  /**
   * The step to begin at, as if whoever it is about had just come there: the rules of entry are not asked, and the
   * steps before it came to nothing. Left out, where the workflow begins.
   */
  from: z.string().max(200).optional(),
  /** An unsaved document to try instead of the draft. */
  document: z.unknown().optional(),
});
export type SimulationRequest = z.infer<typeof simulationRequest>;

export const simulatedStep = z.object({
  step: z.string(),
  kind: z.string(),
  name: z.string().optional(),
  at: z.string(),
  leftAt: z.string().optional(),
  exit: z.string().optional(),
  /** Why an e-mail waited, or was not handed over. */
  why: z.string().optional(),
  explanations: z.array(z.object({ path: z.string(), label: z.string().optional(), explanation })).optional(),
});

export const simulatedMessage = z.object({
  step: z.string(),
  at: z.string(),
  to: z.string().optional(),
  /** Of an account: as what the person was chosen. */
  recipient: z.enum(recipientKinds).optional(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  /** Whether it would be sent, and why not. */
  maySend: z.boolean(),
  reason: z.string().optional(),
});

export const simulatedTask = z.object({
  step: z.string(),
  at: z.string(),
  title: z.string(),
  note: z.string().optional(),
  assignee: z.string(),
  dueAt: z.string(),
  priority: z.string(),
});

/** An effect that is neither message nor task: what would be called, told, changed or started. */
export const simulatedEffect = z.object({
  type: z.string(),
  id: z.string(),
  step: z.string(),
  at: z.string(),
  /** A webhook's address and body, a notice's subject and text, a workflow's key, the changes made. */
  detail: z.record(z.string(), z.unknown()).optional(),
});

export const simulationResult = z.object({
  /** Whether the contact would enter, and why or why not. */
  entered: z.boolean(),
  reason: z.string().optional(),
  entry: explanation.optional(),
  path: z.array(simulatedStep),
  status: z.string(),
  messages: z.array(simulatedMessage),
  tasks: z.array(simulatedTask),
  effects: z.array(simulatedEffect),
  explanations: z.array(z.object({ step: z.string(), path: z.string(), explanation })),
});
export type SimulationResult = z.infer<typeof simulationResult>;
