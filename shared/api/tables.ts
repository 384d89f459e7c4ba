import { z } from 'zod';
import { accountFilters } from '../account.ts';
import { contactFilters } from '../contact.ts';
import { delimiter, encoding, importView, tableKind, tablePlan } from '../table.ts';
import { listOf, none, page, type Route } from './route.ts';

/** CSV files in and out. */
export const tableRoutes = {
  uploadImport: {
    method: 'POST',
    path: '/api/imports',
    permission: 'manager',
    summary: 'Upload a CSV file, as it is in the body; nothing is imported yet',
    query: z.object({ kind: tableKind.default('contacts'), name: z.string().max(200).default('table.csv') }),
    answer: importView,
    status: 201,
  },
  listImports: {
    method: 'GET',
    path: '/api/imports',
    permission: 'manager',
    summary: 'Imports, newest first',
    query: z.object(page),
    answer: listOf(importView),
  },
  getImport: {
    method: 'GET',
    path: '/api/imports/:id',
    permission: 'manager',
    summary: 'One import',
    answer: importView,
  },
  examineImport: {
    method: 'PATCH',
    path: '/api/imports/:id',
    permission: 'manager',
    summary: 'Read the file with another encoding or delimiter',
    body: z.strictObject({ encoding: encoding.optional(), delimiter: delimiter.optional() }),
    answer: importView,
  },
  checkImport: {
    method: 'POST',
    path: '/api/imports/:id/check',
    permission: 'manager',
    summary: 'Try it: count the rows and list those that would be refused',
    body: tablePlan,
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  runImport: {
    method: 'POST',
    path: '/api/imports/:id/run',
    permission: 'manager',
    summary: 'Import the rows; starts no workflow',
    body: tablePlan,
    answer: z.object({ job: z.string() }),
    status: 202,
  },
  getImportRefusals: {
    method: 'GET',
    path: '/api/imports/:id/refusals',
    permission: 'manager',
    summary: 'The refused rows and why, as CSV',
    answer: none,
  },
  deleteImport: {
    method: 'DELETE',
    path: '/api/imports/:id',
    permission: 'manager',
    summary: 'Forget an import and its files',
    answer: none,
    status: 204,
  },
  exportAccounts: {
    method: 'GET',
    path: '/api/exports/accounts',
    permission: 'manager',
    summary: 'Accounts as CSV',
    query: z.object(accountFilters),
    answer: none,
  },
  exportContacts: {
    method: 'GET',
    path: '/api/exports/contacts',
    permission: 'manager',
    summary: 'Contacts as CSV',
    query: z.object(contactFilters),
    answer: none,
  },
} as const satisfies Record<string, Route>;
