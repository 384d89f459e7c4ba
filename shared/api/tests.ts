import { z } from 'zod';
import { testCaseBody, testCaseView, testOutcome } from '../test-case.ts';
import { none, type Route } from './route.ts';

/** Test cases that are kept with a workflow. */
export const testRoutes = {
  listTests: {
    method: 'GET',
    path: '/api/workflows/:id/tests',
    permission: 'viewer',
    summary: 'The saved tests of a workflow',
    answer: z.object({ items: z.array(testCaseView) }),
  },
  saveTest: {
    method: 'POST',
    path: '/api/workflows/:id/tests',
    permission: 'marketer',
    summary: 'Keep a run as a test: the way it must take from now on',
    body: testCaseBody,
    answer: testCaseView,
    status: 201,
  },
  deleteTest: {
    method: 'DELETE',
    path: '/api/workflows/:id/tests/:test',
    permission: 'marketer',
    summary: 'Delete a saved test',
    answer: none,
    status: 204,
  },
  runTests: {
    method: 'POST',
    path: '/api/workflows/:id/tests/run',
    permission: 'viewer',
    summary: 'Run every saved test against the draft, or a document; nothing is sent',
    body: z.strictObject({ document: z.unknown().optional() }).optional(),
    answer: z.object({ passed: z.boolean(), items: z.array(testOutcome) }),
  },
} as const satisfies Record<string, Route>;
