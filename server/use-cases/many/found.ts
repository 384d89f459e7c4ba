import type { QueryOf } from '../../../shared/api.ts';
import type { PageOf, PageRequest } from '../../ports/stores.ts';
import { accountsListed } from '../accounts/accounts.ts';
import { contactsListed } from '../contacts/contacts.ts';
import { tasksListed } from '../contacts/tasks.ts';
import type { Runtime } from '../runtime.ts';

/** All that a list finds, by what the list was asked. */
export type Found =
  | { of: 'accounts'; matching: QueryOf<'countAccounts'> }
  | { of: 'contacts'; matching: QueryOf<'countContacts'> }
  | { of: 'tasks'; matching: QueryOf<'countTasks'> };

type Stores = Pick<Runtime, 'accounts' | 'contacts' | 'tasks'>;

/** How many they are. */
export async function countFound(stores: Stores, { of, matching }: Found, now: Date): Promise<number> {
  if (of === 'accounts') return stores.accounts.countListed(accountsListed(matching, now));
  if (of === 'contacts') return stores.contacts.countListed(contactsListed(matching, now));
  const listed = await tasksListed(stores, matching, now);
  return listed ? stores.tasks.countListed(listed) : 0;
}

/**
 * Their ids, page by page. `at` is the moment the list was asked, whatever the clock says by now. They are read in an
 * order in which whoever moves meanwhile comes again rather than being passed over: whoever is seen moves to the end.
 */
export async function findPage(
  stores: Stores,
  { of, matching }: Found,
  { at, ...request }: PageRequest & { at: Date },
): Promise<PageOf<string>> {
  if (of === 'accounts')
    return idsOf(await stores.accounts.list({ ...request, ...steady(accountsListed(matching, at)) }));
  if (of === 'contacts')
    return idsOf(
      await stores.contacts.list({
        ...request,
        ...contactsListed(matching, at),
        order: 'seen',
        direction: 'asc',
      }),
    );
  const listed = await tasksListed(stores, matching, at);
  if (!listed) return { items: [], next: undefined };
  return idsOf(await stores.tasks.list({ ...request, ...listed, direction: 'asc' }));
}

/** By name, which changes least, unless the order itself leaves accounts out of the list. */
function steady(listed: ReturnType<typeof accountsListed>): ReturnType<typeof accountsListed> {
  const { order, direction } = listed;
  const isPart = order === 'renewal' || (order === 'health' && direction === 'desc');
  return isPart ? listed : { ...listed, order: 'name', direction: 'asc' };
}

function idsOf({ items, next }: PageOf<{ id: string }>): PageOf<string> {
  return { items: items.map(({ id }) => id), next };
}
