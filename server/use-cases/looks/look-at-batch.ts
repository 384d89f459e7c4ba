import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { lookId } from '../../../shared/look.ts';
import { DAY } from '../../../shared/time.ts';
import { EVERYTHING } from '../../engine/looks/watch.ts';
import { entryOf } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { type Ask, lookAt } from './look-at.ts';
import { wakeMembers } from './wake.ts';

/** What a batch of calls changed, as `resolveContacts` found it. */
export interface Changes {
  /** Contacts whose traits, account or account's traits changed. */
  changed: ReadonlySet<string>;
  /** Contacts that are new, became known, or turned out to have appeared earlier. */
  appeared: ReadonlySet<string>;
  /** Contacts that are no more, and whom they became. */
  merged: ReadonlyMap<string, string>;
  /** Accounts whose traits changed. */
  accounts: ReadonlySet<string>;
  /** Accounts that a contact left, or belongs to no more since it became another. */
  left: ReadonlySet<string>;
}

type Pair = { event: StoredEvent; contact: Contact };

/**
 * Looks at everybody whom a batch of calls concerns, at once: their remembered conditions are asked before the batch
 * counts as matched, so that a crash repeats it. Costs no query where no remembered condition reads what happened.
 */
export async function lookAtBatch(
  runtime: Runtime,
  pairs: readonly Pair[],
  changes: Changes,
  now: Date,
): Promise<void> {
  await runtime.watchBook.refresh();
  const asks = [...contactAsks(runtime, pairs, changes), ...accountAsks(runtime, pairs, changes)];
  await lookAt(runtime, asks, now);
  if (changes.accounts.size === 0) return;
  const live = new Set(pairs.filter(isLive).map(({ event }) => event.groupId));
  for (const accountId of changes.accounts)
    await wakeMembers(runtime, [accountId], ['account'], live.has(accountId), now);
}

/**
 * What may have changed in a batch that is matched anew after a crash: nobody knows any more what its calls changed
 * the first time, so everything of everybody is asked. What turned then is remembered, and does not turn again.
 */
export function anythingOf(pairs: readonly Pair[], changes: Changes): Changes {
  const contacts = new Set(pairs.map(({ contact }) => contact.id));
  const accounts = new Set(pairs.flatMap(({ event }) => event.groupId ?? []));
  const left = pairs.flatMap(({ contact }) => (contact.leftAccounts ?? []).map(({ id }) => id));
  return {
    ...changes,
    changed: contacts,
    appeared: contacts,
    accounts,
    left: new Set([...changes.left, ...left]),
  };
}

/** Only known people are looked at: who nobody can write to is in no segment. */
function contactAsks(runtime: Runtime, pairs: readonly Pair[], changes: Changes): Ask[] {
  const index = runtime.watchBook.of('contact');
  if (index.all.length === 0) return [];
  const whole = ['contact', 'account', ...runtime.watchBook.of('account').all.map(({ id }) => id)];
  const survivors = new Set(changes.merged.values());
  const asks = new Map<string, Happened>();
  for (const pair of pairs) {
    const { event, contact } = pair;
    if (contact.userId === undefined) continue;
    const ask = entryOf(asks, contact.id, nothingYet);
    // Who turns out to be somebody else as well brings a history along; it starts nothing for somebody known before.
    const isMerged = survivors.has(contact.id);
    ask.loud ||= isLive(pair) && !(isMerged && !isFirstCall(pair));
    if (isMerged) ask.tokens.add(EVERYTHING);
    note(ask, event);
    if (changes.changed.has(contact.id)) for (const token of whole) ask.tokens.add(token);
    if (changes.appeared.has(contact.id)) ask.tokens.add(EVERYTHING);
  }
  return [...asks]
    .filter(([, { tokens }]) => index.concerns(tokens))
    .map(([id, ask]) => ({ id: lookId('contact', id), ...ask }));
}

function accountAsks(runtime: Runtime, pairs: readonly Pair[], changes: Changes): Ask[] {
  const index = runtime.watchBook.of('account');
  if (index.all.length === 0) return [];
  const asks = new Map<string, Happened>();
  for (const pair of pairs) {
    const { event, contact } = pair;
    for (const id of new Set([contact.accountId, event.groupId])) {
      if (id === undefined) continue;
      const ask = entryOf(asks, id, nothingYet);
      ask.loud ||= isLive(pair);
      note(ask, event);
      if (changes.accounts.has(id)) ask.tokens.add('account');
      // Who belongs to it brings a history of events along.
      const isMoved = event.type === 'group' || changes.appeared.has(contact.id);
      if (isMoved || changes.changed.has(contact.id)) ask.tokens.add(EVERYTHING);
    }
  }
  for (const id of changes.left) {
    const ask = entryOf(asks, id, nothingYet);
    ask.tokens.add(EVERYTHING);
    ask.loud ||= pairs.some((pair) => isLive(pair) && leaves(pair, id));
  }
  return [...asks]
    .filter(([, { tokens }]) => index.concerns(tokens))
    .map(([id, ask]) => ({ id: lookId('account', id), ...ask }));
}

/** What of a batch concerns one subject. */
interface Happened {
  tokens: Set<string>;
  events: Map<string, Record<string, unknown>[]>;
  loud: boolean;
}

function nothingYet(): Happened {
  return { tokens: new Set(), events: new Map(), loud: false };
}

function note({ tokens, events }: Happened, { name, properties }: StoredEvent): void {
  if (name === undefined) return;
  tokens.add(`event:${name}`);
  entryOf(events, name, () => []).push(properties);
}

/** Whether the contact is there since this very batch. */
function isFirstCall({ event, contact }: Pair): boolean {
  return contact.createdAt === undefined || contact.createdAt >= event.receivedAt;
}

/** Whether a call took somebody from an account to another. */
function leaves({ event, contact }: Pair, accountId: string): boolean {
  return event.type === 'group' && (contact.leftAccounts ?? []).some(({ id }) => id === accountId);
}

/** Imports, merges and what happened more than a day before it was told change facts and start nothing. */
function isLive({ event }: Pair): boolean {
  return (
    !event.historical &&
    event.type !== 'alias' &&
    event.timestamp.getTime() >= event.receivedAt.getTime() - DAY
  );
}
