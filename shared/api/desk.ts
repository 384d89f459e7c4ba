import { z } from 'zod';
import { noticeView } from '../notice.ts';
import { savedView, viewPlace, viewWish } from '../saved-view.ts';
import { listOf, none, page, type Route } from './route.ts';

/** What belongs to the person who asks: notices and saved views. */
export const deskRoutes = {
  listNotices: {
    method: 'GET',
    path: '/api/notices',
    permission: 'viewer',
    summary: 'What workflows told the asking person',
    query: z.object(page),
    answer: z.object({ items: z.array(noticeView), next: z.string().nullable(), unread: z.number() }),
  },
  readNotices: {
    method: 'POST',
    path: '/api/notices/read',
    permission: 'viewer',
    summary: 'Mark notices as read',
    body: z.strictObject({ ids: z.array(z.string().max(300)).max(200).optional() }),
    answer: none,
    status: 204,
  },
  listViews: {
    method: 'GET',
    path: '/api/views',
    permission: 'viewer',
    summary: 'Saved views of a list: one’s own and the shared ones',
    query: z.object({ place: viewPlace }),
    answer: listOf(savedView),
  },
  createView: {
    method: 'POST',
    path: '/api/views',
    permission: 'viewer',
    summary: 'Keep the filters of a list under a name; sharing it needs a marketer',
    body: viewWish.extend({ place: viewPlace }),
    answer: savedView,
    status: 201,
  },
  saveView: {
    method: 'PUT',
    path: '/api/views/:id',
    permission: 'viewer',
    summary: 'Change a saved view; a shared one needs a marketer',
    body: viewWish,
    answer: savedView,
  },
  deleteView: {
    method: 'DELETE',
    path: '/api/views/:id',
    permission: 'viewer',
    summary: 'Forget a saved view; a shared one needs a marketer',
    answer: none,
    status: 204,
  },
} as const satisfies Record<string, Route>;
