import type { Enrolment } from '../../shared/enrolment.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import type { Workflow } from '../../shared/workflow.ts';

/** Whether somebody’s step had rung by then: what a choice about the overdue is about. Others go on as they stand. */
export function isOverdue({ timerAt }: Pick<Enrolment, 'timerAt'>, by: Date): boolean {
  return timerAt !== undefined && timerAt <= by;
}

/**
 * An enrolment of a workflow that goes on after a pause: looked at now or, where it waits a length of time by the
 * workflow `anew`, when that has passed once more. Waits for a date or an hour cannot begin anew. Its revision is raised
 * by one.
 */
export function afterPause(was: Enrolment, anew: Workflow | undefined, now: Date): Enrolment {
  const { reason, ...rest } = was;
  const status = was.step === undefined ? 'active' : 'waiting';
  const released: Enrolment = {
    ...(was.status === 'parked' ? { ...rest, status } : was),
    dueAt: now,
    rev: was.rev + 1,
  };
  const length = lengthOf(was, anew);
  if (length === undefined) return released;
  const timerAt = new Date(now.getTime() + length);
  return { ...released, timerAt, dueAt: was.inbox.length > 0 ? now : timerAt };
}

/** How long the step keeps people, where that is a length of time. */
function lengthOf({ step: id }: Enrolment, workflow: Workflow | undefined): number | undefined {
  const step = id === undefined ? undefined : workflow?.steps[id];
  if (step?.kind === 'wait-until') return durationMilliseconds(step.timeout);
  return step?.kind === 'wait' && step.for !== undefined ? durationMilliseconds(step.for) : undefined;
}
