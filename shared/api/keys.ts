import { z } from 'zod';
import { keyKind, keyView, role, siteOrigin } from '../people.ts';
import { listOf, none, page, type Route } from './route.ts';

export const keyRoutes = {
  listKeys: {
    method: 'GET',
    path: '/api/keys',
    permission: 'manager',
    summary: 'API keys and write keys',
    query: z.object({ ...page, kind: keyKind.optional() }),
    answer: listOf(keyView),
  },
  createKey: {
    method: 'POST',
    path: '/api/keys',
    permission: 'admin',
    summary: 'Make a key; the secret is shown once',
    body: z.strictObject({
      kind: keyKind,
      name: z.string().trim().min(1).max(120),
      role: role.optional(),
      origins: z.array(siteOrigin).max(50).optional(),
    }),
    answer: keyView.extend({
      secret: z.string(),
      /** Browser keys only: makes the `userHash` of known users, on the server. */
      identitySecret: z.string().optional(),
    }),
    status: 201,
  },
  changeKey: {
    method: 'PATCH',
    path: '/api/keys/:id',
    permission: 'admin',
    summary: 'Say which sites may use a browser key',
    body: z.strictObject({ origins: z.array(siteOrigin).max(50) }),
    answer: keyView,
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/keys/:id',
    permission: 'admin',
    summary: 'Revoke a key',
    answer: none,
    status: 204,
  },
} as const satisfies Record<string, Route>;
