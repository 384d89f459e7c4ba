import { z } from 'zod';
import { suppressionReason } from '../message.ts';
import { listOf, none, page, type Route } from './route.ts';

const suppressionView = z.object({ email: z.string(), reason: suppressionReason, at: z.string() });

export const suppressionRoutes = {
  listSuppressions: {
    method: 'GET',
    path: '/api/suppressions',
    permission: 'viewer',
    summary: 'Addresses nothing is sent to',
    query: z.object(page),
    answer: listOf(suppressionView),
  },
  addSuppression: {
    method: 'POST',
    path: '/api/suppressions',
    permission: 'marketer',
    summary: 'Never send to an address',
    body: z.strictObject({ email: z.email() }),
    answer: suppressionView,
    status: 201,
  },
  liftSuppression: {
    method: 'DELETE',
    path: '/api/suppressions/:email',
    permission: 'admin',
    summary: 'Allow an address again',
    answer: none,
    status: 204,
  },
} as const satisfies Record<string, Route>;
