import { z } from 'zod';
import { templateBody, templateView } from '../template.ts';
import { listOf, none, page, type Route } from './route.ts';

/** Templates and previews of what is sent. */
export const textRoutes = {
  listTemplates: {
    method: 'GET',
    path: '/api/templates',
    permission: 'viewer',
    summary: 'E-mail texts',
    query: z.object(page),
    answer: listOf(templateView),
  },
  createTemplate: {
    method: 'POST',
    path: '/api/templates',
    permission: 'marketer',
    summary: 'Save a new text',
    body: templateBody,
    answer: templateView,
    status: 201,
  },
  getTemplate: {
    method: 'GET',
    path: '/api/templates/:key',
    permission: 'viewer',
    summary: 'One text',
    answer: templateView,
  },
  saveTemplate: {
    method: 'PUT',
    path: '/api/templates/:key',
    permission: 'marketer',
    summary: 'Change a text',
    body: templateBody,
    answer: templateView,
  },
  deleteTemplate: {
    method: 'DELETE',
    path: '/api/templates/:key',
    permission: 'marketer',
    summary: 'Delete a text; published versions keep theirs',
    answer: none,
    status: 204,
  },
  previewEmail: {
    method: 'POST',
    path: '/api/preview',
    permission: 'viewer',
    summary: 'Render a text for a contact',
    body: z.strictObject({
      subject: z.string().max(500),
      preheader: z.string().max(500).optional(),
      body: z.string().max(200_000),
      userId: z.string().max(255).optional(),
      language: z
        .enum(['en', 'pl', 'ru'])
        .optional()
        .describe('Shows the text as somebody with this language gets it; their own unless given'),
    }),
    answer: z.object({
      subject: z.string(),
      html: z.string(),
      text: z.string(),
      faults: z.array(z.string()),
      language: z.enum(['en', 'pl', 'ru']).describe('The language of what is added to the text'),
    }),
  },
} as const satisfies Record<string, Route>;
