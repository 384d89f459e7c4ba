import { type Enrolment, MAX_HISTORY, type StepTaken } from '../../shared/enrolment.ts';

/** Adds a step to a history that is the enrolment’s own copy; the first and the last entries of a long one stay. */
export function noteTaken(it: Pick<Enrolment, 'history' | 'stepsSkipped'>, taken: StepTaken): void {
  it.history.push(taken);
  if (it.history.length <= MAX_HISTORY) return;
  // They tell the story; what is dropped between is counted.
  it.history.splice(MAX_HISTORY / 2, 1);
  it.stepsSkipped = (it.stepsSkipped ?? 0) + 1;
}
