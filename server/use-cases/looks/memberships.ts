import type { Contact } from '../../../shared/contact.ts';
import { type LookRecord, lookId } from '../../../shared/look.ts';
import type { Ports } from '../../ports/index.ts';

/** The segments a subject is in and the signals that are open for it. */
export interface Memberships {
  segments: Set<string>;
  signals: Map<string, { openSince: number }>;
}

/** What remembered conditions say of these contacts, their accounts included, in one query. Keyed by contact id. */
export async function loadMemberships(
  ports: Pick<Ports, 'looks'>,
  contacts: readonly Contact[],
): Promise<Map<string, Memberships>> {
  if (contacts.length === 0) return new Map();
  const ids = contacts.flatMap((contact) => lookIdsOf(contact));
  const records = await ports.looks.byIds([...new Set(ids)]);
  return new Map(
    contacts.map((contact) => [
      contact.id,
      membershipsOf(lookIdsOf(contact).flatMap((id) => records.get(id) ?? [])),
    ]),
  );
}

/** The same of accounts as subjects of their own, in one query. Keyed by account id. */
export async function loadAccountMemberships(
  ports: Pick<Ports, 'looks'>,
  accountIds: readonly string[],
): Promise<Map<string, Memberships>> {
  if (accountIds.length === 0) return new Map();
  const records = await ports.looks.byIds(accountIds.map((id) => lookId('account', id)));
  return new Map([...records].map(([id, record]) => [id.slice(2), membershipsOf([record])]));
}

/** What several records say together. */
export function membershipsOf(records: readonly LookRecord[]): Memberships {
  const found: Memberships = { segments: new Set(), signals: new Map() };
  for (const { on } of records) {
    for (const [id, { holds, since }] of Object.entries(on)) {
      if (!holds) continue;
      if (id.startsWith('s:')) found.segments.add(id.slice(2));
      if (id.startsWith('g:')) found.signals.set(id.slice(2), { openSince: since });
    }
  }
  return found;
}

function lookIdsOf({ id, accountId }: Contact): string[] {
  return [lookId('contact', id), ...(accountId === undefined ? [] : [lookId('account', accountId)])];
}
