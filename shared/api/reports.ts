import { z } from 'zod';
import { churnQuery, churnReport, holdoutComparison, signalQuality } from '../churn.ts';
import type { Route } from './route.ts';

export const reportRoutes = {
  getChurn: {
    method: 'GET',
    path: '/api/reports/churn',
    permission: 'viewer',
    summary: 'Who left in the last 30, 90, 180 or 365 days, what it cost, and what was gained and saved',
    query: churnQuery,
    answer: churnReport,
  },
  getSignalQuality: {
    method: 'GET',
    path: '/api/reports/signals',
    permission: 'viewer',
    summary: 'How well each signal told of those who left',
    query: churnQuery,
    answer: z.object({ items: z.array(signalQuality) }),
  },
  compareHoldouts: {
    method: 'GET',
    path: '/api/reports/holdouts',
    permission: 'viewer',
    summary: 'What workflows with a control group changed, with a confidence interval',
    query: churnQuery,
    answer: z.object({ items: z.array(holdoutComparison) }),
  },
} as const satisfies Record<string, Route>;
