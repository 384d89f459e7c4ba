import { z } from 'zod';
import { type RootCondition, rootCondition } from '../condition.ts';
import { duration } from '../time.ts';
import { exitId, stepId, stepName } from './fields.ts';
import { checkExitIds } from './paths.ts';
import { type StepCheck, type StepDefinition, type StepExit, withOptional } from './step-definition.ts';

const common = {
  id: exitId.optional().describe('The name of its exit'),
  label: z.string().max(120).optional(),
};
const conditionReason = z.strictObject({ ...common, when: rootCondition });
const eventReason = z.strictObject({
  ...common,
  event: z.string().max(200),
  where: rootCondition.optional(),
});
const messageReason = z.strictObject({
  ...common,
  message: stepId.describe('The id of a send-email step'),
  is: z.enum(['delivered', 'opened', 'clicked', 'bounced']),
});
const taskReason = z.strictObject({
  ...common,
  task: stepId.describe('The id of a create-task step'),
  outcome: z.enum(['saved', 'lost', 'postponed', 'reason']).optional().describe('Any outcome when left out'),
});
/** What may be waited for. */
export const waitReason = z.union([conditionReason, eventReason, messageReason, taskReason]);

type Reason = z.infer<typeof waitReason>;

/** A reason to go on, with the id of its exit settled. */
export type WaitReason = Reason & { id: string };

const schema = z
  .strictObject({
    kind: z.literal('wait-until'),
    name: stepName,
    until: z.union([waitReason, z.array(waitReason).min(1).max(10)]),
    timeout: duration,
    exits: z.record(exitId, stepId).default({}),
    next: stepId.optional().describe('Stands for all exits'),
  })
  .meta({ description: 'Wait until something happens or is true, at most for a time' });

type WaitUntil = z.infer<typeof schema>;

/** Keeps the contact until the first of its reasons, one exit each, or until the time is over: `timeout`. */
export const waitUntil: StepDefinition<WaitUntil> = {
  schema,
  kind: 'wait-until',
  group: 'logic',
  waits: true,
  blank: () => ({ kind: 'wait-until', until: { event: '' }, timeout: '3d', exits: {} }),
  exits(step): StepExit[] {
    if (step.next !== undefined && Object.keys(step.exits).length === 0)
      return [{ id: 'next', to: step.next }];
    return [
      ...reasonsOf(step).map(({ id, label }) => ({ id, to: exitTo(step, id), label })),
      { id: 'timeout', to: exitTo(step, 'timeout') },
    ];
  },
  connect: (step, exit, to) =>
    exit === 'next' ? withOptional(step, 'next', to) : { ...step, exits: withExit(step.exits, exit, to) },
  summary(step) {
    const [first, ...more] = reasonsOf(step);
    const values = { timeout: step.timeout, count: more.length + 1 };
    if (!first || more.length > 0) return { key: 'steps.wait-until.several', values };
    if ('event' in first) {
      return first.event
        ? { key: 'steps.wait-until.event', values: { ...values, event: first.event } }
        : { key: 'steps.wait-until.empty', values };
    }
    if ('message' in first) return { key: `steps.wait-until.${first.is}`, values };
    return { key: `steps.wait-until.${'task' in first ? 'task' : 'when'}`, values };
  },
  check(step, check) {
    const reasons = reasonsOf(step);
    checkExitIds(
      reasons.map(({ id }) => id),
      ['timeout', 'next'],
      'until',
      check,
    );
    reasons.forEach((each, index) => {
      checkReason(each, Array.isArray(step.until) ? `until.${index}` : 'until', check);
    });
    const known = new Set([...reasons.map(({ id }) => id), 'timeout']);
    for (const exit of Object.keys(step.exits))
      if (!known.has(exit)) check.report('EXIT_UNKNOWN', `exits.${exit}`, { step: check.name, exit });
  },
};

/** The reasons in order; one without an id has that of its sort: met, happened, opened, clicked, done. */
export function reasonsOf(step: Pick<WaitUntil, 'until'>): WaitReason[] {
  const list = Array.isArray(step.until) ? step.until : [step.until];
  return list.map((each) => ({ ...each, id: each.id ?? usualExit(each) }));
}

/** The condition of a reason, if it has one. */
export function reasonCondition(step: Pick<WaitUntil, 'until'>, id: string): RootCondition | undefined {
  const found = reasonsOf(step).find((each) => each.id === id);
  return found && 'when' in found ? found.when : undefined;
}

function usualExit(each: Reason): string {
  if ('when' in each) return 'met';
  if ('event' in each) return 'happened';
  return 'message' in each ? each.is : 'done';
}

function exitTo(step: WaitUntil, exit: string): string | undefined {
  return step.exits[exit] ?? step.next;
}

function withExit(exits: WaitUntil['exits'], exit: string, to: string | undefined): WaitUntil['exits'] {
  return Object.fromEntries([
    ...Object.entries(exits).filter(([id]) => id !== exit),
    ...(to === undefined ? [] : [[exit, to] as const]),
  ]);
}

function checkReason(each: WaitReason, at: string, { name, steps, report }: StepCheck): void {
  if ('event' in each && !each.event.trim()) report('WAIT_EVENT_MISSING', `${at}.event`, { step: name });
  if ('message' in each && steps[each.message]?.kind !== 'send-email')
    report('WAIT_MESSAGE_UNKNOWN', `${at}.message`, { step: name, target: each.message });
  if ('task' in each && steps[each.task]?.kind !== 'create-task')
    report('WAIT_TASK_UNKNOWN', `${at}.task`, { step: name, target: each.task });
}
