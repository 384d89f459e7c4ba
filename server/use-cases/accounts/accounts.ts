import type { AnswerOf, QueryOf } from '../../../shared/api.ts';
import { displayName } from '../../../shared/contact.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import type { AccountsListed } from '../../ports/accounts.ts';
import type { StoredReading } from '../../ports/meters.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { meterId } from '../ingest/meters.ts';
import type { Verb } from '../verb.ts';
import { accountLines, oneAccountView } from './account-view.ts';
import { findAccount } from './find-account.ts';

/** More plans than anybody sells. */
const MOST_PLANS = 100;

/** Accounts in the order asked for, narrowed by plan, band and success manager. */
export const listAccounts: Verb<'listAccounts'> = async (runtime, { query }) => {
  const { limit, cursor, ...asked } = query;
  const page = await runtime.accounts.list({
    limit,
    after: decodeCursor(cursor),
    ...accountsListed(asked, runtime.clock.now()),
  });
  return { items: await accountLines(runtime, page.items), next: encodeCursor(page.next) };
};

/** How many accounts such a list finds. */
export const countAccounts: Verb<'countAccounts'> = async (runtime, { query }) => ({
  count: await runtime.accounts.countListed(accountsListed(query, runtime.clock.now())),
});

/** What a list of accounts is of, at this moment. */
export function accountsListed(
  { search, sort, direction, plan, band, manager }: QueryOf<'countAccounts'>,
  now: Date,
): AccountsListed {
  return {
    search: search?.trim() || undefined,
    order: sort,
    direction,
    filter: { plan, band, manager: managerFilter(manager) },
    from: new Date(dayOf(now.getTime()) * DAY),
  };
}

/** `none` stands for accounts without a success manager. */
export function managerFilter(manager: string | undefined): string | undefined {
  return manager === 'none' ? '' : manager?.toLowerCase();
}

/** The plans accounts are on, by name. */
export const listPlans: Verb<'listPlans'> = async (runtime) => ({
  plans: await runtime.accounts.plans(MOST_PLANS),
});

/** One account with what is known of it. */
export const getAccount: Verb<'getAccount'> = async (runtime, { params }) =>
  oneAccountView(runtime, await findAccount(runtime, params.id));

/** The people of an account, last seen first. */
export const listMembers: Verb<'listMembers'> = async (runtime, { params, query }) => {
  const { id } = await findAccount(runtime, params.id);
  const page = await runtime.contacts.listMembers(id, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return {
    items: page.items.map((contact) => ({
      id: contact.id,
      userId: contact.userId,
      name: displayName(contact),
      email: contact.email,
      role: typeof contact.traits.role === 'string' ? contact.traits.role : undefined,
      lastSeenAt: contact.lastSeenAt.toISOString(),
    })),
    next: encodeCursor(page.next),
  };
};

/** What the meters of an account stood at, as long as readings are kept. */
export const getMeters: Verb<'getMeters'> = async (runtime, { params }) => {
  const { id, meters = {} } = await findAccount(runtime, params.id);
  const names = Object.keys(meters);
  const records = await runtime.meters.byIds(names.map((name) => meterId(id, name)));
  return {
    items: names.map((name) => ({
      name,
      ...meters[name],
      readings: readingsOf(records.get(meterId(id, name))?.readings ?? []),
    })),
  };
};

/** Readings with the limit that was in force, also where a call spoke of the value alone. */
function readingsOf(readings: readonly StoredReading[]): AnswerOf<'getMeters'>['items'][number]['readings'] {
  let known: Omit<StoredReading, 'at'> = {};
  return readings.map(({ at, value, limit }) => {
    known = { value: value ?? known.value, limit: limit ?? known.limit };
    return { at: new Date(at).toISOString(), ...known };
  });
}
