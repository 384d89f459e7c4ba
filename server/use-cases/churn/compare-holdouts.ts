import type { HoldoutComparison } from '../../../shared/churn.ts';
import { type Arm, differenceOfShares, verdictOn } from '../../engine/compare-shares.ts';
import type { Verb } from '../verb.ts';
import { periodOf } from './period.ts';

const nobody: Arm = { entered: 0, goals: 0 };

/** What workflows with a control group did: those they worked with beside those they left alone. */
export const compareHoldouts: Verb<'compareHoldouts'> = async (runtime, { query }) => {
  const { from, until } = periodOf(query.days, runtime.clock.now());
  const published = await runtime.workflows.published();
  const names = new Map(published.map(({ record }) => [record.id, record.name]));
  const arms = await runtime.enrolments.arms([...names.keys()], from, until);
  const items = [...names].flatMap(([workflowId, name]): HoldoutComparison[] => {
    const own = arms.filter((arm) => arm.workflowId === workflowId);
    const control = own.find((arm) => arm.control);
    if (!control) return [];
    const treated = own.find((arm) => !arm.control) ?? nobody;
    const effect = differenceOfShares(treated, control);
    return [
      {
        workflowId,
        name,
        treated: { entered: treated.entered, goals: treated.goals },
        control: { entered: control.entered, goals: control.goals },
        ...(effect ? { effect } : {}),
        verdict: verdictOn(treated, control),
      },
    ];
  });
  return { items: items.sort((a, b) => b.treated.entered - a.treated.entered) };
};
