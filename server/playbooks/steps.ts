import type { RootCondition } from '../../shared/condition.ts';
import { shippedEvents } from '../../shared/playbooks/names.ts';
import type { Step, StepOf } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';

/** The steps that playbooks are made of, without their words. */

export const end: Step = { kind: 'exit' };

/** Office hours of the reader, on working days. */
export const workHours = {
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  from: '09:00',
  to: '18:00',
  zone: 'contact',
  expiresAfter: '3d',
} satisfies Workflow['sendWindow'];

/** Whoever has cancelled is left alone. */
export const cancelled: Workflow['exit'] = [{ event: shippedEvents.subscriptionCancelled }];

export function mail(
  sent: string,
  notSent: string,
  more: Partial<Pick<StepOf<'send-email'>, 'purpose' | 'topic'>> = {},
): Step {
  return { kind: 'send-email', purpose: 'marketing', ...more, exits: { sent, notSent } };
}

/** A service mail: it goes to whoever has to know, unsubscribed or not. */
export function notice(sent: string, notSent: string): Step {
  return mail(sent, notSent, { purpose: 'service' });
}

export function task(
  dueIn: string,
  next: string,
  priority: StepOf<'create-task'>['priority'] = 'normal',
  role: 'success-manager' | 'manager' = 'success-manager',
): Step {
  return { kind: 'create-task', title: '', assignee: { role }, dueIn, priority, next };
}

export function pause(length: string, next: string): Step {
  return { kind: 'wait', for: length, next };
}

/** Waits until so long before a date, at nine in the morning. */
export function untilBefore(date: string, before: string, next: string): Step {
  return { kind: 'wait', until: { date, before, at: '09:00' }, next };
}

export function when(condition: RootCondition, yes: string, otherwise: string): Step {
  return { kind: 'branch', paths: [{ id: 'yes', when: condition, next: yes }], otherwise };
}

/** Goes on when somebody has done the task, or after the time. */
export function untilDone(of: string, timeout: string, done: string, late: string): Step {
  return { kind: 'wait-until', until: { task: of }, timeout, exits: { done, timeout: late } };
}

export function untilTrue(condition: RootCondition, timeout: string, met: string, late: string): Step {
  return { kind: 'wait-until', until: { when: condition }, timeout, exits: { met, timeout: late } };
}

export function opened(signal: string): Workflow['entry']['trigger'] {
  return { kind: 'signal', signal, on: 'opened' };
}

export function after(wait: string): Workflow['entry']['reentry'] {
  return { mode: 'after', wait };
}
