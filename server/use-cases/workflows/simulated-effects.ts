import type { Contact } from '../../../shared/contact.ts';
import type { SimulationResult } from '../../../shared/simulation.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { maySend } from '../../engine/may-send.ts';
import type { SimulatedJourney } from '../../engine/simulate.ts';
import { renderMessage, renderTask } from '../perform-effects.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';

/** What a simulated journey would have sent and asked of people, rendered by the same code as the real thing. */
export async function simulatedEffects(
  runtime: Runtime,
  plan: PublishedPlan,
  contact: Contact,
  facts: FactSnapshot,
  journey: SimulatedJourney,
): Promise<Pick<SimulationResult, 'messages' | 'tasks'>> {
  const { enrolment, effects } = journey;
  if (!enrolment) return { messages: [], tasks: [] };
  const settings = await runtime.settings.get();
  const suppressions =
    contact.email === undefined ? undefined : await runtime.suppressions.of([contact.email.toLowerCase()]);
  const suppression = suppressions?.get(contact.email?.toLowerCase() ?? '');
  const performing = { enrolment, plan, facts };
  const messages: SimulationResult['messages'] = [];
  const tasks: SimulationResult['tasks'] = [];
  for (const effect of effects) {
    if (effect.type === 'message') {
      const { step, to, subject, html, text, purpose, topic } = renderMessage(
        runtime,
        settings,
        performing,
        effect,
      );
      const permission = maySend({ contact, purpose, topic, suppression, settings, now: effect.at });
      messages.push({
        step: step ?? effect.step,
        at: effect.at.toISOString(),
        to,
        subject,
        html,
        text,
        maySend: permission.allowed,
        ...(permission.allowed ? {} : { reason: permission.reason }),
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
