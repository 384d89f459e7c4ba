import { z } from 'zod';
import { hookBody, hookDelivery, hookMapping, hookTrial, hookView } from '../hook.ts';
import { listOf, none, page, type Route } from './route.ts';

/** Webhooks of others. */
export const hookRoutes = {
  listHooks: {
    method: 'GET',
    path: '/api/hooks',
    permission: 'manager',
    summary: 'Webhooks that others send to',
    query: z.object(page),
    answer: listOf(hookView),
  },
  createHook: {
    method: 'POST',
    path: '/api/hooks',
    permission: 'manager',
    summary: 'Make a webhook; its secret is shown once',
    body: hookBody,
    answer: hookView.extend({ secret: z.string() }),
    status: 201,
  },
  tryHook: {
    method: 'POST',
    path: '/api/hooks/try',
    permission: 'manager',
    summary: 'What a payload would become; nothing is kept',
    body: z.strictObject({ mapping: hookMapping, payload: z.unknown() }),
    answer: hookTrial,
  },
  getHook: {
    method: 'GET',
    path: '/api/hooks/:id',
    permission: 'manager',
    summary: 'One webhook',
    answer: hookView,
  },
  saveHook: {
    method: 'PUT',
    path: '/api/hooks/:id',
    permission: 'manager',
    summary: 'Change a webhook; without a secret it keeps its own',
    body: hookBody,
    answer: hookView,
  },
  deleteHook: {
    method: 'DELETE',
    path: '/api/hooks/:id',
    permission: 'manager',
    summary: 'Delete a webhook; for a day it can be put back',
    answer: none,
    status: 204,
  },
  restoreHook: {
    method: 'POST',
    path: '/api/hooks/:id/restore',
    permission: 'manager',
    summary: 'Put a webhook back that was deleted within the last day, with its address and its secret',
    answer: hookView,
  },
  listHookDeliveries: {
    method: 'GET',
    path: '/api/hooks/:id/deliveries',
    permission: 'manager',
    summary: 'Its last deliveries and what came of them',
    query: z.object(page),
    answer: listOf(hookDelivery),
  },
} as const satisfies Record<string, Route>;
