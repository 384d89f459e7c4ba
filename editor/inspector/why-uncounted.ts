import type { RootCondition } from '../../shared/condition.ts';
import type { SubjectKind } from '../../shared/segment.ts';
import { validateCondition } from '../../shared/validate-condition.ts';
import '../schemas-there.ts';

/**
 * Why a condition cannot be counted over everybody: it is not finished, or it asks about the way through the workflow,
 * which only those inside have. Undefined when it can be counted.
 */
export function whyUncounted(
  when: RootCondition,
  subject: SubjectKind = 'contact',
): 'unfinished' | 'inside' | undefined {
  const isWrongAs = (scope: 'question' | 'goal') =>
    validateCondition(when, { path: '', scope, subject }).some(({ severity }) => severity === 'error');
  if (!isWrongAs('question')) return undefined;
  return isWrongAs('goal') ? 'unfinished' : 'inside';
}
