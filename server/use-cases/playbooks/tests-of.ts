import { withEventNames } from '../../../shared/playbooks/names.ts';
import type { Playbook, PlaybookChoice } from '../../playbooks/playbook.ts';
import { simulationOf } from '../../playbooks/run-case.ts';
import type { TestCase } from '../../ports/test-cases.ts';

/** The test cases of a playbook as its workflow keeps them: those that are about the answer given. */
export function testsOf(
  playbook: Playbook,
  { language, eventNames, answer }: PlaybookChoice,
  now: Date,
): Pick<TestCase, 'name' | 'request' | 'expected'>[] {
  const usual = playbook.answers?.[0];
  const start = mondayMorning(now);
  return playbook.cases.flatMap((one, index) =>
    (one.answer ?? usual) === (answer ?? usual)
      ? [
          {
            name: playbook.words[language].cases[index] ?? playbook.key,
            request: withEventNames(simulationOf(one, start), eventNames),
            expected: { path: [...one.path], status: one.status },
          },
        ]
      : [],
  );
}

/** Cases are written for journeys that begin at nine on a Monday, so that no send window holds them up. */
function mondayMorning(now: Date): Date {
  const days = (now.getUTCDay() + 6) % 7;
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days, 9));
}
