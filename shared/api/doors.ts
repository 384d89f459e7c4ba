import { z } from 'zod';
import { password, personView, role } from '../people.ts';
import { sessionView } from '../session.ts';
import { listOf, none, page, type Route } from './route.ts';

/** How people come in, and who they are. */
export const doorRoutes = {
  getSetup: {
    method: 'GET',
    path: '/api/setup',
    permission: 'public',
    summary: 'Whether the first admin is still to be made',
    answer: z.object({ needed: z.boolean() }),
  },
  setUp: {
    method: 'POST',
    path: '/api/setup',
    permission: 'public',
    summary: 'Create the first admin with the one-time link',
    body: z.strictObject({
      token: z.string(),
      email: z.email(),
      name: z.string().trim().min(1).max(120),
      password,
    }),
    answer: sessionView,
    status: 201,
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    permission: 'public',
    summary: 'Sign in',
    body: z.strictObject({ email: z.string().max(320), password: z.string().max(200) }),
    answer: sessionView,
  },
  getSession: {
    method: 'GET',
    path: '/api/session',
    permission: 'viewer',
    summary: 'Who is signed in',
    answer: sessionView,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    permission: 'public',
    summary: 'Sign out',
    answer: none,
    status: 204,
  },
  getInvitation: {
    method: 'GET',
    path: '/api/invitations/:token',
    permission: 'public',
    summary: 'Whom an invitation is for',
    answer: z.object({ email: z.string(), role, invitedBy: z.string().optional() }),
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitations/:token',
    permission: 'public',
    summary: 'Accept an invitation and sign in',
    body: z.strictObject({ name: z.string().trim().min(1).max(120), password }),
    answer: sessionView,
    status: 201,
  },
  listPeople: {
    method: 'GET',
    path: '/api/people',
    permission: 'viewer',
    summary: 'The people who work here',
    query: z.object(page),
    answer: listOf(personView),
  },
  invitePerson: {
    method: 'POST',
    path: '/api/people',
    permission: 'admin',
    summary: 'Invite a person; the link is shown once',
    body: z.strictObject({ email: z.email(), role }),
    answer: z.object({ person: personView, link: z.string(), expiresAt: z.string() }),
    status: 201,
  },
  changePerson: {
    method: 'PATCH',
    path: '/api/people/:id',
    permission: 'admin',
    summary: 'Change a role, or shut somebody out',
    body: z.strictObject({
      role: role.optional(),
      name: z.string().trim().min(1).max(120).optional(),
      disabled: z.boolean().optional(),
    }),
    answer: personView,
  },
  removePerson: {
    method: 'DELETE',
    path: '/api/people/:id',
    permission: 'admin',
    summary: 'Remove a person',
    answer: none,
    status: 204,
  },
} as const satisfies Record<string, Route>;
