import type { Enrolment } from '../../shared/enrolment.ts';
import { explainDecisions } from '../engine/explain-decisions.ts';
import type { FactSnapshot } from '../engine/facts.ts';
import type { Plan } from '../engine/plan.ts';
import type { Signal } from '../engine/signal.ts';
import { transition } from '../engine/transition.ts';

/**
 * The enrolment after its transition, its decisions explained. One that cannot be moved is parked with the reason,
 * so that it holds up nobody else.
 */
export async function moved(
  plan: Plan,
  was: Enrolment,
  signal: Signal,
  facts: FactSnapshot,
  now: Date,
): Promise<Enrolment> {
  try {
    return await explainDecisions(plan, transition(plan, was, signal, facts, now), facts, now);
  } catch (fault) {
    const reason = fault instanceof Error ? fault.message : String(fault);
    return parked(was, `fault: ${reason}`.slice(0, 500));
  }
}

/** The enrolment standing still, with what people are told about it. */
export function parked(was: Enrolment, reason: string): Enrolment {
  const { dueAt: _, ...rest } = was;
  return { ...rest, status: 'parked', reason };
}
