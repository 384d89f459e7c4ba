import type { Account, Contact } from '../../../shared/contact.ts';
import { accountSubject, type InboxItem, type TriggerSnapshot } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { problem } from '../../../shared/problems.ts';
import type { SimulationRequest } from '../../../shared/simulation.ts';
import { parseInstant } from '../../../shared/time.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { mergeNeeds, wholeHistory } from '../../engine/conditions/needs.ts';
import {
  type ConditionNeeds,
  type EventFact,
  type EventHistory,
  type FactSnapshot,
  historiesOf,
  type MemberFacts,
} from '../../engine/facts.ts';
import { isAdmin } from '../../engine/recipients.ts';
import { findSuppressions } from '../delivery/suppression-keys.ts';
import { loadRecipients, type Recipients, recipientsAmong } from '../effects/account-people.ts';
import { accountFact, entryOf, loadAccountFacts, loadFacts, snapshotOf } from '../facts.ts';
import { applyToAccount, applyToContact, newAccount, newContact } from '../ingest/apply-calls.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';

/** An instant somebody wrote in a request. Throws BODY_INVALID naming the field. */
export function momentOf(text: string | undefined, field: string): Date | undefined {
  if (text === undefined) return undefined;
  const at = parseInstant(text);
  if (at === undefined)
    throw problem('BODY_INVALID', {
      path: field,
      detail: 'is not an ISO 8601 instant with a zone between 1971 and 2200',
    });
  return new Date(at);
}

export interface SimulatedSubject {
  /** The contact it is about; of an account, the person whose doing starts it, where there is one. */
  contact: Contact | undefined;
  /** As enrolments would name the subject. */
  name: string;
  /** Of an account: who of its people is written to. */
  recipients?: Recipients | undefined;
  facts: FactSnapshot;
  /** Known events by name, also those after now. */
  events: ReadonlyMap<string, EventHistory>;
}

export async function subjectOf(
  runtime: Runtime,
  plan: PublishedPlan,
  request: SimulationRequest,
  now: Date,
): Promise<SimulatedSubject> {
  const isAbout = plan.workflow.subject;
  if (isAbout === 'account' && (request.userId !== undefined || request.accountId !== undefined))
    return storedAccount(runtime, plan, request, now);
  if (request.userId !== undefined) {
    const source = `u:${request.userId}`;
    const contact = (await runtime.contacts.bySourceIds([source])).get(source);
    if (!contact) throw problem('CONTACT_UNKNOWN', { id: request.userId });
    const needs = needsOf(plan);
    const facts = (await loadFacts(runtime, [{ contact, needs, enteredAt: now }], runtime.clock.now())).get(
      contact.id,
    );
    if (!facts) throw problem('CONTACT_UNKNOWN', { id: request.userId });
    return { contact, name: contact.id, facts, events: facts.events };
  }
  const invented = await inventedSubject(runtime, request, now);
  return isAbout === 'account' ? ofItsAccount(runtime, plan, invented, now) : invented;
}

/** What the whole journey may read. */
function needsOf(plan: PublishedPlan): ConditionNeeds {
  return mergeNeeds([
    plan.entryNeeds,
    plan.journeyNeeds,
    wholeHistory([...plan.exits.keys(), ...(plan.trigger ? [plan.trigger.event] : [])]),
  ]);
}

/** A stored account, named itself or by one of its people. */
async function storedAccount(
  runtime: Runtime,
  plan: PublishedPlan,
  { userId, accountId }: SimulationRequest,
  now: Date,
): Promise<SimulatedSubject> {
  const source = `u:${userId}`;
  const contact =
    userId === undefined ? undefined : (await runtime.contacts.bySourceIds([source])).get(source);
  if (userId !== undefined && !contact) throw problem('CONTACT_UNKNOWN', { id: userId });
  const id = accountId ?? contact?.accountId;
  if (id === undefined) throw problem('ACCOUNT_MISSING', { id: userId ?? '' });
  const account = (await runtime.accounts.byIds([id])).get(id);
  if (!account) throw problem('ACCOUNT_UNKNOWN', { id });
  const facts = (
    await loadAccountFacts(runtime, [{ account, needs: needsOf(plan), enteredAt: now }], runtime.clock.now())
  ).get(id);
  if (!facts) throw problem('ACCOUNT_UNKNOWN', { id });
  const name = accountSubject(id);
  const enrolment = { id: 'simulated', subject: name, person: contact && source };
  const recipients = await loadRecipients(
    runtime,
    [{ enrolment, workflow: plan.workflow }],
    await runtime.settings.get(),
    now,
  );
  return { contact, name, recipients: recipients.get(enrolment.id), facts, events: facts.events };
}

/** An invented contact as the one person of an invented account. */
async function ofItsAccount(
  runtime: Pick<Runtime, 'settings' | 'suppressions' | 'installation'>,
  plan: PublishedPlan,
  invented: InventedSubject,
  now: Date,
): Promise<SimulatedSubject> {
  const { contact, account = invented.blankAccount, facts } = invented;
  const people = { account, members: [contact], concerned: contact };
  const [settings, suppressions] = await Promise.all([
    runtime.settings.get(),
    findSuppressions(runtime, [contact.email ?? '']),
  ]);
  return {
    ...invented,
    name: accountSubject(account.id),
    recipients: recipientsAmong(people, plan.workflow, { suppressions, settings, now }),
    facts: { ...facts, contact: {}, account: accountFact(account) },
  };
}

/** The invented contact as the one person of the account. */
function memberOf(contact: Contact, account: Account, events: FactSnapshot['events']): MemberFacts {
  const { id, userId, permissions } = contact;
  return { id, userId, isAdmin: isAdmin(contact, account), objected: permissions.objected ?? false, events };
}

interface InventedSubject extends SimulatedSubject {
  contact: Contact;
  account: Account | undefined;
  /** What the account would be like if nothing were known of it. */
  blankAccount: Account;
}

/** A contact that exists only in the request, made by the same calls as a real one. */
export async function inventedSubject(
  runtime: Pick<Runtime, 'settings'>,
  request: SimulationRequest,
  now: Date,
): Promise<InventedSubject> {
  const { contact: given = {}, account: givenAccount, events: history = [] } = request;
  const { userId = 'simulated', traits = given, zone, locale } = given as Record<string, unknown>;
  const call = (type: StoredEvent['type'], more: Partial<StoredEvent>): StoredEvent => ({
    id: 'simulated',
    type,
    sourceId: `u:${String(userId)}`,
    userId: String(userId),
    timestamp: now,
    receivedAt: now,
    properties: {},
    context: {
      ...(typeof zone === 'string' ? { zone } : {}),
      ...(typeof locale === 'string' ? { locale } : {}),
    },
    keyId: 'simulated',
    ...more,
  });
  const events = new Map<string, EventFact[]>();
  for (const [index, { event, timestamp, properties }] of history.entries()) {
    const at = momentOf(timestamp, `events.${index}.timestamp`)?.getTime() ?? now.getTime();
    entryOf(events, event, () => []).push({ at, properties: properties ?? {} });
  }
  for (const list of events.values()) list.sort((a, b) => a.at - b.at);
  const first = Math.min(now.getTime(), ...[...events.values()].flatMap((list) => list[0]?.at ?? []));
  const { email } = given as Record<string, unknown>;
  const identify = call('identify', {
    traits: { ...(traits as Record<string, unknown>), ...(email === undefined ? {} : { email }) },
  });
  const unasked = newContact('simulated', 0, identify);
  const contact = applyToContact(
    {
      ...unasked,
      appearedAt: new Date(first),
      permissions: { ...unasked.permissions, ...request.permissions },
    },
    identify,
  );
  const group =
    givenAccount &&
    call('group', {
      groupId: 'simulated',
      traits: { ...(givenAccount.traits as Record<string, unknown>), ...withoutTraits(givenAccount) },
    });
  const account: Account | undefined = group && applyToAccount(newAccount('simulated', group), group);
  const { zone: workspaceZone, holidays } = await runtime.settings.get();
  const histories = historiesOf(events);
  const blankAccount = newAccount('simulated', call('group', { groupId: 'simulated' }));
  const facts: FactSnapshot = {
    ...snapshotOf(contact, account, histories, workspaceZone),
    members: [memberOf(contact, account ?? blankAccount, histories)],
    holidays,
    ...(request.health === undefined ? {} : { health: { score: request.health, days: [] } }),
  };
  return { contact, name: contact.id, facts, events: histories, account, blankAccount };
}

function withoutTraits(account: Record<string, unknown>): Record<string, unknown> {
  const { traits: _, ...rest } = account;
  return rest;
}

/**
 * What starts it: as given, else the contact's last such event, else an empty one now; and what is known then. One that
 * is not in the history yet happens now: in production, too, it is stored before anybody enters by it.
 */
export function startedBy(
  workflow: Workflow,
  request: SimulationRequest,
  subject: SimulatedSubject,
  now: Date,
): { subject: SimulatedSubject; trigger: TriggerSnapshot } {
  const { trigger } = workflow.entry;
  const at = now.getTime();
  const given = request.trigger?.properties;
  if (trigger.kind !== 'event')
    return { subject, trigger: { kind: trigger.kind, timestamp: at, properties: given ?? {} } };
  const { event } = trigger;
  const last = subject.events.get(event)?.singles.findLast((single) => single.at <= at);
  const properties = given ?? last?.properties ?? {};
  const isKnown = last !== undefined && (last.at === at || given === undefined);
  const isAnew = !isKnown && request.from === undefined;
  return {
    subject: isAnew ? withEvent(subject, event, { at, properties }) : subject,
    trigger: { kind: 'event', event, timestamp: at, properties },
  };
}

/** The subject, and whoever of its account knows of such events, after one more of them. */
function withEvent(subject: SimulatedSubject, name: string, happened: EventFact): SimulatedSubject {
  const add = (events: ReadonlyMap<string, EventHistory>): ReadonlyMap<string, EventHistory> => {
    const known = events.get(name) ?? { singles: [], days: [] };
    const singles = [...known.singles, happened].sort((one, other) => one.at - other.at);
    return new Map([...events, [name, { ...known, singles }]]);
  };
  const { facts, contact } = subject;
  const members = facts.members?.map((member) =>
    member.id === contact?.id ? { ...member, events: add(member.events) } : member,
  );
  return { ...subject, events: add(subject.events), facts: { ...facts, events: add(facts.events), members } };
}

/** Known events after now happen while the simulation's clock passes them. */
export function happensAfter(
  events: SimulatedSubject['events'],
  now: Date,
  until: Date,
): Extract<InboxItem, { type: 'event' }>[] {
  return [...events]
    .flatMap(([event, { singles }]) =>
      singles
        .filter(({ at }) => at > now.getTime() && at <= until.getTime())
        .map(({ at, properties }, index) => ({
          type: 'event' as const,
          id: `${event}:${index}`,
          event,
          at: new Date(at),
          properties: properties ?? {},
        })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
