import { linksOf } from '../../shared/graph.ts';
import { definitionOf, type Step } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import type { WorkflowProblem } from '../../shared/validate-workflow.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { insertStep } from './insert-step.ts';
import { closeOpenEnds, type NewId } from './open-ends.ts';
import { connectPlace } from './place.ts';

export type FixName = 'connect-to-exit' | 'add-wait' | 'delete-step' | 'keep-template' | 'add-exits';

/** The one mend that is certain to be right for a problem; undefined when only a person can know. */
export function fixFor(problem: WorkflowProblem): FixName | undefined {
  switch (problem.code) {
    case 'STEP_WITHOUT_WAY_OUT':
    case 'STEP_TARGET_UNKNOWN':
      return 'connect-to-exit';
    case 'START_UNKNOWN':
      return 'add-exits';
    case 'STEPS_LOOP':
      return 'add-wait';
    case 'STEP_UNREACHABLE':
      return 'delete-step';
    case 'EMAIL_CONTENT_TWICE':
      return 'keep-template';
    default:
      return undefined;
  }
}

/** The workflow with a problem mended. */
export function applyFix(workflow: Workflow, problem: WorkflowProblem, newId: NewId): Workflow {
  const { step: id } = problem;
  switch (fixFor(problem)) {
    case 'connect-to-exit': {
      const exit = problem.path.split('.')[2];
      if (id === null || exit === undefined) return workflow;
      return closeOpenEnds(connectPlace(workflow, { from: id, exit }, undefined), newId);
    }
    case 'add-exits':
      return closeOpenEnds(withOptional(workflow, 'start', undefined), newId);
    case 'add-wait':
      return id === null ? workflow : addWaitIntoLoop(workflow, id, newId);
    case 'delete-step': {
      if (id === null) return workflow;
      const { [id]: _, ...steps } = workflow.steps;
      return { ...workflow, steps };
    }
    case 'keep-template':
      return id === null ? workflow : keepTemplate(workflow, id);
    default:
      return workflow;
  }
}

/** Puts a wait on the connection that leads back to where the loop begins. */
function addWaitIntoLoop(workflow: Workflow, start: string, newId: NewId): Workflow {
  const links = linksOf(workflow.steps);
  const from = new Map<string, string>([[start, start]]);
  const open = [start];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const link of links) {
      if (link.from !== at) continue;
      if (link.to === start)
        return insertStep(workflow, { from: at, exit: link.exit }, { kind: 'wait', for: '1d' }, newId)
          .workflow;
      const target = workflow.steps[link.to];
      if (!from.has(link.to) && target && !definitionOf(target).waits) {
        from.set(link.to, at);
        open.push(link.to);
      }
    }
  }
  return workflow;
}

function keepTemplate(workflow: Workflow, id: string): Workflow {
  const step: Step | undefined = workflow.steps[id];
  if (step?.kind !== 'send-email') return workflow;
  const { subject: _, preheader: __, body: ___, ...rest } = step;
  return { ...workflow, steps: { ...workflow.steps, [id]: rest } };
}
