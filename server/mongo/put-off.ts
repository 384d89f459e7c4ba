import { type Enrolment, leftOut, type PutOff } from '../../shared/enrolment.ts';

/** Why something waits for somebody where they stand now or, where it does not, why something was left out last. */
export function putOffOf({ history }: Pick<Enrolment, 'history'>): PutOff | undefined {
  const last = history.at(-1);
  if (last && !last.leftAt && last.why) return last.why;
  return history.findLast(({ why }) => why !== undefined && leftOut.includes(why))?.why;
}
