import { z } from 'zod';
import { memberView, segmentDay, segmentLine, segmentView } from '../segment.ts';
import { listOf, none, page, type Route } from './route.ts';

export const segmentRoutes = {
  listSegments: {
    method: 'GET',
    path: '/api/segments',
    permission: 'viewer',
    summary: 'All segments, by key',
    query: z.object({ ...page, archived: z.stringbool().default(false) }),
    answer: listOf(segmentLine),
  },
  createSegment: {
    method: 'POST',
    path: '/api/segments',
    permission: 'marketer',
    summary: 'Make a segment',
    body: z.unknown(),
    answer: segmentView,
    status: 201,
  },
  getSegment: {
    method: 'GET',
    path: '/api/segments/:key',
    permission: 'viewer',
    summary: 'One segment with its size, and who uses it',
    answer: segmentView,
  },
  saveSegment: {
    method: 'PUT',
    path: '/api/segments/:key',
    permission: 'marketer',
    summary: 'Change a segment; its key and subject stay',
    body: z.unknown(),
    answer: segmentView,
    ifMatch: true,
  },
  archiveSegment: {
    method: 'DELETE',
    path: '/api/segments/:key',
    permission: 'marketer',
    summary: 'Put a segment away that nothing uses',
    answer: none,
    status: 204,
  },
  listSegmentMembers: {
    method: 'GET',
    path: '/api/segments/:key/members',
    permission: 'viewer',
    summary: 'Who is in a segment now',
    query: z.object(page),
    answer: listOf(memberView),
  },
  getSegmentHistory: {
    method: 'GET',
    path: '/api/segments/:key/history',
    permission: 'viewer',
    summary: 'The size of a segment day by day, and who came and went',
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90) }),
    answer: z.object({ days: z.array(segmentDay) }),
  },
} as const satisfies Record<string, Route>;
