import type { Effect, Enrolment } from '../../shared/enrolment.ts';

/**
 * Takes back what is queued or held for somebody who leaves their step from outside it, or the workflow for this reason.
 * Nothing where they simply came to the end, or where no step has done anything yet.
 */
export function withdrawalOf(
  { id, step = '', visit }: Pick<Enrolment, 'id' | 'step' | 'visit'>,
  reason: string,
  now: Date,
): Effect | undefined {
  if (reason === 'end' || visit === 0) return undefined;
  return {
    type: 'withdraw',
    reason: reason === 'step-removed' ? reason : 'left-workflow',
    id: `${id}:${visit}:withdraw`,
    step,
    visit,
    at: now,
  };
}
