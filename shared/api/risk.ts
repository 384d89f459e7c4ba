import { z } from 'zod';
import { caseChange, caseStage, caseView, caseWish } from '../case.ts';
import { direction } from '../list-order.ts';
import { cardMonth, expiringCard, riskLine, riskSort, riskSummary } from '../risk.ts';
import { listOf, page, type Route } from './route.ts';

const riskFilters = {
  plan: z.string().max(200).optional(),
  manager: z.string().max(320).optional(),
  /** Only those for which this signal is open. */
  signal: z.string().max(120).optional(),
};

/** Accounts at risk, and the cases that are opened for them. */
export const riskRoutes = {
  listAtRisk: {
    method: 'GET',
    path: '/api/at-risk',
    permission: 'viewer',
    summary: 'Accounts at risk: why, since when, what is already done, and what to do next',
    query: z.object({
      ...page,
      sort: riskSort.default('mrr'),
      direction: direction.optional(),
      ...riskFilters,
    }),
    answer: listOf(riskLine),
  },
  getRiskSummary: {
    method: 'GET',
    path: '/api/at-risk/summary',
    permission: 'viewer',
    summary: 'How much revenue is at risk, and how that went',
    query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90), ...riskFilters }),
    answer: riskSummary,
  },
  getCardForecast: {
    method: 'GET',
    path: '/api/at-risk/cards',
    permission: 'viewer',
    summary: 'How many cards end in each of the coming months, and what their accounts pay',
    query: z.object({ months: z.coerce.number().int().min(1).max(24).default(6) }),
    answer: z.object({ months: z.array(cardMonth) }),
  },
  listExpiringCards: {
    method: 'GET',
    path: '/api/at-risk/cards/:month',
    permission: 'viewer',
    summary: 'The accounts whose card ends in a month such as 2026-11',
    query: z.object(page),
    answer: listOf(expiringCard),
  },
  listCases: {
    method: 'GET',
    path: '/api/cases',
    permission: 'viewer',
    summary: 'Rescues of accounts, newest first',
    query: z.object({
      ...page,
      accountId: z.string().max(255).optional(),
      open: z.stringbool().optional(),
      owner: z.string().max(320).optional(),
      stage: caseStage.optional(),
    }),
    answer: listOf(caseView),
  },
  openCase: {
    method: 'POST',
    path: '/api/cases',
    permission: 'marketer',
    summary: 'Open the case of an account',
    body: caseWish,
    answer: caseView,
    status: 201,
  },
  getCase: {
    method: 'GET',
    path: '/api/cases/:id',
    permission: 'viewer',
    summary: 'One case',
    answer: caseView,
  },
  changeCase: {
    method: 'PATCH',
    path: '/api/cases/:id',
    permission: 'marketer',
    summary: 'Move a case on, hand it over, note something, or close it as saved or lost',
    body: caseChange,
    answer: caseView,
    ifMatch: true,
  },
} as const satisfies Record<string, Route>;
