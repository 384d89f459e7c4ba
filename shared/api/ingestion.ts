import { z } from 'zod';
import { batchAnswer, callStatus, callView, vocabularyView } from '../event.ts';
import { listOf, page, type Route } from './route.ts';

/** Segment-compatible; the bodies are checked call by call. */
export const ingestionRoutes = {
  ingestIdentify: {
    method: 'POST',
    path: '/v1/identify',
    permission: 'write-key',
    summary: 'Who somebody is',
    answer: batchAnswer,
  },
  ingestTrack: {
    method: 'POST',
    path: '/v1/track',
    permission: 'write-key',
    summary: 'What somebody did',
    answer: batchAnswer,
  },
  ingestPage: {
    method: 'POST',
    path: '/v1/page',
    permission: 'write-key',
    summary: 'A page somebody saw',
    answer: batchAnswer,
  },
  ingestScreen: {
    method: 'POST',
    path: '/v1/screen',
    permission: 'write-key',
    summary: 'A screen somebody saw',
    answer: batchAnswer,
  },
  ingestGroup: {
    method: 'POST',
    path: '/v1/group',
    permission: 'write-key',
    summary: 'Which account somebody belongs to',
    answer: batchAnswer,
  },
  ingestAlias: {
    method: 'POST',
    path: '/v1/alias',
    permission: 'write-key',
    summary: 'Two ids are one person',
    answer: batchAnswer,
  },
  ingestBatch: {
    method: 'POST',
    path: '/v1/batch',
    permission: 'write-key',
    summary: 'Many calls at once',
    answer: batchAnswer,
  },
  ingestImport: {
    method: 'POST',
    path: '/v1/import',
    permission: 'write-key',
    summary: 'History: changes facts, starts nothing',
    answer: batchAnswer,
  },
  listCalls: {
    method: 'GET',
    path: '/api/events',
    permission: 'viewer',
    summary: 'The last calls seen, and why some were refused',
    query: z.object({ ...page, userId: z.string().max(255).optional(), status: callStatus.optional() }),
    answer: listOf(callView),
  },
  getVocabulary: {
    method: 'GET',
    path: '/api/vocabulary',
    permission: 'viewer',
    summary: 'Event names and traits seen so far',
    answer: vocabularyView,
  },
} as const satisfies Record<string, Route>;
