import type { Dispatch } from '../../../shared/dispatch.ts';
import { STEP_SKIPPED, type Withdrawal } from '../../../shared/message.ts';
import { hasEnded } from '../../engine/entering.ts';
import type { Ports } from '../../ports/index.ts';

/**
 * Calls that nobody waits for any more, and why: somebody passed their step by, or took the contact out while one of
 * them was just being tried again, when it could not be cancelled. A query for all, and none where nobody is waited for.
 */
export async function noLongerAwaited(
  runtime: Pick<Ports, 'enrolments'>,
  queued: readonly Dispatch[],
): Promise<Map<string, Withdrawal | typeof STEP_SKIPPED>> {
  const awaited = queued.filter((dispatch) => dispatch.awaited && !dispatch.isRevived);
  if (awaited.length === 0) return new Map();
  const enrolments = await runtime.enrolments.byIds(awaited.map(({ enrolmentId }) => enrolmentId));
  return new Map(
    awaited.flatMap(({ id, enrolmentId }) => {
      const enrolment = enrolments.get(enrolmentId);
      if (enrolment?.awaiting === id) return [];
      return [[id, !enrolment || hasEnded(enrolment) ? 'left-workflow' : STEP_SKIPPED] as const];
    }),
  );
}
