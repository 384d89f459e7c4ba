import { accountDate } from '../../../shared/account-dates.ts';
import type { QueryOf } from '../../../shared/api.ts';
import { type Account, type Contact, displayName } from '../../../shared/contact.ts';
import { bandOf } from '../../../shared/health.ts';
import type { AccountFilter } from '../../ports/accounts.ts';
import { seenBounds } from '../contacts/contacts.ts';
import type { Runtime } from '../runtime.ts';

const PAGE = 200;

const columns = [
  'userId',
  'email',
  'name',
  'accountId',
  'emailPermission',
  'phonePermission',
  'objected',
  'timezone',
  'locale',
  'appearedAt',
  'lastSeenAt',
  'tags',
] as const;

/** Every contact that a list finds, as CSV, read page by page while it is written. */
export function exportContacts(
  runtime: Runtime,
  filter: QueryOf<'exportContacts'>,
): AsyncIterable<Uint8Array> {
  return runtime.tables.write(contactRows(runtime, filter));
}

async function* contactRows(
  runtime: Runtime,
  { search, mail, seen }: QueryOf<'exportContacts'>,
): AsyncIterable<readonly unknown[]> {
  const own = new Set<string>([...columns, 'email', 'name', 'timezone', 'locale']);
  const traits = (await runtime.names.all())
    .filter(({ kind, name }) => kind === 'contact' && !own.has(name))
    .map(({ name }) => name)
    .sort();
  yield [...columns, ...traits];
  // The bounds stay while pages are read, whatever the clock says then.
  const bounds = seenBounds(seen, runtime.clock.now());
  let after: Awaited<ReturnType<Runtime['contacts']['list']>>['next'];
  do {
    const page = await runtime.contacts.list({ search, mail, ...bounds, limit: PAGE, after });
    for (const contact of page.items)
      yield [...cellsOf(contact), ...traits.map((name) => cell(contact.traits[name]))];
    after = page.next;
  } while (after !== undefined);
}

function cellsOf(contact: Contact): unknown[] {
  const { userId, email, accountId, permissions, zone, locale, appearedAt, lastSeenAt, tags } = contact;
  return [
    userId ?? '',
    email ?? '',
    userId === undefined && email === undefined ? '' : displayName(contact),
    accountId ?? '',
    permissions.email,
    permissions.phone,
    permissions.objected ? 'yes' : '',
    zone ?? '',
    locale ?? '',
    appearedAt.toISOString(),
    lastSeenAt.toISOString(),
    tags.join(', '),
  ];
}

const accountColumns = [
  'id',
  'name',
  'plan',
  'mrr',
  'seats',
  'renewsAt',
  'successManager',
  'health',
  'band',
  'signals',
  'atRiskSince',
  'case',
] as const;

/** Every account that a search and filters leave, most revenue first, as CSV; read page by page while it is written. */
export function exportAccounts(
  runtime: Runtime,
  filter: { search?: string | undefined } & AccountFilter,
): AsyncIterable<Uint8Array> {
  return runtime.tables.write(accountRows(runtime, filter));
}

async function* accountRows(
  runtime: Runtime,
  { search, ...filter }: { search?: string | undefined } & AccountFilter,
): AsyncIterable<readonly unknown[]> {
  const own = new Set<string>([...accountColumns, 'card', 'meters']);
  const traits = (await runtime.names.all())
    .filter(({ kind, name }) => kind === 'account' && !own.has(name))
    .map(({ name }) => name)
    .sort();
  yield [...accountColumns, ...traits];
  let after: Awaited<ReturnType<Runtime['accounts']['list']>>['next'];
  do {
    const page = await runtime.accounts.list({
      search,
      filter,
      order: 'mrr',
      from: new Date(0),
      limit: PAGE,
      after,
    });
    for (const account of page.items)
      yield [...accountCells(account), ...traits.map((name) => cell(account.traits[name]))];
    after = page.next;
  } while (after !== undefined);
}

function accountCells({ id, name, plan, mrr, seats, renewsAt, manager, standing }: Account): unknown[] {
  const renewal = accountDate(renewsAt);
  return [
    id,
    name ?? '',
    plan ?? '',
    mrr ?? '',
    seats ?? '',
    renewal === undefined ? '' : new Date(renewal).toISOString(),
    manager ?? '',
    standing?.score ?? '',
    standing?.score === undefined ? '' : bandOf(standing.score),
    (standing?.signals ?? []).map(({ key }) => key).join(', '),
    standing?.since === undefined ? '' : new Date(standing.since).toISOString(),
    standing?.case?.stage ?? '',
  ];
}

/** Numbers stay numbers, what has parts of its own is JSON. */
function cell(value: unknown): unknown {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object'
    ? JSON.stringify(value)
    : typeof value === 'boolean'
      ? String(value)
      : value;
}
