import { z } from 'zod';
import { billingCustomerView, billingStatus, customerChoice, customerState } from '../billing.ts';
import { listOf, page, type Route } from './route.ts';

export const billingRoutes = {
  getBilling: {
    method: 'GET',
    path: '/api/billing',
    permission: 'viewer',
    summary: 'Whether billing is connected',
    answer: billingStatus,
  },
  backfillBilling: {
    method: 'POST',
    path: '/api/billing/backfill',
    permission: 'manager',
    summary: 'Read all customers and subscriptions once',
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  listBillingCustomers: {
    method: 'GET',
    path: '/api/billing/customers',
    permission: 'viewer',
    summary: 'Customers of the billing provider; open ones need an account',
    query: z.object({ ...page, state: customerState.optional() }),
    answer: listOf(billingCustomerView),
  },
  chooseBillingAccount: {
    method: 'PUT',
    path: '/api/billing/customers/:id',
    permission: 'manager',
    summary: 'Say which account a customer is',
    body: customerChoice,
    answer: billingCustomerView,
  },
} as const satisfies Record<string, Route>;
