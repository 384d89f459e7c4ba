import { createPreviewMailer } from '../../../server/delivery/preview.ts';
import { createRenderer } from '../../../server/delivery/render/renderer.ts';
import type { AuditEntry } from '../../../server/ports/workspace.ts';
import { createProviders } from '../../../server/use-cases/delivery/providers.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import type { Contact } from '../../../shared/contact.ts';
import type { Message } from '../../../shared/message.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import {
  fakeBreakers,
  fakeCaps,
  fakeContacts,
  fakeInboxes,
  fakeMailer,
  fakeMessages,
  fakeSettings,
  fakeSuppressions,
  fakeTemplates,
} from '../../support/fake-stores.ts';

/** Everything delivery touches, in memory, with a clock that moves when told. */
export function deliveryWorld() {
  const clock = { at: Date.parse('2026-03-01T12:00:00Z') };
  const messages = fakeMessages();
  const inboxes = fakeInboxes();
  const contacts = fakeContacts();
  const suppressions = fakeSuppressions();
  const settings = fakeSettings({ companyName: 'Pier', postalAddress: 'Long Street 1', caps: [] });
  const mailer = fakeMailer();
  const paused = new Set<string>();
  const priority = new Map<string, Workflow['priority']>();
  const audit: AuditEntry[] = [];
  let ids = 0;
  let woken = 0;
  const parts = {
    clock: { now: () => new Date(clock.at), soon: async () => {}, rest: async () => {} },
    chance: { id: () => `id${++ids}` },
    messages: messages.store,
    // No calls are made here.
    dispatches: { moveAll: async () => new Set() },
    enrolments: inboxes.store,
    contacts: contacts.store,
    accounts: { byIds: async () => new Map() },
    suppressions: suppressions.store,
    caps: fakeCaps(),
    dailyCounts: { byIds: async () => new Map(), save: async () => true },
    settings,
    templates: fakeTemplates(),
    workflows: {
      byIds: async () => new Map([['w1', { id: 'w1', name: 'Win back' }]]),
      published: async () => [],
    },
    audit: { append: async (entry: AuditEntry) => void audit.push(entry) },
    renderer: createRenderer(),
    preview: createPreviewMailer(),
    live: mailer,
    installation: { publicUrl: 'https://mail.pier.io', mailFrom: 'Pier <hi@pier.io>', linkSecret: 'secret' },
    plans: {
      version: async () => undefined,
      refresh: async () => {},
      isPaused: (id: string) => paused.has(id),
      holdsUp: (id: string) => paused.has(id),
      live: (id: string) => ({ workflow: { priority: priority.get(id) ?? 'normal', dailyLimit: 1_000 } }),
    },
    // Nothing is remembered of anybody here.
    watchBook: { refresh: async () => {}, of: () => ({ concerns: () => false }) },
    wake: () => void woken++,
    providers: createProviders({
      breakers: fakeBreakers(),
      clock: { now: () => new Date(clock.at), soon: async () => {}, rest: async () => {} },
    }),
  };
  // The world has the parts delivery uses; a test that reached for another would fail on it by name.
  const runtime = parts as unknown as Runtime;
  return {
    runtime,
    clock,
    messages: messages.all,
    told: inboxes.items,
    contacts: contacts.all,
    suppressions: suppressions.all,
    settings,
    mailer,
    paused,
    priority,
    audit,
    woken: () => woken,
    now: () => new Date(clock.at),
    wait: (milliseconds: number) => {
      clock.at += milliseconds;
    },
    contact(change: Partial<Contact> = {}): Contact {
      const id = change.id ?? 'c1';
      const contact: Contact = {
        id,
        sourceIds: [`u:${id}`],
        userId: id,
        email: `${id}@acme.io`,
        traits: { firstName: 'Ada' },
        traitTimes: {},
        tags: [],
        permissions: { email: 'unknown', phone: 'unknown', topicsOff: [] },
        appearedAt: new Date(clock.at),
        lastSeenAt: new Date(clock.at),
        p: 0,
        rev: 1,
        ...change,
      };
      contacts.all.set(id, contact);
      return contact;
    },
    message(change: Partial<Message> = {}): Message {
      const message: Message = {
        id: 'e1:1:hello',
        p: 0,
        contactId: 'c1',
        enrolmentId: 'e1',
        workflowId: 'w1',
        version: 1,
        step: 'hello',
        purpose: 'marketing',
        to: 'c1@acme.io',
        subject: 'Hello',
        html: '<p>Hello</p>',
        text: 'Hello',
        status: 'queued',
        attempts: 0,
        nextAt: new Date(clock.at),
        createdAt: new Date(clock.at),
        ...change,
      };
      messages.all.set(message.id, message);
      return message;
    },
  };
}

export type DeliveryWorld = ReturnType<typeof deliveryWorld>;
