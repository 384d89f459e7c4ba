import { hasLeft } from '../../../shared/contact.ts';
import { accountSubject, type InboxItem } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { Message } from '../../../shared/message.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { Task } from '../../../shared/task.ts';
import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import { decideEntry } from '../../engine/entering.ts';
import { enrolmentId } from '../../engine/hash.ts';
import { loadRecipients, type Recipients } from '../effects/account-people.ts';
import { taskDispatch } from '../effects/dispatch-intents.ts';
import type { EffectAt, Performing } from '../effects/performing.ts';
import { placeTasks } from '../effects/place-tasks.ts';
import { enrolledAs, partitionOfSubject } from '../looks/subject.ts';
import { renderMessage, renderTask } from '../perform-effects.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import { DAYS_WATCHED, factsAt, type Household, type Lived } from './keep-past.ts';
import { type AccountFate, madeAt, messageFate, taskFate, toldOf } from './past-fate.ts';
import { type MadeEffect, type PastEntry, type PastJourney, pastJourney } from './past-journey.ts';

/** What is told of an effect as it was stored. */
interface Records {
  messages: Message[];
  tasks: Task[];
  held: { item: EffectAt<'task'>; task: Task }[];
}

interface Coming extends Pick<PastEntry, 'at'> {
  plan: PublishedPlan;
  lived: Lived;
  person?: string | undefined;
  cause: string;
  trigger: PastEntry['start']['trigger'];
}

/**
 * Takes these households through the demo’s workflows as they would have gone: entered when a signal opened, a
 * condition began to hold or an event came, walked by production’s transition until now, with messages that went to the
 * preview outbox and tasks that somebody did. Whoever is inside stays inside. Done twice it is the same.
 */
export async function keepJourneys(
  runtime: Runtime,
  households: readonly Household[],
  lived: readonly Lived[],
  now: Date,
): Promise<void> {
  const settings = await runtime.settings.get();
  const coming = [...comingByTurns(runtime, lived), ...comingByEvents(runtime, households, lived, now)].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  const recipients = await loadRecipients(
    runtime,
    coming.map((one) => ({
      enrolment: { id: idOf(one), subject: enrolledAs(one.lived.subject), person: one.person },
      workflow: one.plan.workflow,
    })),
    settings,
    now,
  );
  const newest = new Map<string, PastJourney['enrolment']>();
  const records: Records = { messages: [], tasks: [], held: [] };
  const journeys: PastJourney[] = [];
  for (const one of coming) {
    const key = `${one.plan.workflowId} ${enrolledAs(one.lived.subject)}`;
    const facts = { ...factsAt(one.lived, one.at.getTime()), trigger: { ...one.trigger } };
    const decision = decideEntry(one.plan, facts, newest.get(key), one.cause, one.at);
    if (!decision.enters) continue;
    const { slot, ordinal } = decision;
    const whom = recipients.get(idOf(one));
    const journey = await walk(runtime, one, { slot, ordinal }, whom, { settings, now, records });
    newest.set(key, journey.enrolment);
    journeys.push(journey);
  }
  const open = await placeTasks(
    runtime,
    records.tasks.filter(({ status }) => status === 'open'),
  );
  const closed = records.tasks.filter(({ status }) => status !== 'open');
  await Promise.all([
    runtime.enrolments.insert(journeys.map(({ enrolment }) => enrolment)),
    runtime.messages.insert(records.messages),
    runtime.tasks.insert([...closed, ...open]),
    runtime.dispatches.insert(records.held.map(({ item, task }) => taskDispatch(item, task))),
    keepBounces(runtime, records.messages),
  ]);
}

/** Addresses that mail came back from are not written to again. */
async function keepBounces(
  runtime: Pick<Runtime, 'suppressions'>,
  messages: readonly Message[],
): Promise<void> {
  await Promise.all(
    messages.flatMap(({ status, to, sentAt }) =>
      status === 'bounced' && to && sentAt
        ? [runtime.suppressions.add({ address: to, reason: 'bounced', at: sentAt })]
        : [],
    ),
  );
}

function idOf({ plan, lived, cause }: Coming): string {
  return enrolmentId(plan.workflowId, enrolledAs(lived.subject), cause);
}

/** Those whom a turn of a remembered condition starts. */
function comingByTurns(runtime: Runtime, lived: readonly Lived[]): Coming[] {
  return lived.flatMap((one) =>
    one.past.edges.flatMap(({ watch, turn, holds, at, silent }): Coming[] => {
      const plan = watch.startsWith('w:') && !silent ? runtime.plans.live(watch.slice(2)) : undefined;
      const { trigger } = plan?.workflow.entry ?? {};
      const isWanted =
        trigger?.kind === 'condition' ||
        (trigger?.kind === 'signal' && trigger.on === 'opened') ||
        (trigger?.kind === 'segment' && trigger.on === 'entered');
      if (!plan?.demo || !trigger || holds !== isWanted || plan.workflow.subject !== one.subject.kind)
        return [];
      return [
        {
          plan,
          lived: one,
          cause: `edge:${watch}:${turn}`,
          trigger: { kind: trigger.kind, timestamp: at, properties: {} },
          at: new Date(at),
        },
      ];
    }),
  );
}

/** Those whom something that happened starts: the person, or the account it happened to. */
function comingByEvents(
  runtime: Runtime,
  households: readonly Household[],
  lived: readonly Lived[],
  now: Date,
): Coming[] {
  const bySubject = new Map(lived.map((one) => [enrolledAs(one.subject), one]));
  const from = now.getTime() - DAYS_WATCHED * DAY;
  return households.flatMap(({ account, people, calls }) => {
    const callers = new Map(people.map((contact) => [contact.userId, contact.id]));
    return calls.flatMap(({ id, name, timestamp, properties, userId }: StoredEvent): Coming[] => {
      if (name === undefined || timestamp.getTime() < from) return [];
      return runtime.plans.startedBy(name).flatMap((plan): Coming[] => {
        if (!plan.demo || (plan.trigger?.where && !plan.trigger.where(properties))) return [];
        const isAccount = plan.workflow.subject === 'account';
        const one = bySubject.get(isAccount ? accountSubject(account.id) : (callers.get(userId) ?? ''));
        if (!one) return [];
        const trigger = {
          kind: 'event' as const,
          event: name,
          timestamp: timestamp.getTime(),
          properties,
          messageId: id,
        };
        const person = isAccount ? `u:${userId}` : undefined;
        return [{ plan, lived: one, person, cause: id, trigger, at: timestamp }];
      });
    });
  });
}

async function walk(
  runtime: Runtime,
  one: Coming,
  place: { slot: string; ordinal: number },
  recipients: Recipients | undefined,
  { settings, now, records }: { settings: Settings; now: Date; records: Records },
): Promise<PastJourney> {
  const { plan, lived, cause, trigger, at, person } = one;
  const { subject } = lived;
  const who = {
    subject: enrolledAs(subject),
    userId: subject.kind === 'contact' ? subject.contact.userId : undefined,
    person,
    p: partitionOfSubject(subject),
    demo: true,
  };
  const account = accountFate(lived);
  const fateOf = (effect: MadeEffect['effect']) => {
    const step = plan.workflow.steps[effect.step];
    if (effect.type === 'message' && step?.kind === 'send-email')
      return messageFate(effect, mayGo(one, recipients, step, effect.purpose), now);
    if (effect.type === 'task' && step?.kind === 'create-task')
      return taskFate(effect, durationMilliseconds(step.dueIn), account, now);
    return undefined;
  };
  const journey = await pastJourney(
    plan,
    { who, start: { cause, trigger, ...place }, at },
    {
      factsAt: (then) => factsAt(lived, then),
      happens: happenings(plan, lived, at.getTime()),
      answer: (effect) => toldOf(effect, fateOf(effect)),
      until: now,
    },
  );
  const manager = subject.kind === 'account' ? subject.account.manager : undefined;
  for (const { effect, enrolment, facts } of journey.made) {
    const item: Performing = { enrolment, plan, facts, recipients };
    const fate = fateOf(effect);
    if (effect.type === 'message') {
      const message = renderMessage(runtime, settings, item, effect);
      const isUnreachable = message.status === 'suppressed' || message.status === 'failed';
      const record = fate && 'record' in fate ? fate.record : {};
      records.messages.push(
        isUnreachable ? { ...message, nextAt: undefined, unreported: undefined } : { ...message, ...record },
      );
    }
    if (effect.type !== 'task') continue;
    const task = renderTask(runtime, item, effect);
    if (!task) continue;
    const createdAt = madeAt(effect);
    if (createdAt > now) records.held.push({ item: { ...item, effect }, task });
    else {
      const dueAt = new Date(task.dueAt.getTime() + createdAt.getTime() - task.createdAt.getTime());
      const made = { ...task, createdAt, dueAt };
      records.tasks.push(fate && 'at' in fate ? done(made, fate, manager) : made);
    }
  }
  return journey;
}

function accountFate({ facts: { account }, past }: Lived): AccountFate {
  if (hasLeft({ traits: (account?.traits ?? {}) as Record<string, unknown> })) return 'left';
  return past.record.in.some((watch) => watch.startsWith('g:')) ? 'troubled' : 'calm';
}

function done(
  task: Task,
  { at, outcome }: { at: Date; outcome: Task['outcome'] },
  manager: string | undefined,
): Task {
  const by = manager ?? 'system';
  return { ...task, assignee: manager ?? task.assignee, status: 'done', outcome, closedAt: at, closedBy: by };
}

/** Whether somebody could be written to, by what people say now. */
function mayGo(
  { lived: { subject } }: Coming,
  recipients: Recipients | undefined,
  step: { to?: Parameters<Recipients['reachable']>[0]; topic?: string | undefined },
  purpose: Message['purpose'],
): boolean {
  if (recipients) return recipients.reachable(step.to, { purpose, topic: step.topic }) !== undefined;
  return (
    purpose === 'service' || (subject.kind === 'contact' && subject.contact.permissions.email !== 'denied')
  );
}

/** What comes from outside to whoever is inside: events that are listened for, and what turned of what is watched. */
function happenings(plan: PublishedPlan, { facts, past }: Lived, from: number): InboxItem[] {
  const events = [...plan.hears].flatMap((name) =>
    (facts.events.get(name)?.singles ?? [])
      .filter(({ at }) => at > from)
      .map(
        ({ at, properties = {} }): InboxItem => ({
          type: 'event',
          id: `past:${name}:${at}`,
          event: name,
          at: new Date(at),
          properties,
        }),
      ),
  );
  const turns = past.edges
    .filter(({ watch, at }) => at > from && plan.watches.has(watchedAs(watch)))
    .map(
      ({ watch, turn, at }): InboxItem => ({
        type: 'changed',
        id: `${watch}:${turn}:${at}`,
        at: new Date(at),
      }),
    );
  return [...events, ...turns].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What turned, in the words of plans. */
function watchedAs(watch: string): string {
  if (watch.startsWith('h:')) return 'health';
  return watch.startsWith('s:') ? `segment:${watch.slice(2)}` : `signal:${watch.slice(2)}`;
}
