import { z } from 'zod';
import { askedCondition, explanation } from '../condition.ts';
import { conditionCount, subjectKind } from '../segment.ts';
import type { Route } from './route.ts';

export const conditionRoutes = {
  countCondition: {
    method: 'POST',
    path: '/api/conditions/count',
    permission: 'viewer',
    summary: 'How many a condition holds for, and three of them',
    body: z.strictObject({
      when: askedCondition,
      subject: subjectKind.default('contact'),
      now: z.string().optional(),
    }),
    answer: conditionCount,
  },
  conditionSchema: {
    method: 'GET',
    path: '/api/conditions/schema',
    permission: 'viewer',
    summary: 'The JSON Schema of a condition',
    answer: z.record(z.string(), z.unknown()),
  },
  explainCondition: {
    method: 'POST',
    path: '/api/conditions/explain',
    permission: 'viewer',
    summary: 'Whether a condition holds for a contact or an account, and why',
    body: z.strictObject({
      when: askedCondition,
      userId: z.string().min(1).max(255).optional(),
      accountId: z.string().min(1).max(255).optional(),
      now: z.string().optional(),
    }),
    answer: explanation,
  },
} as const satisfies Record<string, Route>;
