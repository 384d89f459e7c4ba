import type { Contact } from '../../../shared/contact.ts';
import type { SimulationResult } from '../../../shared/simulation.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { type MaySend, maySend } from '../../engine/may-send.ts';
import type { SimulatedJourney } from '../../engine/simulate.ts';
import { findSuppressions, suppressionKey } from '../delivery/suppression-keys.ts';
import { renderMessage, renderTask } from '../perform-effects.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';

/** For every e-mail step whether this contact may get it, as delivery would ask at this moment. */
export async function simulatedPermissions(
  runtime: Runtime,
  plan: PublishedPlan,
  contact: Contact,
  now: Date,
): Promise<Map<string, MaySend>> {
  const address = contact.email ?? '';
  const [settings, suppressions] = await Promise.all([
    runtime.settings.get(),
    findSuppressions(runtime, [address]),
  ]);
  const suppression = suppressions.get(suppressionKey(address));
  return new Map(
    Object.entries(plan.workflow.steps).flatMap(([id, step]) => {
      if (step.kind !== 'send-email') return [];
      const { purpose, topic } = step;
      return [[id, maySend({ contact, purpose, topic, suppression, settings, now })] as const];
    }),
  );
}

/** What a simulated journey would have sent and asked of people, rendered by the same code as the real thing. */
export async function simulatedEffects(
  runtime: Runtime,
  plan: PublishedPlan,
  facts: FactSnapshot,
  journey: SimulatedJourney,
  permissions: ReadonlyMap<string, MaySend>,
): Promise<Pick<SimulationResult, 'messages' | 'tasks'>> {
  const { enrolment, effects } = journey;
  if (!enrolment) return { messages: [], tasks: [] };
  const settings = await runtime.settings.get();
  const performing = { enrolment, plan, facts };
  const messages: SimulationResult['messages'] = [];
  const tasks: SimulationResult['tasks'] = [];
  for (const effect of effects) {
    if (effect.type === 'message') {
      const { to, subject, html, text } = renderMessage(runtime, settings, performing, effect);
      const permission = permissions.get(effect.step);
      messages.push({
        step: effect.step,
        at: effect.at.toISOString(),
        to,
        subject,
        html,
        text,
        maySend: permission?.allowed ?? true,
        ...(permission?.allowed === false ? { reason: permission.reason } : {}),
      });
    } else {
      const task = renderTask(runtime, performing, effect);
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
  return { messages, tasks };
}
