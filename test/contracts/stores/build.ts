import type { WorkflowRecord } from '../../../server/ports/workspace.ts';
import type { Account, Contact } from '../../../shared/contact.ts';
import type { Enrolment, InboxItem } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { Message } from '../../../shared/message.ts';
import type { Task } from '../../../shared/task.ts';

/** A Monday far ahead, so that nothing is old enough to be forgotten while a test looks at it. */
const START = Date.UTC(2125, 0, 8, 9);
let made = 0;

/** An id nothing else in the suite has, so that tests share one database without meeting. */
export function freshId(kind: string): string {
  made += 1;
  return `${kind}-${made}`;
}

/** A moment so many minutes after the suite's start. */
export function at(minutes: number): Date {
  return new Date(START + minutes * 60_000);
}

/** A contact with one source id. */
export function aContact(differs: Partial<Contact> = {}): Contact {
  const id = differs.id ?? freshId('contact');
  return {
    id,
    sourceIds: [`u:${id}`],
    userId: id,
    traits: {},
    traitTimes: {},
    tags: [],
    permissions: { email: 'unknown', phone: 'unknown', topicsOff: [] },
    appearedAt: at(0),
    lastSeenAt: at(0),
    p: 3,
    rev: 1,
    ...differs,
  };
}

/** A company. */
export function anAccount(differs: Partial<Account> = {}): Account {
  return { id: freshId('account'), traits: {}, traitTimes: {}, rev: 1, ...differs };
}

/** A track call of a person of its own. */
export function anEvent(differs: Partial<StoredEvent> = {}): StoredEvent {
  const id = differs.id ?? freshId('event');
  return {
    id,
    type: 'track',
    name: 'Invoice Sent',
    sourceId: `u:${id}`,
    timestamp: at(0),
    receivedAt: at(0),
    properties: {},
    context: {},
    keyId: 'key',
    ...differs,
  };
}

/** Somebody waiting in a workflow, due at nothing. */
export function anEnrolment(differs: Partial<Enrolment> = {}): Enrolment {
  const id = differs.id ?? freshId('enrolment');
  return {
    id,
    workflowId: `w-${id}`,
    version: 1,
    subject: `c-${id}`,
    p: 3,
    cause: `cause-${id}`,
    slot: 'once',
    ordinal: 0,
    status: 'waiting',
    step: 'wait-a-while',
    visit: 1,
    rev: 1,
    inbox: [],
    outbox: [],
    holdout: false,
    trigger: { kind: 'event', event: 'Signed Up', timestamp: START, properties: {} },
    history: [],
    enteredAt: at(0),
    ...differs,
  };
}

/** Something that happened to an enrolment. */
export function anInboxItem(differs: Partial<Extract<InboxItem, { type: 'event' }>> = {}): InboxItem {
  return { type: 'event', id: freshId('item'), event: 'Paid', at: at(0), properties: {}, ...differs };
}

/** An e-mail waiting to be sent. */
export function aMessage(differs: Partial<Message> = {}): Message {
  const id = differs.id ?? freshId('message');
  return {
    id,
    p: 3,
    contactId: `c-${id}`,
    purpose: 'marketing',
    subject: 'Hello',
    html: '<p>Hello</p>',
    text: 'Hello',
    status: 'queued',
    attempts: 0,
    nextAt: at(0),
    createdAt: at(0),
    ...differs,
  };
}

/** An open task. */
export function aTask(differs: Partial<Task> = {}): Task {
  const id = differs.id ?? freshId('task');
  return {
    id,
    p: 3,
    contactId: `c-${id}`,
    title: 'Call',
    assignee: 'success-manager',
    dueAt: at(0),
    priority: 'normal',
    status: 'open',
    createdAt: at(0),
    ...differs,
  };
}

/** A draft. */
export function aWorkflow(differs: Partial<WorkflowRecord> = {}): WorkflowRecord {
  return {
    id: freshId('workflow'),
    name: 'Win back',
    status: 'draft',
    document: { steps: {} },
    rev: 1,
    changed: true,
    listens: [],
    listensToTraits: false,
    createdAt: at(0),
    updatedAt: at(0),
    ...differs,
  };
}
