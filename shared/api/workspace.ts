import { z } from 'zod';
import { mailStatus, settings } from '../settings.ts';
import type { Route } from './route.ts';

/** The demo data, and its live mode while that is on. */
const demoView = z.object({
  loaded: z.boolean(),
  live: z.object({ startedAt: z.string(), until: z.string(), sent: z.number() }).nullable(),
});

/** Settings, demo data, and this API described. */
export const workspaceRoutes = {
  getSettings: {
    method: 'GET',
    path: '/api/settings',
    permission: 'viewer',
    summary: 'The workspace’s settings',
    answer: settings.extend({ mail: mailStatus }),
  },
  changeSettings: {
    method: 'PATCH',
    path: '/api/settings',
    permission: 'admin',
    summary: 'Change settings',
    body: settings.omit({ sendingStoppedBy: true }).partial(),
    answer: settings.extend({ mail: mailStatus }),
  },
  loadDemo: {
    method: 'POST',
    path: '/api/demo',
    permission: 'admin',
    summary: 'Load demo data to look around',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  removeDemo: {
    method: 'DELETE',
    path: '/api/demo',
    permission: 'admin',
    summary: 'Remove demo data without a trace',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getDemo: {
    method: 'GET',
    path: '/api/demo',
    permission: 'viewer',
    summary: 'Whether demo data is here, and whether its people go on living',
    answer: demoView,
  },
  startDemoLive: {
    method: 'PUT',
    path: '/api/demo/live',
    permission: 'admin',
    summary: 'Let the people of the demo use the product for two hours',
    answer: demoView,
  },
  stopDemoLive: {
    method: 'DELETE',
    path: '/api/demo/live',
    permission: 'admin',
    summary: 'Let the people of the demo rest',
    answer: demoView,
  },
  openApi: {
    method: 'GET',
    path: '/api/openapi.json',
    permission: 'public',
    summary: 'This API, described',
    answer: z.record(z.string(), z.unknown()),
  },
} as const satisfies Record<string, Route>;
