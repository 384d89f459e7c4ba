import type { Contact } from '../../../shared/contact.ts';
import { accountSubject, type InboxItem } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { isAwaitedChange } from '../../engine/triggers.ts';
import { type Candidate, endsChain, enterWorkflows } from '../enter-workflows.ts';
import { entryOf } from '../facts.ts';
import { isDemo, type Subject } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';
import { armDates } from '../triggers/dates.ts';
import { type AccountCall, matchAccountCalls } from './match-accounts.ts';

/**
 * Pokes whoever is inside a workflow that listens to these events, and enters those whom they start. Pokes come
 * first, so that an enrolment made by this batch is not woken by its own cause. A constant number of queries.
 */
export async function matchEvents(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
  changed: ReadonlySet<string>,
  now: Date,
  /** For calls that workflows made: the workflows that led there, by the call's id. */
  ancestries: ReadonlyMap<string, string[]> = new Map(),
): Promise<void> {
  await runtime.plans.refresh();
  await armDates(runtime, events, now);
  // History changes facts and starts nothing, what came too late does not even that; only known people are in
  // workflows, and accounts.
  const live = events.filter(
    ({ event, contact }) =>
      !event.historical && !event.late && (contact.userId !== undefined || contact.accountId !== undefined),
  );
  await pokeInside(runtime, live, changed, now);
  await matchAccountCalls(runtime, accountCalls(events), now, ancestries);
  const subjectsOf = await startedSubjects(runtime, live);
  const candidates = live.flatMap(({ event, contact }) => [
    ...candidatesOf(runtime, event, contact, subjectsOf(contact)),
    ...(contact.userId === undefined
      ? []
      : changedCandidates(runtime, event, contact, ancestries.get(event.id))),
  ]);
  await enterWorkflows(runtime, candidates, now);
  if (candidates.length > 0) runtime.wake();
}

/** What calls said about accounts. */
export function accountCalls(events: readonly { event: StoredEvent; contact: Contact }[]): AccountCall[] {
  return events.flatMap(({ event, contact }) =>
    event.type === 'group' && event.groupId !== undefined
      ? [{ event, accountId: event.groupId, person: personOf(contact) }]
      : [],
  );
}

/** How a person is named in the enrolments of accounts: by an id that a merge hands on. */
function personOf({ userId }: Contact): string | undefined {
  return userId === undefined ? undefined : `u:${userId}`;
}

/** Contacts and their accounts as the subjects of workflows; accounts are read only where a workflow is about them. */
async function startedSubjects(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
): Promise<(contact: Contact) => Partial<Record<Subject['kind'], Subject>>> {
  const ids = events.flatMap(({ event, contact }) =>
    event.name !== undefined &&
    contact.accountId !== undefined &&
    runtime.plans.startedBy(event.name).some(({ workflow }) => workflow.subject === 'account')
      ? contact.accountId
      : [],
  );
  const accounts = ids.length > 0 ? await runtime.accounts.byIds([...new Set(ids)]) : new Map();
  return (contact) => {
    const account = accounts.get(contact.accountId ?? '');
    return {
      ...(contact.userId === undefined ? {} : { contact: { kind: 'contact', contact } }),
      ...(account ? { account: { kind: 'account', account } } : {}),
    };
  };
}

function candidatesOf(
  runtime: Runtime,
  event: StoredEvent,
  contact: Contact,
  subjects: Partial<Record<Subject['kind'], Subject>>,
): Candidate[] {
  if (event.name === undefined || event.timestamp.getTime() < event.receivedAt.getTime() - DAY) return [];
  return runtime.plans
    .startedBy(event.name)
    .filter(({ trigger }) => !trigger?.where || trigger.where(event.properties))
    .flatMap((plan): Candidate[] => {
      const subject = subjects[plan.workflow.subject];
      if (!subject || (plan.demo && !isDemo(subject))) return [];
      return [
        {
          plan,
          subject,
          person: subject.kind === 'account' ? personOf(contact) : undefined,
          cause: event.id,
          trigger: {
            kind: 'event',
            event: event.name,
            timestamp: event.timestamp.getTime(),
            properties: event.properties,
            messageId: event.id,
            ...(event.unverified ? { unverified: true } : {}),
          },
        },
      ];
    });
}

/** Those whom a changed trait starts. What it was stands on the contact, so that a repeated match sees it again. */
function changedCandidates(
  runtime: Runtime,
  { type, id, traits, timestamp, receivedAt }: StoredEvent,
  contact: Contact,
  ancestry: string[] | undefined,
): Candidate[] {
  if (type !== 'identify' || timestamp.getTime() < receivedAt.getTime() - DAY) return [];
  return Object.keys(traits ?? {}).flatMap((trait) => {
    const plans = runtime.plans.startedByTrait(trait);
    // Set by a later call meanwhile, or to what it was before.
    if (plans.length === 0 || contact.traitTimes[trait] !== timestamp.getTime()) return [];
    if (!contact.traitWas || !Object.hasOwn(contact.traitWas, trait)) return [];
    const [was, is] = [contact.traitWas[trait], contact.traits[trait]];
    return plans.flatMap((plan): Candidate[] => {
      const { trigger } = plan.workflow.entry;
      if (trigger.kind !== 'attribute' || !isAwaitedChange(trigger, was, is)) return [];
      if ((plan.demo && !contact.demo) || endsChain(plan.workflowId, ancestry)) return [];
      const properties = { trait, was, is };
      return [
        {
          plan,
          subject: { kind: 'contact', contact },
          cause: id,
          trigger: { kind: 'attribute', timestamp: timestamp.getTime(), properties, messageId: id },
          ancestry,
        },
      ];
    });
  });
}

async function pokeInside(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
  changed: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const workflows = new Set<string>();
  const happened = new Map<string, InboxItem[]>();
  const note = (subject: string, ids: readonly string[], item: InboxItem) => {
    if (ids.length === 0) return;
    for (const id of ids) workflows.add(id);
    entryOf(happened, subject, () => []).push(item);
  };
  for (const { event, contact } of events) {
    if (event.name !== undefined) {
      const item: InboxItem = {
        type: 'event',
        id: event.id,
        event: event.name,
        at: event.timestamp,
        properties: event.properties,
      };
      const listening = runtime.plans.listeningTo(event.name);
      note(contact.id, listening, item);
      if (contact.accountId !== undefined) note(accountSubject(contact.accountId), listening, item);
    }
    if (changed.has(contact.id) && event.type !== 'track') {
      note(contact.id, runtime.plans.readingTraits(), { type: 'changed', id: event.id, at: event.timestamp });
    }
  }
  if (happened.size === 0) return;
  const inside = await runtime.enrolments.alive([...happened.keys()], [...workflows], now);
  const pokes = (
    await Promise.all(
      inside.map(async (enrolment) => {
        const plan = await runtime.plans.version(enrolment.workflowId, enrolment.version);
        return (happened.get(enrolment.subject) ?? [])
          .filter((item) => (item.type === 'event' ? plan?.listens.has(item.event) : plan?.readsTraits))
          .map((item) => ({ id: enrolment.id, item }));
      }),
    )
  ).flat();
  if (pokes.length === 0) return;
  await runtime.enrolments.poke(pokes, now);
  runtime.wake();
}
