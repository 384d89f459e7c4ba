import type { Enrolment } from '../../shared/enrolment.ts';
import { explainCondition } from './conditions/explain.ts';
import type { FactSnapshot } from './facts.ts';
import { type Plan, stepCondition } from './plan.ts';
import type { Transition } from './transition.ts';

/**
 * The enrolment with everything it decided explained in its history, while the facts it decided by are at hand:
 * later the same question would have another answer.
 */
export async function explainDecisions(
  plan: Plan,
  moved: Transition,
  facts: FactSnapshot,
  now: Date,
): Promise<Enrolment> {
  if (moved.decisions.length === 0) return moved.enrolment;
  const seen: FactSnapshot = {
    ...facts,
    enteredAt: moved.enrolment.enteredAt.getTime(),
    trigger: { ...moved.enrolment.trigger },
    enrolment: { ...moved.enrolment.outcomes },
  };
  const explained = new Map(
    await Promise.all(
      moved.decisions.map(async ({ step, visit, tried }) => {
        const explanations = await Promise.all(
          tried.flatMap((path) => {
            const condition = stepCondition(plan, step, path);
            return condition
              ? [
                  explainCondition(condition, seen, now.getTime()).then((explanation) => ({
                    path,
                    explanation,
                  })),
                ]
              : [];
          }),
        );
        return [visit, explanations] as const;
      }),
    ),
  );
  return {
    ...moved.enrolment,
    history: moved.enrolment.history.map((taken) => {
      const explanations = explained.get(taken.visit);
      return explanations ? { ...taken, explanations } : taken;
    }),
  };
}
