import { type Contact, displayName } from '../../../shared/contact.ts';
import type { Runtime } from '../runtime.ts';

const PAGE = 200;

const columns = [
  'userId',
  'email',
  'name',
  'accountId',
  'emailPermission',
  'phonePermission',
  'timezone',
  'locale',
  'appearedAt',
  'lastSeenAt',
  'tags',
] as const;

/** Every contact that a search finds, as CSV, read page by page while it is written. */
export function exportContacts(
  runtime: Runtime,
  filter: { search?: string | undefined },
): AsyncIterable<Uint8Array> {
  return runtime.tables.write(contactRows(runtime, filter));
}

async function* contactRows(
  runtime: Runtime,
  { search }: { search?: string | undefined },
): AsyncIterable<readonly unknown[]> {
  const own = new Set<string>([...columns, 'email', 'name', 'timezone', 'locale']);
  const traits = (await runtime.names.all())
    .filter(({ kind, name }) => kind === 'contact' && !own.has(name))
    .map(({ name }) => name)
    .sort();
  yield [...columns, ...traits];
  let after: Awaited<ReturnType<Runtime['contacts']['list']>>['next'];
  do {
    const page = await runtime.contacts.list({ search, limit: PAGE, after });
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
    zone ?? '',
    locale ?? '',
    appearedAt.toISOString(),
    lastSeenAt.toISOString(),
    tags.join(', '),
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
