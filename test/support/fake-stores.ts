import type { Breaker } from '../../server/engine/breaker.ts';
import { roomFor } from '../../server/engine/caps.ts';
import type { BreakerStore } from '../../server/ports/breakers.ts';
import type { CapStore } from '../../server/ports/caps.ts';
import type { DeliveryOutcome, Mailer } from '../../server/ports/delivery.ts';
import type {
  ContactStore,
  EnrolmentStore,
  MessageResult,
  MessageStore,
  Place,
  Suppression,
  SuppressionStore,
} from '../../server/ports/stores.ts';
import type { TemplateRecord, TemplateStore } from '../../server/ports/workspace.ts';
import type { Contact } from '../../shared/contact.ts';
import type { InboxItem } from '../../shared/enrolment.ts';
import type { CapPlace } from '../../shared/frequency-cap.ts';
import type { Message } from '../../shared/message.ts';
import { type Settings, settings as settingsSchema } from '../../shared/settings.ts';

/** A page of items that are already in order. */
function pageOf<Item>(
  items: Item[],
  placeOf: (item: Item) => Place,
  limit: number,
  after: Place | undefined,
) {
  const from = after
    ? items.findIndex((item) => JSON.stringify(placeOf(item)) === JSON.stringify(after)) + 1
    : 0;
  const page = items.slice(from, from + limit);
  const last = page.at(-1);
  return { items: page, next: last && from + limit < items.length ? placeOf(last) : undefined };
}

export interface FakeMessages {
  store: MessageStore;
  all: Map<string, Message>;
}

/** Messages in memory, guarded as the real store guards them. */
export function fakeMessages(): FakeMessages {
  const all = new Map<string, Message>();
  function write(message: Message, result: MessageResult): void {
    const { claimBy: _claimBy, nextAt, reason, ...fields } = result;
    const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const kept = result.unreported === true ? message.nextAt : undefined;
    all.set(message.id, { ...message, ...known, claim: undefined, reason, nextAt: nextAt ?? kept });
  }
  const isOneOf = (message: Message | undefined, ids: readonly string[]) =>
    message !== undefined && ids.includes(message.id);
  const store: MessageStore = {
    async insert(messages) {
      for (const message of messages) if (!all.has(message.id)) all.set(message.id, message);
    },
    byId: async (id) => all.get(id),
    byIds: async (ids) => new Map([...all].filter(([, message]) => isOneOf(message, ids))),
    due: async (partitions, now, limit) =>
      [...all.values()]
        .filter(({ p, nextAt }) => partitions.includes(p) && nextAt && nextAt <= now)
        .slice(0, limit),
    nextDue: async () => undefined,
    async claim(ids, claim) {
      const won = new Set<string>();
      for (const message of all.values()) {
        if (!isOneOf(message, ids) || message.status !== 'queued') continue;
        all.set(message.id, { ...message, status: 'sending', claim, nextAt: claim.until });
        won.add(message.id);
      }
      return won;
    },
    async settle(results) {
      const won = new Set<string>();
      for (const result of results) {
        const message = all.get(result.id);
        const holds =
          result.claimBy === undefined
            ? message?.status === 'queued'
            : message?.status === 'sending' && message.claim?.by === result.claimBy;
        if (!message || !holds) continue;
        write(message, result);
        won.add(result.id);
      }
      return won;
    },
    async reported(ids) {
      for (const message of all.values())
        if (isOneOf(message, ids) && message.unreported)
          all.set(message.id, { ...message, unreported: undefined, nextAt: undefined });
    },
    async move(id, from, to) {
      const message = all.get(id);
      if (!message || !from.includes(message.status)) return false;
      write(message, to);
      return true;
    },
    async moveAll(from, results) {
      const moved = await Promise.all(results.map((to) => store.move(to.id, from, to)));
      return new Set(results.flatMap(({ id }, at) => (moved[at] ? id : [])));
    },
    async noteCounted(ids, day) {
      for (const message of all.values())
        if (isOneOf(message, ids)) all.set(message.id, { ...message, countedOn: day });
    },
    countWaiting: async (_workflowId, why) => [...all.values()].filter(({ reason }) => reason === why).length,
    hurry: async () => {},
    countHeld: async () => [...all.values()].filter(({ status }) => status === 'held').length,
    countApproved: async () => [...all.values()].filter(({ approvedBy }) => approvedBy).length,
    cancelOf: async () => {},
    async providerSaid(id, { status, reason, ...times }) {
      const message = all.get(id);
      if (!message) return;
      const from: Partial<Record<string, string[]>> = {
        sent: ['unknown'],
        delivered: ['sent', 'unknown'],
        failed: ['sent', 'unknown'],
        bounced: ['sent', 'delivered', 'unknown'],
      };
      const changes =
        status && from[status]?.includes(message.status) ? { status, ...(reason ? { reason } : {}) } : {};
      // What is known already stays where it is earlier.
      const known = Object.fromEntries(
        Object.entries(times).filter(([name, time]) => {
          const before = message[name as keyof typeof times];
          return before === undefined || time < before;
        }),
      );
      all.set(id, { ...message, ...known, ...changes });
    },
    async list({ limit, after, contactId, workflowId, status }) {
      const found = [...all.values()]
        .filter((message) => contactId === undefined || message.contactId === contactId)
        .filter((message) => workflowId === undefined || message.workflowId === workflowId)
        .filter((message) => status === undefined || message.status === status)
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
      return pageOf(found, ({ createdAt, id }) => [createdAt.getTime(), id], limit, after);
    },
    reasons: async () => [],
    opened: async () => [],
    counts: async () => ({}),
    sentTo: async (ids) =>
      [...all.values()].filter(({ contactId, sentAt }) => sentAt && ids.includes(contactId)),
    deleteOfContacts: async () => {},
    handOver: async () => {},
    lately: async () => ({ sent: 0, bounced: 0, complained: 0 }),
    forgetTexts: async () => 0,
  };
  return { store, all };
}

/** What enrolments were told, once per item. */
export function fakeInboxes(): { store: Pick<EnrolmentStore, 'poke'>; items: Map<string, InboxItem[]> } {
  const items = new Map<string, InboxItem[]>();
  return {
    items,
    store: {
      async poke(pokes) {
        for (const { id, item } of pokes) {
          const inbox = items.get(id) ?? [];
          if (!inbox.some((known) => known.id === item.id)) items.set(id, [...inbox, item]);
        }
      },
    },
  };
}

type Contacts = Pick<ContactStore, 'count' | 'byIds' | 'bySourceIds' | 'byEmail' | 'save'>;

export function fakeContacts(): { store: Contacts; all: Map<string, Contact> } {
  const all = new Map<string, Contact>();
  return {
    all,
    store: {
      count: async () => all.size,
      byIds: async (ids) => new Map([...all].filter(([id]) => ids.includes(id))),
      bySourceIds: async (ids) =>
        new Map(
          [...all.values()].flatMap((contact) =>
            contact.sourceIds.filter((id) => ids.includes(id)).map((id) => [id, contact] as const),
          ),
        ),
      byEmail: async (email) => [...all.values()].filter((contact) => contact.email === email),
      async save(changes) {
        const lost = new Set<string>();
        for (const { was, after } of changes) {
          if (all.get(after.id)?.rev === was) all.set(after.id, after);
          else lost.add(after.id);
        }
        return lost;
      },
    },
  };
}

export function fakeSuppressions(): { store: SuppressionStore; all: Map<string, Suppression> } {
  const all = new Map<string, Suppression>();
  return {
    all,
    store: {
      add: async (suppression) => void all.set(suppression.address, suppression),
      of: async (addresses) => new Map([...all].filter(([address]) => addresses.includes(address))),
      remove: async (address) => all.delete(address),
      list: async ({ limit, after }) =>
        pageOf([...all.values()], ({ at, address }) => [at.getTime(), address], limit, after),
    },
  };
}

export function fakeTemplates(): TemplateStore {
  const all = new Map<string, TemplateRecord>();
  return {
    all: async () => [...all.values()],
    byKey: async (key) => all.get(key),
    async insert(template) {
      if (all.has(template.key)) return false;
      all.set(template.key, template);
      return true;
    },
    save: async (template) => void all.set(template.key, template),
    delete: async (key) => all.delete(key),
  };
}

export interface FakeMailer extends Mailer {
  sent: { message: Message; headers: Record<string, string>; from: string }[];
  answer: (message: Message) => DeliveryOutcome | Promise<DeliveryOutcome>;
}

/** A provider that answers what it is told, and remembers what it sent. */
export function fakeMailer(): FakeMailer {
  const mailer = {
    name: 'sendgrid' as const,
    sent: [] as { message: Message; headers: Record<string, string>; from: string }[],
    answer: (_message: Message): DeliveryOutcome | Promise<DeliveryOutcome> => ({
      type: 'sent',
      providerId: 'p1',
    }),
    async send(message: Message, { from, headers }: { from: string; headers: Record<string, string> }) {
      mailer.sent.push({ message, from, headers });
      return mailer.answer(message);
    },
  };
  return mailer;
}

/** Settings that a test may change. */
export function fakeSettings(given: Partial<Settings> = {}): { get(): Promise<Settings>; value: Settings } {
  const fake = { value: settingsSchema.parse(given), get: async () => fake.value };
  return fake;
}

/** Places under frequency caps in memory. */
export function fakeCaps(): CapStore {
  const all = new Map<string, CapPlace[]>();
  return {
    async reserve(wishes, caps, now) {
      for (const { id, contactId, topic } of wishes) {
        const taken = all.get(contactId) ?? [];
        const fits = roomFor(topic, taken, caps, now) <= now && !taken.some((place) => place.id === id);
        all.set(contactId, fits ? [...taken, { id, at: now, topic }] : taken);
      }
      return new Map(wishes.map(({ contactId }) => [contactId, all.get(contactId) ?? []]));
    },
    async release(places) {
      for (const { id, contactId } of places)
        all.set(
          contactId,
          (all.get(contactId) ?? []).filter((place) => place.id !== id),
        );
    },
    async deleteOfContacts(contactIds) {
      for (const contactId of contactIds) all.delete(contactId);
    },
  };
}

/** What processes know of failing providers, in memory. */
export function fakeBreakers(): BreakerStore {
  const all = new Map<string, Breaker>();
  return {
    all: async () => [...all.values()],
    byId: async (id) => all.get(id),
    async save(breaker, was) {
      if (all.get(breaker.id)?.rev !== was) return false;
      all.set(breaker.id, breaker);
      return true;
    },
    async close(id) {
      all.delete(id);
    },
  };
}
