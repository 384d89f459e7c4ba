import { displayName } from '../../../shared/contact.ts';
import type { Dispatch, HeldView } from '../../../shared/dispatch.ts';
import { problem } from '../../../shared/problems.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { shownCall } from '../dead-letters/shown-payload.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { nameOf, type Verb } from '../verb.ts';
import { approve, discard } from './decide.ts';

/** Calls and tasks that wait for somebody's yes, newest first; messages that do are in the outbox. */
export const listHeld: Verb<'listHeld'> = async (runtime, { query }) => {
  const { limit, cursor, workflowId } = query;
  const page = await runtime.dispatches.held({ limit, after: decodeCursor(cursor), workflowId });
  return { items: await viewsOf(runtime, page.items), next: encodeCursor(page.next) };
};

/** Lets one of them go. Throws HELD_UNKNOWN where it is not held, or not any more. */
export const approveHeld: Verb<'approveHeld'> = async (runtime, { params, actor }) => {
  const dispatch = await heldOf(runtime, params.id);
  await approve(runtime, { messages: [], dispatches: [dispatch] }, nameOf(actor));
  await recordChange(runtime, actor, 'held.approve', params.id);
};

/** Takes one of them back: the call is not made, the task not given to anybody. */
export const discardHeld: Verb<'discardHeld'> = async (runtime, { params, actor }) => {
  const dispatch = await heldOf(runtime, params.id);
  await discard(runtime, { messages: [], dispatches: [dispatch] }, nameOf(actor));
  await recordChange(runtime, actor, 'held.discard', params.id);
};

async function heldOf(runtime: Pick<Runtime, 'dispatches'>, id: string): Promise<Dispatch> {
  const dispatch = (await runtime.dispatches.byIds([id])).get(id);
  if (dispatch?.status !== 'held') throw problem('HELD_UNKNOWN', { id });
  return dispatch;
}

async function viewsOf(runtime: Runtime, dispatches: readonly Dispatch[]): Promise<HeldView[]> {
  const [contacts, workflows] = await Promise.all([
    runtime.contacts.byIds([...new Set(dispatches.map(({ contactId }) => contactId))]),
    runtime.workflows.byIds([...new Set(dispatches.map(({ workflowId }) => workflowId))]),
  ]);
  return dispatches.flatMap((dispatch): HeldView[] => {
    const { id, contactId, workflowId, step, createdAt, to } = dispatch;
    if (to.kind === 'team-mail') return [];
    const contact = contacts.get(contactId);
    const shown =
      to.kind === 'task'
        ? { what: to.task.title, text: to.task.note ?? '' }
        : { what: to.url, text: shownCall(to) };
    return [
      {
        ...{ id, kind: to.kind, ...shown, contactId, workflowId, step },
        contactName: contact && displayName(contact),
        workflowName: workflows.get(workflowId)?.name,
        createdAt: createdAt.toISOString(),
      },
    ];
  });
}
