import type { QueryOf } from '../../../shared/api.ts';
import type { SeenWithin } from '../../../shared/contact.ts';
import { DAY } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { ContactsListed } from '../../ports/stores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Verb } from '../verb.ts';
import { contactViews, oneContactView } from './contact-view.ts';
import { findContact } from './find-contact.ts';

/** Contacts in the order asked for, narrowed by when they were seen and what they agreed to. */
export const listContacts: Verb<'listContacts'> = async (runtime, { query }) => {
  const { limit, cursor, sort, direction, ...filters } = query;
  const page = await runtime.contacts.list({
    limit,
    after: decodeCursor(cursor),
    ...contactsListed(filters, runtime.clock.now()),
    order: sort,
    direction,
  });
  return { items: await contactViews(runtime, page.items), next: encodeCursor(page.next) };
};

/** How many contacts such a list finds. */
export const countContacts: Verb<'countContacts'> = async (runtime, { query }) => ({
  count: await runtime.contacts.countListed(contactsListed(query, runtime.clock.now())),
});

/** What a list of contacts is narrowed by, at this moment. */
export function contactsListed({ search, mail, seen }: QueryOf<'countContacts'>, now: Date): ContactsListed {
  return { search: search?.trim() || undefined, mail, ...seenBounds(seen, now) };
}

/** The moments that a wish about when somebody was seen means now. */
export function seenBounds(seen: SeenWithin | undefined, now: Date): { seenFrom?: Date; seenBefore?: Date } {
  if (seen === undefined) return {};
  const bound = new Date(now.getTime() - Number(seen.replace('not', '')) * DAY);
  return seen.startsWith('not') ? { seenBefore: bound } : { seenFrom: bound };
}

/** One contact with its account and what forbids writing to it. */
export const getContact: Verb<'getContact'> = async (runtime, { params }) =>
  oneContactView(runtime, await findContact(runtime, params.userId));

/** Event names and traits seen so far, last seen first. */
export const getVocabulary: Verb<'getVocabulary'> = async (runtime: Pick<Ports, 'names'>) => {
  const names = await runtime.names.all();
  return {
    events: names.flatMap(({ kind, name, lastSeenAt }) =>
      kind === 'event' ? [{ name, lastSeenAt: lastSeenAt.toISOString() }] : [],
    ),
    traits: names.flatMap(({ kind, name, sample }) =>
      kind === 'event' ? [] : [{ path: name, fact: kind, sample: sample ?? null }],
    ),
  };
};
