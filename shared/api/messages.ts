import { z } from 'zod';
import { deadLetterDetail, deadLetterKind, deadLetterView } from '../dead-letter.ts';
import { heldView } from '../dispatch.ts';
import { direction } from '../list-order.ts';
import { messageGroup, messageListed, messageView } from '../message.ts';
import { providerView } from '../provider.ts';
import { listOf, none, page, type Route } from './route.ts';

/** What goes out, what is held back, and what failed. */
export const messageRoutes = {
  listMessages: {
    method: 'GET',
    path: '/api/messages',
    permission: 'viewer',
    summary: 'The outbox, newest first unless sorted otherwise',
    query: z.object({
      ...page,
      userId: z.string().max(255).optional(),
      workflowId: z.string().max(64).optional(),
      status: messageListed.optional().describe('A state; opened and clicked: the last of them first'),
      group: messageGroup.optional().describe('Of any state of a group; without status'),
      reason: z.string().max(500).optional().describe('With workflowId'),
      direction: direction.optional(),
    }),
    answer: listOf(messageView),
  },
  getMessage: {
    method: 'GET',
    path: '/api/messages/:id',
    permission: 'viewer',
    summary: 'One message as it is rendered',
    answer: messageView,
  },
  listDeadLetters: {
    method: 'GET',
    path: '/api/dead-letters',
    permission: 'marketer',
    summary: 'Messages, calls, mail to the team and events that failed for good, newest first',
    query: z.object({ ...page, kind: deadLetterKind.optional() }),
    answer: listOf(deadLetterView),
  },
  settleDeadLetters: {
    method: 'POST',
    path: '/api/dead-letters',
    permission: 'marketer',
    summary: 'Try them again or put them away: those of the ids, else all, else all of a kind',
    body: z.strictObject({
      do: z.enum(['replay', 'discard']),
      kind: deadLetterKind.optional(),
      ids: z.array(z.string().min(1).max(300)).min(1).max(200).optional(),
    }),
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getDeadLetter: {
    method: 'GET',
    path: '/api/dead-letters/:id',
    permission: 'marketer',
    summary: 'One of them with what would be sent; secrets are named and never shown',
    answer: deadLetterDetail,
  },
  listProviders: {
    method: 'GET',
    path: '/api/providers',
    permission: 'viewer',
    summary:
      'Providers and receivers that failed lately; those that are down get nothing until they are tried again',
    answer: z.object({ items: z.array(providerView) }),
  },
  listHeld: {
    method: 'GET',
    path: '/api/held',
    permission: 'viewer',
    summary: 'Calls and tasks that wait for somebody’s yes, newest first; messages that do are in the outbox',
    query: z.object({ ...page, workflowId: z.string().max(64).optional() }),
    answer: listOf(heldView),
  },
  approveHeld: {
    method: 'POST',
    path: '/api/held/:id/approve',
    permission: 'marketer',
    summary: 'Let a held call or task go',
    answer: none,
    status: 204,
  },
  discardHeld: {
    method: 'POST',
    path: '/api/held/:id/discard',
    permission: 'marketer',
    summary: 'Take a held call or task back',
    answer: none,
    status: 204,
  },
  reviewHeld: {
    method: 'POST',
    path: '/api/held/review',
    permission: 'marketer',
    summary:
      'Let everything go that waits for a yes, or discard it: messages, calls and tasks, of all workflows or of one',
    body: z.strictObject({ do: z.enum(['approve', 'discard']), workflowId: z.string().max(64).optional() }),
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  approveMessage: {
    method: 'POST',
    path: '/api/messages/:id/approve',
    permission: 'marketer',
    summary: 'Let a held message go',
    answer: messageView,
  },
  discardMessage: {
    method: 'POST',
    path: '/api/messages/:id/discard',
    permission: 'marketer',
    summary: 'Do not send a held message',
    answer: messageView,
  },
  resendMessage: {
    method: 'POST',
    path: '/api/messages/:id/resend',
    permission: 'marketer',
    summary: 'Send a failed message again',
    answer: messageView,
  },
} as const satisfies Record<string, Route>;
