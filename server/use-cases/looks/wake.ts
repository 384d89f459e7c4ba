import { lookId } from '../../../shared/look.ts';
import { partitionOf } from '../../engine/hash.ts';
import type { Runtime } from '../runtime.ts';

const PAGE = 500;

/**
 * Has somebody look again at contacts of whom something changed, in words of `tokensOf`. Nothing is written where no
 * remembered condition reads that. Called before the change counts as done, so that a crash between repeats it.
 */
export async function wakeContacts(
  runtime: Runtime,
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
  runtime: Runtime,
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

/** Has somebody look again at everybody who belongs to these accounts, page by page. */
export async function wakeMembers(
  runtime: Runtime,
  accountIds: readonly string[],
  tokens: readonly string[],
  loud: boolean,
  now: Date,
): Promise<void> {
  if (!runtime.watchBook.of('contact').concerns(tokens)) return;
  for (const accountId of accountIds) {
    for (let after: string | undefined; ; ) {
      const ids = await runtime.contacts.memberIds(accountId, { limit: PAGE, after });
      await wakeContacts(runtime, ids, tokens, loud, now);
      if (ids.length < PAGE) break;
      after = ids.at(-1);
    }
  }
}
