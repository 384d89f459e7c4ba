import type { Contact } from '../../../shared/contact.ts';
import { lookId } from '../../../shared/look.ts';
import { partitionOf } from '../../engine/hash.ts';
import { MEMBERS } from '../../engine/looks/watch.ts';
import type { Runtime } from '../runtime.ts';

type WakePorts = Pick<Runtime, 'looks' | 'wake' | 'watchBook'>;

const PAGE = 500;

/**
 * Has somebody look again at contacts of whom something changed, in words of `tokensOf`. Nothing is written where no
 * remembered condition reads that. Called before the change counts as done, so that a crash between repeats it.
 */
export async function wakeContacts(
  runtime: WakePorts,
  contactIds: readonly string[],
  tokens: readonly string[],
  loud: boolean,
  now: Date,
): Promise<void> {
  await runtime.watchBook.refresh();
  if (contactIds.length === 0 || !runtime.watchBook.of('contact').concerns(tokens)) return;
  await runtime.looks.wake(
    contactIds.map((id) => ({ id: lookId('contact', id), p: partitionOf(id), tokens, loud })),
    now,
  );
  runtime.wake();
}

/** Has somebody look again at accounts. */
export async function wakeAccounts(
  runtime: WakePorts,
  accountIds: readonly string[],
  tokens: readonly string[],
  loud: boolean,
  now: Date,
): Promise<void> {
  await runtime.watchBook.refresh();
  if (accountIds.length === 0 || !runtime.watchBook.of('account').concerns(tokens)) return;
  await runtime.looks.wake(
    accountIds.map((id) => ({ id: lookId('account', id), p: partitionOf(id), tokens, loud })),
    now,
  );
  runtime.wake();
}

/** Has somebody look again at the accounts of contacts of whom it changed who they are there. */
export async function wakeTeams(
  runtime: WakePorts,
  contacts: readonly Pick<Contact, 'accountId'>[],
  now: Date,
): Promise<void> {
  const ids = new Set(contacts.flatMap(({ accountId }) => accountId ?? []));
  await wakeAccounts(runtime, [...ids], [MEMBERS], true, now);
}

/** Has somebody look again at everybody who belongs to these accounts, page by page. */
export async function wakeMembers(
  runtime: Runtime,
  accountIds: readonly string[],
  tokens: readonly string[],
  loud: boolean,
  now: Date,
): Promise<void> {
  if (!runtime.watchBook.of('contact').concerns(tokens)) return;
  for (const accountId of accountIds)
    await eachMember(runtime, accountId, (ids) => wakeContacts(runtime, ids, tokens, loud, now));
}

/** Does something with the ids of everybody who belongs to an account, so many at a time. */
export async function eachMember(
  runtime: Pick<Runtime, 'contacts'>,
  accountId: string,
  work: (ids: string[]) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined; ; ) {
    const ids = await runtime.contacts.memberIds(accountId, { limit: PAGE, after });
    await work(ids);
    if (ids.length < PAGE) return;
    after = ids.at(-1);
  }
}
