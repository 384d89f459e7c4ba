import { hasEnded, newEnrolment } from '../../server/engine/entering.ts';
import { type FactSnapshot, factsOf, historiesOf } from '../../server/engine/facts.ts';
import { planOf } from '../../server/engine/plan.ts';
import { transition } from '../../server/engine/transition.ts';
import type { Enrolment, InboxItem, stopReasons, TriggerSnapshot } from '../../shared/enrolment.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import { type Workflow, workflowSchema } from '../../shared/workflow.ts';

/** What happens in a journey, each after some time has passed on its clock. */
export type Happening =
  | { after?: string; wake: true }
  | { after?: string; delivered: string }
  | { after?: string; task: string; outcome?: string; at?: string }
  | { after?: string; message: string; is: 'delivered' | 'opened' | 'clicked' | 'bounced'; at?: string }
  | { after?: string; event: string; properties?: Record<string, unknown>; at?: string }
  | { after?: string; traits: Record<string, unknown> }
  | { after?: string; stop: (typeof stopReasons)[number] };

export interface Journey {
  starts: string;
  workflow: Record<string, unknown>;
  contact?: Record<string, unknown>;
  account?: Record<string, unknown>;
  trigger?: Partial<TriggerSnapshot>;
  happenings: Happening[];
}

/** One contact's way through one workflow on a movable clock, told as lines a person can read. */
export function walk(journey: Journey): { lines: string[]; enrolment: Enrolment } {
  const workflow: Workflow = workflowSchema.parse(journey.workflow);
  const plan = planOf('w1', 1, workflow);
  let now = new Date(journey.starts);
  const events = new Map<string, { at: number; properties?: Record<string, unknown> }[]>();
  let contact: Record<string, unknown> = { userId: 'u1', traits: {}, ...journey.contact };
  const facts = (): FactSnapshot =>
    factsOf({ contact, account: journey.account, appearedAt: now.getTime(), events: historiesOf(events) });
  const trigger: TriggerSnapshot = {
    kind: 'event',
    timestamp: now.getTime(),
    properties: {},
    ...journey.trigger,
  };
  const fresh = newEnrolment(
    plan,
    { subject: 'c1', userId: 'u1', p: 0 },
    { cause: 'm1', slot: 'once', ordinal: 0, trigger },
    now,
  );
  const lines: string[] = [];
  const named = (step: string | undefined) =>
    step === undefined ? '—' : (workflow.steps[step]?.name ?? step);
  const tell = (text: string) => lines.push(`${now.toISOString().replace(':00.000Z', 'Z')} ${text}`);

  let told = 0;
  let it = fresh;
  const move = (type: 'entered' | 'woke') => {
    const moved = transition(plan, { ...it, outbox: [] }, { type }, facts(), now);
    it = moved.enrolment;
    for (const effect of moved.effects)
      tell(`${effect.type} ${named(effect.step)}${'held' in effect && effect.held ? ' (held)' : ''}`);
    for (; told < it.history.length; told++) {
      const taken = it.history[told];
      if (!taken?.leftAt) break;
      tell(`${named(taken.step)} → ${taken.exit}`);
    }
    if (hasEnded(it)) tell(`${it.status}: ${it.reason ?? ''}${it.goalAt ? ' (goal)' : ''}`);
    else
      tell(
        `at ${named(it.step)}${it.timerAt ? ` until ${it.timerAt.toISOString().replace(':00.000Z', 'Z')}` : ''}`,
      );
  };
  move('entered');
  journey.happenings.forEach((happening, index) => {
    if (happening.after) now = new Date(now.getTime() + durationMilliseconds(happening.after));
    const item = itemOf(happening, index, it, now);
    if (item?.type === 'event')
      events.set(item.event, [
        ...(events.get(item.event) ?? []),
        { at: item.at.getTime(), properties: item.properties },
      ]);
    if ('traits' in happening)
      contact = { ...contact, traits: { ...(contact.traits as object), ...happening.traits } };
    if (item) it = { ...it, inbox: [...it.inbox, item] };
    move('woke');
  });
  return { lines, enrolment: it };
}

function itemOf(happening: Happening, index: number, it: Enrolment, now: Date): InboxItem | undefined {
  const id = `h${index}`;
  if ('delivered' in happening)
    return { type: 'effect', id: it.awaiting ?? '', outcome: happening.delivered, at: now };
  if ('event' in happening) {
    return {
      type: 'event',
      id,
      event: happening.event,
      at: happening.at ? new Date(happening.at) : now,
      properties: happening.properties ?? {},
    };
  }
  if ('task' in happening) {
    const effect = it.outcomes?.[happening.task]?.effect ?? '';
    const when = happening.at ? new Date(happening.at) : now;
    return { type: 'task', id, effect, status: 'done', outcome: happening.outcome, at: when };
  }
  if ('message' in happening) {
    const effect = it.outcomes?.[happening.message]?.effect ?? '';
    return { type: 'message', id, effect, is: happening.is, at: happening.at ? new Date(happening.at) : now };
  }
  if ('traits' in happening) return { type: 'changed', id, at: now };
  if ('stop' in happening) return { type: 'stop', id, reason: happening.stop, at: now };
  return undefined;
}
