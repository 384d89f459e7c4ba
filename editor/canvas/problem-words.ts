import type { WorkflowProblem } from '../../shared/validate-workflow.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { problemText } from '../i18n/problem-text.ts';
import { stepName } from './step-words.ts';

/** A problem's sentence. Where the check names a nameless step by its id, people read what the card says. */
export function sayProblem(problem: WorkflowProblem, workflow: Workflow): string {
  const { step: id, facts } = problem;
  const step = id === null ? undefined : workflow.steps[id];
  if (!step || id === null || facts.step !== id) return problemText(problem);
  const name = stepName(step);
  return problemText({
    ...problem,
    facts: { ...facts, step: name },
    message: problem.message.replace(id, name),
  });
}
