import { problem } from '../../../shared/problems.ts';
import type { SimulationRequest, SimulationResult } from '../../../shared/simulation.ts';
import { exitsOf } from '../../../shared/steps/index.ts';
import { DAY } from '../../../shared/time.ts';
import { checkWorkflow } from '../../../shared/validate-workflow.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { explainCondition } from '../../engine/conditions/explain.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import type { MaySend } from '../../engine/may-send.ts';
import { planOf } from '../../engine/plan.ts';
import { simulateJourney } from '../../engine/simulate.ts';
import type { PublishedText, WorkflowRecord } from '../../ports/workspace.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { knowledgeOf } from './knowledge.ts';
import { compileTexts } from './publish.ts';
import { factsAfter, simulatedEffects, simulatedPermissions } from './simulated-effects.ts';
import { happensAfter, momentOf, startedBy, subjectOf } from './simulated-subject.ts';
import { workflowOf } from './workflow-view.ts';

/** A year: nobody tries a workflow for longer. */
const LONGEST = 366 * DAY;

/** A document that runs of it can be tried with. */
export interface Sandbox {
  run(request: Omit<SimulationRequest, 'document'>): Promise<SimulationResult>;
}

/**
 * Runs the draft (or the document given) for a contact through the same transition as production, on its own clock,
 * and explains every decision. Nothing is stored, nothing is sent.
 */
export const simulateWorkflow: Verb<'simulateWorkflow'> = async (runtime, { params, body }) =>
  (await sandboxOf(runtime, await workflowOf(runtime, params.id), body.document)).run(body);

/** Makes a draft, or another document for it, ready for any number of runs. Throws WORKFLOW_HAS_ERRORS. */
export async function sandboxOf(
  runtime: Runtime,
  record: WorkflowRecord,
  document: unknown = record.document,
): Promise<Sandbox> {
  const { workflow, problems } = checkWorkflow(document, await knowledgeOf(runtime, document, record));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!workflow || errors.length > 0)
    throw problem('WORKFLOW_HAS_ERRORS', { count: errors.length }, { extra: { problems } });
  const { texts } = await compileTexts(runtime, workflow);
  const plan = { ...planOf(record.id, 0, workflow), texts, name: record.name, demo: false };
  return {
    run(request) {
      const now = momentOf(request.now, 'now') ?? runtime.clock.now();
      const until = momentOf(request.until, 'until') ?? new Date(now.getTime() + LONGEST);
      return simulate(runtime, plan, request, now, until);
    },
  };
}

async function simulate(
  runtime: Runtime,
  plan: PublishedPlan & { texts: Record<string, PublishedText> },
  request: SimulationRequest,
  now: Date,
  until: Date,
): Promise<SimulationResult> {
  const { from } = request;
  if (from !== undefined && !Object.hasOwn(plan.workflow.steps, from))
    throw problem('BODY_INVALID', { path: 'from', detail: 'is not the id of a step of this workflow' });
  const found = await subjectOf(runtime, plan, request, now);
  const { subject, trigger } = startedBy(plan.workflow, request, found, now);
  const facts: FactSnapshot = { ...subject.facts, trigger: { ...trigger } };
  const permissions = await simulatedPermissions(runtime, plan, subject, now);
  const journey = await simulateJourney(
    plan,
    {
      subject: subject.name,
      userId: subject.recipients ? undefined : subject.contact?.userId,
      p: 0,
      trigger,
      facts,
      happens: happensAfter(subject.events, now, until),
      perform: (effect, enrolment, known) => factsAfter(runtime, plan, effect, enrolment, known),
    },
    { now, until, from, choices: { ...refusedSteps(permissions), ...request.choices } },
  );
  const entry =
    from === undefined &&
    plan.workflow.entry.when &&
    (await explainCondition(plan.workflow.entry.when, facts, now.getTime()));
  const { messages, tasks, effects } = await simulatedEffects(runtime, plan, subject, {
    facts,
    journey,
    permissions,
  });
  return {
    entered: journey.enrolment !== undefined,
    reason: journey.reason ?? journey.enrolment?.reason,
    entry: entry || undefined,
    path: (journey.enrolment?.history ?? []).map((taken) => ({
      step: taken.step,
      kind: taken.kind,
      name: plan.workflow.steps[taken.step]?.name,
      at: taken.at.toISOString(),
      leftAt: taken.leftAt?.toISOString(),
      exit: taken.exit,
      why: taken.why,
      explanations: taken.explanations?.map(({ path, explanation }) => ({
        path,
        label: labelOf(plan.workflow, taken.step, path),
        explanation,
      })),
    })),
    status: journey.enrolment?.status ?? 'notEntered',
    messages,
    tasks,
    effects,
    explanations: (journey.enrolment?.history ?? []).flatMap(({ step, explanations }) =>
      (explanations ?? []).map(({ path, explanation }) => ({ step, path, explanation })),
    ),
  };
}

/** Unless somebody chose otherwise, mail that may not be sent takes the way of mail that was not. */
function refusedSteps(permissions: ReadonlyMap<string, MaySend>): Record<string, string> {
  return Object.fromEntries(
    [...permissions].flatMap(([step, { allowed }]) => (allowed ? [] : [[step, 'notSent']])),
  );
}

function labelOf(workflow: Workflow, step: string, path: string): string | undefined {
  const of = workflow.steps[step];
  return of && exitsOf(of).find(({ id }) => id === path)?.label;
}
