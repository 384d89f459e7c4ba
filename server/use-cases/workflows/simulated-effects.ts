import type { Effect, Enrolment } from '../../../shared/enrolment.ts';
import type { SimulationResult } from '../../../shared/simulation.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { type MaySend, maySend } from '../../engine/may-send.ts';
import type { SimulatedJourney } from '../../engine/simulate.ts';
import { findSuppressions, suppressionKey } from '../delivery/suppression-keys.ts';
import { webhookTarget } from '../effects/dispatch-intents.ts';
import { lineOr } from '../effects/line-or.ts';
import { type Performing, textData } from '../effects/performing.ts';
import { renderedChanges, tagsAfter, traitsOf } from '../effects/update-contacts.ts';
import { renderMessage, renderTask } from '../perform-effects.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { SimulatedSubject } from './simulated-subject.ts';

/** For every e-mail step whether this contact, or somebody of this account, may get it, as asked at this moment. */
export async function simulatedPermissions(
  runtime: Runtime,
  plan: PublishedPlan,
  { contact, recipients }: SimulatedSubject,
  now: Date,
): Promise<Map<string, MaySend>> {
  const address = contact?.email ?? '';
  const [settings, suppressions] = await Promise.all([
    runtime.settings.get(),
    findSuppressions(runtime, [address]),
  ]);
  const suppression = suppressions.get(suppressionKey(address));
  return new Map(
    Object.entries(plan.workflow.steps).flatMap(([id, step]) => {
      if (step.kind !== 'send-email') return [];
      const { purpose, topic } = step;
      if (!recipients)
        return [[id, maySend({ contact, purpose, topic, suppression, settings, now })] as const];
      const isReached = recipients.reachable(step.to, { purpose, topic }) !== undefined;
      const verdict: MaySend = isReached ? { allowed: true } : { allowed: false, reason: 'nobody-reachable' };
      return [[id, verdict] as const];
    }),
  );
}

/** What a simulated journey would have sent and asked of people, rendered by the same code as the real thing. */
export async function simulatedEffects(
  runtime: Runtime,
  plan: PublishedPlan,
  { recipients }: SimulatedSubject,
  simulated: {
    facts: FactSnapshot;
    journey: SimulatedJourney;
    permissions: ReadonlyMap<string, MaySend>;
  },
): Promise<Pick<SimulationResult, 'messages' | 'tasks' | 'effects'>> {
  const { facts, permissions } = simulated;
  const { enrolment, effects, known } = simulated.journey;
  if (!enrolment) return { messages: [], tasks: [], effects: [] };
  const settings = await runtime.settings.get();
  const performingOf = ({ id }: Effect): Performing => ({
    enrolment,
    plan,
    facts: known.get(id) ?? facts,
    recipients,
  });
  const messages: SimulationResult['messages'] = [];
  const tasks: SimulationResult['tasks'] = [];
  for (const effect of effects) {
    if (effect.type === 'message') {
      const { to, recipient, subject, html, text } = renderMessage(
        runtime,
        settings,
        performingOf(effect),
        effect,
      );
      const permission = permissions.get(effect.step);
      messages.push({
        step: effect.step,
        at: effect.at.toISOString(),
        to,
        recipient,
        subject,
        html,
        text,
        maySend: permission?.allowed ?? true,
        ...(permission?.allowed === false ? { reason: permission.reason } : {}),
      });
    } else if (effect.type === 'task') {
      const task = renderTask(runtime, performingOf(effect), effect);
      if (!task) continue;
      const { title, note, assignee, dueAt, priority } = task;
      tasks.push({
        step: effect.step,
        at: effect.at.toISOString(),
        title,
        note,
        assignee,
        dueAt: dueAt.toISOString(),
        priority,
      });
    }
  }
  return {
    messages,
    tasks,
    effects: effects.map((effect) => ({
      type: effect.type,
      id: effect.id,
      step: effect.step,
      at: effect.at.toISOString(),
      detail: detailOf(runtime, performingOf(effect), effect),
    })),
  };
}

/** What the effect would do outside, as far as it can be said before. */
function detailOf(
  runtime: Runtime,
  performing: Performing,
  effect: Effect,
): Record<string, unknown> | undefined {
  const step = performing.plan.workflow.steps[effect.step];
  const render = (text: string) => lineOr(runtime, text, textData(performing), false);
  switch (step?.kind) {
    case 'call-webhook': {
      if (effect.type !== 'webhook') return undefined;
      try {
        const { url, body } = webhookTarget(runtime, { ...performing, effect }, step);
        return { url, body };
      } catch (fault) {
        return { url: step.url, fault: fault instanceof Error ? fault.message : String(fault) };
      }
    }
    case 'notify-team':
      return { subject: render(step.subject), text: render(step.text) };
    case 'update-contact':
      return { changes: renderedChanges(runtime.renderer, performing, step.changes) };
    case 'start-workflow':
    case 'stop-workflow':
      return { workflow: step.workflow };
    default:
      return undefined;
  }
}

/** What is known after an effect of a simulated journey: update steps change what the next steps see. */
export function factsAfter(
  runtime: Pick<Runtime, 'renderer'>,
  plan: PublishedPlan,
  effect: Effect,
  enrolment: Enrolment,
  facts: FactSnapshot,
): FactSnapshot {
  const step = plan.workflow.steps[effect.step];
  if (effect.type !== 'update' || step?.kind !== 'update-contact') return facts;
  const changes = renderedChanges(runtime.renderer, { enrolment, facts }, step.changes);
  const { traits, tags } = facts.contact as { traits?: Record<string, unknown>; tags?: string[] };
  const account = traitsOf(changes, 'account');
  return {
    ...facts,
    contact: {
      ...facts.contact,
      traits: { ...traits, ...traitsOf(changes, 'contact') },
      tags: tagsAfter(tags ?? [], changes),
    },
    account: facts.account && {
      ...facts.account,
      ...account,
      traits: { ...(facts.account.traits as Record<string, unknown>), ...account },
    },
  };
}
