import { type InboxItem, messageMarks, type StepOutcome } from '../../shared/enrolment.ts';

export type Outcomes = Readonly<Record<string, StepOutcome>>;

/**
 * What the steps came to, with what an item says about one of them. Only the newest visit of a step counts: what
 * becomes of an older round’s message or task says nothing about this one.
 */
export function withItem(outcomes: Outcomes, item: InboxItem): Outcomes {
  if (item.type !== 'message' && item.type !== 'task') return outcomes;
  const found = Object.entries(outcomes).find(([, { effect }]) => effect === item.effect);
  if (!found) return outcomes;
  const [step, was] = found;
  if (item.type === 'message')
    return { ...outcomes, [step]: { ...was, message: further(was.message, item.is) } };
  const { outcome: _, ...rest } = was;
  return {
    ...outcomes,
    [step]: { ...rest, task: item.status, ...(item.outcome === undefined ? {} : { outcome: item.outcome }) },
  };
}

/** A click counts as an open, whichever is reported first; a bounce is the last word. */
function further(was: StepOutcome['message'], is: StepOutcome['message']): StepOutcome['message'] {
  if (is === 'bounced' || was === 'bounced') return 'bounced';
  const rank = (mark: StepOutcome['message']) => messageMarks.indexOf(mark as (typeof messageMarks)[number]);
  return rank(is) > rank(was) ? is : was;
}
