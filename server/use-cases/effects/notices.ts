import { displayName } from '../../../shared/contact.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';

/** More than this is shown as “99+”. */
const MOST_COUNTED = 100;

/** What the asking person was told, newest first, and how much of it is new. */
export const listNotices: Verb<'listNotices'> = async (runtime, { query, actor }) => {
  const person = await addressOf(runtime, actor);
  if (person === undefined) return { items: [], next: null, unread: 0 };
  const [page, unread] = await Promise.all([
    runtime.notices.list({ person, limit: query.limit, after: decodeCursor(query.cursor) }),
    runtime.notices.countUnread(person, MOST_COUNTED),
  ]);
  const [contacts, workflows] = await Promise.all([
    runtime.contacts.byIds([...new Set(page.items.flatMap(({ contactId }) => contactId ?? []))]),
    runtime.workflows.byIds([...new Set(page.items.map(({ workflowId }) => workflowId))]),
  ]);
  return {
    items: page.items.map(({ id, subject, text, brake, contactId, userId, workflowId, at, readBy }) => {
      const contact = contacts.get(contactId ?? '');
      return {
        id,
        subject,
        text,
        brake,
        contactId,
        userId,
        contactName: contact && displayName(contact),
        workflowId,
        workflowName: workflows.get(workflowId)?.name,
        at: at.toISOString(),
        read: readBy.includes(person),
      };
    }),
    next: encodeCursor(page.next),
    unread,
  };
};

/** Marks notices as read by the asking person; without ids, all of them. */
export const readNotices: Verb<'readNotices'> = async (runtime, { body, actor }) => {
  const person = await addressOf(runtime, actor);
  if (person !== undefined) await runtime.notices.markRead(person, body.ids);
};

/** Programs are told nothing: notices go to people. */
async function addressOf(runtime: Pick<Runtime, 'people'>, actor: Actor): Promise<string | undefined> {
  return actor.type === 'person' ? (await runtime.people.byId(actor.id))?.email : undefined;
}
