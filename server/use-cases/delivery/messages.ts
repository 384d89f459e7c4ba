import {
  type Message,
  type MessageStatus,
  type MessageView,
  messageGroups,
} from '../../../shared/message.ts';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import type { MessageResult } from '../../ports/stores.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import { approve, discard } from '../review/decide.ts';
import type { Runtime } from '../runtime.ts';
import { nameOf, type Verb } from '../verb.ts';
import { askPermission } from './ask-permission.ts';
import { messageViews } from './message-view.ts';

/** What somebody may send again: it failed, came back, or nobody knows whether it arrived. */
const resendable: readonly MessageStatus[] = ['failed', 'unknown', 'bounced'];

/** The outbox, newest first. */
export const listMessages: Verb<'listMessages'> = async (runtime, { query }) => {
  const { limit, cursor, userId, workflowId, status, group, reason, direction } = query;
  if (reason !== undefined && workflowId === undefined) throw problem('REASON_OF_NO_WORKFLOW', {});
  const after = decodeCursor(cursor);
  let contactId: string | undefined;
  if (userId !== undefined) {
    const source = `u:${userId}`;
    contactId = (await runtime.contacts.bySourceIds([source])).get(source)?.id;
    if (contactId === undefined) return { items: [], next: null };
  }
  const { items, next } = await runtime.messages.list({
    ...{ limit, after, contactId, workflowId, reason, direction },
    status: status ?? (group && messageGroups[group]),
  });
  return { items: await messageViews(runtime, items), next: encodeCursor(next) };
};

/** One message as it is rendered. */
export const getMessage: Verb<'getMessage'> = (runtime, { params }) => viewById(runtime, params.id);

/** Lets a held message go. Throws SEND_NOT_ALLOWED where it may not go any more. */
export const approveMessage: Verb<'approveMessage'> = async (runtime, { params, actor }) => {
  const message = await heldMessage(runtime, params.id);
  const [refused] = await approve(runtime, { messages: [message], dispatches: [] }, nameOf(actor));
  if (refused) throw problem('SEND_NOT_ALLOWED', { reason: refused.reason });
  await recordChange(runtime, actor, 'held.approve', params.id);
  return viewById(runtime, params.id);
};

/** Does not send a held message; whoever waits for it in a workflow goes on as not sent. */
export const discardMessage: Verb<'discardMessage'> = async (runtime, { params, actor }) => {
  const message = await heldMessage(runtime, params.id);
  await discard(runtime, { messages: [message], dispatches: [] }, nameOf(actor));
  await recordChange(runtime, actor, 'held.discard', params.id);
  return viewById(runtime, params.id);
};

async function heldMessage(runtime: Runtime, id: string): Promise<Message> {
  const message = await load(runtime, id);
  if (message.status !== 'held') throw problem('MESSAGE_NOT_HELD', { status: message.status });
  return message;
}

/** Sends a message again because somebody decided so; what must not be sent stays unsent. */
export const resendMessage: Verb<'resendMessage'> = async (runtime, { params }) => {
  const message = await load(runtime, params.id);
  const { id, status } = message;
  if (!resendable.includes(status) || message.html === '')
    throw problem('MESSAGE_NOT_RESENDABLE', { status });
  await refuseForbidden(runtime, message);
  const again: MessageResult = { id, status: 'queued', nextAt: runtime.clock.now(), attempts: 0 };
  const moved = await runtime.messages.move(id, [status], again);
  if (!moved) throw problem('MESSAGE_NOT_RESENDABLE', { status: (await load(runtime, id)).status });
  runtime.wake();
  return viewById(runtime, id);
};

async function refuseForbidden(runtime: Runtime, message: Message): Promise<void> {
  const permission = await askPermission(runtime, [message]);
  const verdict = permission.verdict(message, runtime.clock.now());
  if (!verdict.allowed) throw problem('SEND_NOT_ALLOWED', { reason: verdict.reason });
}

async function load(ports: Pick<Ports, 'messages'>, id: string): Promise<Message> {
  const message = await ports.messages.byId(id);
  if (!message) throw problem('MESSAGE_UNKNOWN', { id });
  return message;
}

async function viewById(runtime: Runtime, id: string): Promise<MessageView> {
  const [view] = await messageViews(runtime, [await load(runtime, id)]);
  if (!view) throw problem('MESSAGE_UNKNOWN', { id });
  return view;
}
