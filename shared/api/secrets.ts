import { z } from 'zod';
import { none, type Route } from './route.ts';

export const secretRoutes = {
  listSecrets: {
    method: 'GET',
    path: '/api/secrets',
    permission: 'marketer',
    summary: 'Names of the secrets that webhooks may use',
    answer: z.object({ items: z.array(z.object({ name: z.string(), updatedAt: z.string() })) }),
  },
  putSecret: {
    method: 'PUT',
    path: '/api/secrets/:name',
    permission: 'admin',
    summary: 'Keep a secret for webhooks; it is never shown again',
    body: z.strictObject({ value: z.string().min(1).max(5_000) }),
    answer: none,
    status: 204,
  },
  deleteSecret: {
    method: 'DELETE',
    path: '/api/secrets/:name',
    permission: 'admin',
    summary: 'Forget a secret',
    answer: none,
    status: 204,
  },
} as const satisfies Record<string, Route>;
