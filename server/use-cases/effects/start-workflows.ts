import { enrolmentId } from '../../engine/hash.ts';
import { type Candidate, endsChain, enterWorkflows } from '../enter-workflows.ts';
import type { Runtime } from '../runtime.ts';
import type { EffectAt, Told } from './performing.ts';

/**
 * Puts contacts into the workflows that their steps start. The effect is the cause, so that doing it twice enters
 * once. A workflow that stands in its own ancestry is not started again.
 */
export async function startWorkflows(
  runtime: Runtime,
  starts: readonly EffectAt<'start'>[],
  now: Date,
): Promise<Told> {
  const told: Told = new Map();
  if (starts.length === 0) return told;
  await runtime.plans.refresh();
  const contacts = await runtime.contacts.byIds([
    ...new Set(starts.map(({ enrolment }) => enrolment.subject)),
  ]);
  const candidates = starts.flatMap(({ effect, enrolment, plan: from }): Candidate[] => {
    const plan = runtime.plans.named(effect.workflow);
    const contact = contacts.get(enrolment.subject);
    const ancestry = [...(enrolment.ancestry ?? []), enrolment.workflowId];
    if (!plan || !contact || endsChain(plan.workflowId, ancestry)) return [];
    const properties = { workflow: from.workflow.key ?? from.workflowId, step: effect.step };
    const trigger = { kind: 'workflow' as const, timestamp: effect.at.getTime(), properties };
    return [{ plan, contact, cause: effect.id, trigger, ancestry }];
  });
  await enterWorkflows(runtime, candidates, now);
  // Looked up rather than remembered: an attempt that a crash interrupted may have entered before this one.
  const idOf = ({ plan, contact, cause }: Candidate) => enrolmentId(plan.workflowId, contact.id, cause);
  const made = await runtime.enrolments.byIds(candidates.map(idOf));
  const started = new Set(
    candidates.filter((candidate) => made.has(idOf(candidate))).map(({ cause }) => cause),
  );
  for (const { effect, enrolment } of starts) {
    const outcome = started.has(effect.id) ? 'started' : 'notStarted';
    told.set(enrolment.id, [{ type: 'effect', id: effect.id, outcome, at: now }]);
  }
  return told;
}

/** Takes contacts out of the workflows that their steps stop, wherever they are inside. */
export async function stopWorkflows(
  runtime: Runtime,
  stops: readonly EffectAt<'stop'>[],
  now: Date,
): Promise<void> {
  if (stops.length === 0) return;
  await runtime.plans.refresh();
  const meant = stops.flatMap((stop) => {
    const workflowId = runtime.plans.idOf(stop.effect.workflow);
    return workflowId === undefined ? [] : [{ ...stop, workflowId }];
  });
  const inside = await runtime.enrolments.alive(
    [...new Set(meant.map(({ enrolment }) => enrolment.subject))],
    [...new Set(meant.map(({ workflowId }) => workflowId))],
    now,
  );
  const pokes = meant.flatMap(({ effect, enrolment, workflowId }) =>
    inside
      .filter(
        (other) =>
          other.subject === enrolment.subject &&
          other.workflowId === workflowId &&
          other.id !== enrolment.id &&
          other.endedAt === undefined &&
          // Who came in after the step was taken is not meant.
          other.enteredAt <= effect.at,
      )
      .map(({ id }) => ({
        id,
        item: { type: 'stop' as const, id: `by:${effect.id}`, reason: 'by-workflow', at: now },
      })),
  );
  if (pokes.length > 0) await runtime.enrolments.poke(pokes, now);
}
