import { z } from 'zod';
import { activityView } from '../account.ts';
import {
  contactFilters,
  contactSort,
  contactView,
  permissions,
  timelineGroup,
  timelineItem,
} from '../contact.ts';
import { direction } from '../list-order.ts';
import { listOf, none, page, type Route } from './route.ts';

export const contactRoutes = {
  listContacts: {
    method: 'GET',
    path: '/api/contacts',
    permission: 'viewer',
    summary: 'Contacts, last seen first unless sorted otherwise',
    query: z
      .object({
        ...page,
        ...contactFilters,
        sort: contactSort.optional(),
        direction: direction.optional(),
      })
      // Any other order would read everybody to find the few who are like this.
      .refine(({ mail, seen, sort = 'seen' }) => (mail ?? seen) === undefined || sort === 'seen', {
        path: ['sort'],
        error: 'Narrowed by “mail” or “seen”, contacts are sorted by “seen”.',
      }),
    answer: listOf(contactView),
  },
  countContacts: {
    method: 'GET',
    path: '/api/counts/contacts',
    permission: 'viewer',
    summary: 'How many contacts a list finds',
    query: z.object(contactFilters),
    answer: z.object({ count: z.number() }),
  },
  getContact: {
    method: 'GET',
    path: '/api/contacts/:userId',
    permission: 'viewer',
    summary: 'One contact',
    answer: contactView,
  },
  getTimeline: {
    method: 'GET',
    path: '/api/contacts/:userId/timeline',
    permission: 'viewer',
    summary: 'A contact’s story, newest first',
    query: z.object({ ...page, kind: timelineGroup.optional() }),
    answer: listOf(timelineItem),
  },
  getActivity: {
    method: 'GET',
    path: '/api/contacts/:userId/activity',
    permission: 'viewer',
    summary: 'How active a contact was, day by day, beside what is usual for them',
    answer: activityView,
  },
  changeContact: {
    method: 'PATCH',
    path: '/api/contacts/:userId',
    permission: 'marketer',
    summary: 'Change traits and tags',
    body: z.strictObject({
      traits: z.record(z.string(), z.unknown()).optional(),
      tags: z.array(z.string().max(80)).max(100).optional(),
    }),
    answer: contactView,
  },
  changePermissions: {
    method: 'PATCH',
    path: '/api/contacts/:userId/permissions',
    permission: 'marketer',
    summary: 'Record what a contact agreed to',
    body: z.strictObject(permissions.partial().shape),
    answer: contactView,
  },
  deleteContact: {
    method: 'DELETE',
    path: '/api/contacts/:userId',
    permission: 'admin',
    summary: 'Erase a contact for good, as POST …/erase does',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  exportContact: {
    method: 'GET',
    path: '/api/contacts/:userId/export',
    permission: 'admin',
    summary: 'Everything that is kept about a contact, as one JSON document',
    answer: none,
  },
  readmitContact: {
    method: 'DELETE',
    path: '/api/contacts/:userId/erasure',
    permission: 'admin',
    summary: 'Let somebody who was erased come back under their id',
    answer: none,
    status: 204,
  },
  eraseContact: {
    method: 'POST',
    path: '/api/contacts/:userId/erase',
    permission: 'admin',
    summary: 'Erase a contact for good',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
} as const satisfies Record<string, Route>;
