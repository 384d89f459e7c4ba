import { z } from 'zod';
import { healthMeasure, healthPreview, healthRules, healthRulesView, healthView } from '../health.ts';
import { subjectKind } from '../segment.ts';
import type { Route } from './route.ts';

export const healthRoutes = {
  getContactHealth: {
    method: 'GET',
    path: '/api/contacts/:userId/health',
    permission: 'viewer',
    summary: 'Health of a contact, what costs it which points, and day by day',
    answer: healthView,
  },
  getAccountHealth: {
    method: 'GET',
    path: '/api/accounts/:id/health',
    permission: 'viewer',
    summary: 'Health of an account, what costs it which points, and day by day',
    answer: healthView,
  },
  getHealthRules: {
    method: 'GET',
    path: '/api/health/rules',
    permission: 'viewer',
    summary: 'What health is reckoned from',
    answer: healthRulesView,
  },
  saveHealthRules: {
    method: 'PUT',
    path: '/api/health/rules',
    permission: 'manager',
    summary: 'Change what health is reckoned from; everybody is reckoned anew',
    body: healthRules,
    answer: healthRulesView,
    ifMatch: true,
  },
  previewHealthRules: {
    method: 'POST',
    path: '/api/health/preview',
    permission: 'viewer',
    summary: 'How other rules would spread people, and who would come into another band; changes nothing',
    body: z.strictObject({ rules: healthRules, subject: subjectKind.default('account') }),
    answer: healthPreview,
  },
  healthMeasures: {
    method: 'GET',
    path: '/api/health/measures',
    permission: 'viewer',
    summary: 'How the factors of health stood for accounts that left and for those that stayed',
    answer: z.object({ items: z.array(healthMeasure) }),
  },
} as const satisfies Record<string, Route>;
