import { z } from 'zod';
import {
  accountChange,
  accountLine,
  accountListed,
  accountView,
  accountWish,
  activityView,
  memberLine,
  meterHistory,
} from '../account.ts';
import { timelineGroup, timelineItem } from '../contact.ts';
import { runningForAccount } from '../risk.ts';
import { listOf, page, type Route } from './route.ts';

export const accountRoutes = {
  listAccounts: {
    method: 'GET',
    path: '/api/accounts',
    permission: 'viewer',
    summary: 'Accounts, most revenue first unless sorted otherwise',
    query: z.object({ ...page, ...accountListed }),
    answer: listOf(accountLine),
  },
  countAccounts: {
    method: 'GET',
    path: '/api/counts/accounts',
    permission: 'viewer',
    summary: 'How many accounts a list finds',
    query: z.object(accountListed),
    answer: z.object({ count: z.number() }),
  },
  createAccount: {
    method: 'POST',
    path: '/api/accounts',
    permission: 'marketer',
    summary: 'Make an account by hand',
    body: accountWish,
    answer: accountView,
    status: 201,
  },
  listPlans: {
    method: 'GET',
    path: '/api/plans',
    permission: 'viewer',
    summary: 'The plans accounts are on',
    answer: z.object({ plans: z.array(z.string()) }),
  },
  getAccount: {
    method: 'GET',
    path: '/api/accounts/:id',
    permission: 'viewer',
    summary: 'One account',
    answer: accountView,
  },
  changeAccount: {
    method: 'PATCH',
    path: '/api/accounts/:id',
    permission: 'marketer',
    summary: 'Change traits, or name the success manager',
    body: accountChange,
    answer: accountView,
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/api/accounts/:id',
    permission: 'admin',
    summary: 'Delete an account; its people stay, without one',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getAccountTimeline: {
    method: 'GET',
    path: '/api/accounts/:id/timeline',
    permission: 'viewer',
    summary: 'The story of an account and of its people who were seen last, newest first',
    query: z.object({ ...page, kind: timelineGroup.optional() }),
    answer: listOf(timelineItem),
  },
  listMembers: {
    method: 'GET',
    path: '/api/accounts/:id/members',
    permission: 'viewer',
    summary: 'The people of an account, last seen first',
    query: z.object(page),
    answer: listOf(memberLine),
  },
  getMeters: {
    method: 'GET',
    path: '/api/accounts/:id/meters',
    permission: 'viewer',
    summary: 'What the meters of an account stood at',
    answer: z.object({ items: z.array(meterHistory) }),
  },
  listRunning: {
    method: 'GET',
    path: '/api/accounts/:id/running',
    permission: 'viewer',
    summary: 'The workflows that the account and its people are in now',
    answer: z.object({ items: z.array(runningForAccount) }),
  },
  getAccountActivity: {
    method: 'GET',
    path: '/api/accounts/:id/activity',
    permission: 'viewer',
    summary: 'How active an account was, day by day, beside what is usual for it',
    answer: activityView,
  },
} as const satisfies Record<string, Route>;
