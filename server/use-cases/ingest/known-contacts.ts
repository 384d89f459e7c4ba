import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import type { Runtime } from '../runtime.ts';
import { applyToContact } from './apply-calls.ts';

/** What is kept in memory of who listens to what. */
type Books = Pick<Runtime, 'plans' | 'watchBook'>;

/** For how long a contact is taken to be as it was last read, and how many are remembered. */
const FRESH = 30_000;
const KEPT = 20_000;

/** Remembers contacts for a moment, so that events which change nobody and concern no workflow cost no look-up. */
export interface KnownContacts {
  /** The events that need matching: the others are stored, and there is nothing more to do about them. */
  concerning(events: readonly StoredEvent[], books: Books, now: Date): StoredEvent[];
  learn(event: StoredEvent, contact: Contact, now: Date): void;
}

/** An empty memory. What it forgets is only read again. */
export function rememberContacts(): KnownContacts {
  const known = new Map<string, { contact: Contact; until: number }>();

  function isQuiet(event: StoredEvent, { plans, watchBook }: Books, now: number): boolean {
    if (event.name === undefined || event.type === 'alias') return false;
    const tokens = [`event:${event.name}`];
    if (watchBook.of('contact').concerns(tokens) || watchBook.of('account').concerns(tokens)) return false;
    if (plans.startedBy(event.name).length > 0 || plans.listeningTo(event.name).length > 0) return false;
    if (plans.metersOf(event.name).length > 0) return false;
    const found = known.get(event.sourceId);
    if (!found || found.until < now) return false;
    const { contact } = found;
    const isLinked = event.anonymousId === undefined || contact.sourceIds.includes(`a:${event.anonymousId}`);
    return isLinked && applyToContact(contact, event) === contact;
  }

  return {
    concerning: (events, books, now) => events.filter((event) => !isQuiet(event, books, now.getTime())),
    learn(event, contact, now) {
      if (known.size >= KEPT) known.clear();
      known.set(event.sourceId, { contact, until: now.getTime() + FRESH });
    },
  };
}
