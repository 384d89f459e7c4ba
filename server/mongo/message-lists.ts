import type { Message, MessageListed, MessageStatus } from '../../shared/message.ts';
import type { MessageStore, PageOf } from '../ports/stores.ts';
import { readMergedPage, readPage, towards } from './page.ts';
import type { Query, Shelf, Sort } from './shelf.ts';
import { fromStored } from './stored.ts';

export const ofWorkflow = { workflowId: 1, createdAt: -1, _id: -1 } as const;
export const ofReason = { workflowId: 1, reason: 1, createdAt: -1, _id: -1, status: 1 } as const;
export const ofStatus = { status: 1, createdAt: -1, _id: -1 } as const;
/** Few beside those that nobody is known to have opened, as that is only counted where people allowed it. */
export const lastOpened = { openedAt: -1, _id: -1 } as const;
export const lastClicked = { clickedAt: -1, _id: -1 } as const;

/** Where nearly all messages end; in every other state there are few at a time. */
const usualStatuses: readonly MessageStatus[] = ['sent', 'delivered', 'suppressed', 'cancelled'];

/** One page of the outbox, each way to narrow it by the index that serves it. */
export function listMessages(
  shelf: Shelf,
  { contactId, workflowId, status, reason, direction, ...request }: Parameters<MessageStore['list']>[0],
): Promise<PageOf<Message>> {
  const of: Query = {
    ...(contactId === undefined ? {} : { contactId }),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(reason === undefined ? {} : { reason }),
  };
  const readBy = (field: string, hint?: Sort) => ({
    order: towards({ field, type: 'date' }, direction ?? 'desc'),
    request,
    read: fromStored<Message>,
    hint,
  });
  const mark = markOf(status);
  if (mark)
    return readPage(
      shelf,
      { ...of, [mark]: { $gt: new Date(0) } },
      readBy(mark, contactId !== undefined ? undefined : mark === 'openedAt' ? lastOpened : lastClicked),
    );
  const statuses = statusesOf(status);
  if (reason !== undefined && workflowId !== undefined)
    return readPage(shelf, { ...of, ...inAny(statuses) }, readBy('createdAt', ofReason));
  // Those of one person are few, and of a workflow's most are in a usual state.
  if (contactId !== undefined || statuses.length === 0)
    return readPage(shelf, { ...of, ...inAny(statuses) }, readBy('createdAt'));
  if (workflowId !== undefined && statuses.some((each) => usualStatuses.includes(each)))
    return readPage(shelf, { ...of, ...inAny(statuses) }, readBy('createdAt', ofWorkflow));
  return readMergedPage(
    shelf,
    statuses.map((each) => ({ ...of, status: each })),
    readBy('createdAt', workflowId === undefined ? undefined : ofStatus),
  );
}

function markOf(status: MessageListed | readonly MessageStatus[] | undefined) {
  if (status === 'opened') return 'openedAt';
  return status === 'clicked' ? 'clickedAt' : undefined;
}

function statusesOf(status: MessageListed | readonly MessageStatus[] | undefined): readonly MessageStatus[] {
  if (status === undefined || status === 'opened' || status === 'clicked') return [];
  return typeof status === 'string' ? [status] : status;
}

function inAny(statuses: readonly MessageStatus[]): Query {
  if (statuses.length === 0) return {};
  return { status: statuses.length === 1 ? statuses[0] : { $in: [...statuses] } };
}
