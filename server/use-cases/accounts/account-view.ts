import type { AccountLine, AccountView } from '../../../shared/account.ts';
import { accountDate, cardEnd } from '../../../shared/account-dates.ts';
import { type Account, displayName } from '../../../shared/contact.ts';
import { bandOf } from '../../../shared/health.ts';
import type { Ports } from '../../ports/index.ts';
import { everybody } from '../people/everybody.ts';
import { whomToCall } from './whom-to-call.ts';

/** Accounts as lists answer them; the names of success managers in one query. */
export async function accountLines(
  ports: Pick<Ports, 'people'>,
  accounts: readonly Account[],
): Promise<AccountLine[]> {
  const isManaged = accounts.some(({ manager }) => manager !== undefined);
  const people = isManaged ? await everybody(ports.people) : [];
  const names = new Map(people.map(({ email, name }) => [email, name]));
  return accounts.map((account) => accountLine(account, names));
}

/** One account as the API answers it. */
export async function oneAccountView(
  ports: Pick<Ports, 'people' | 'contacts'>,
  account: Account,
): Promise<AccountView> {
  const [[line], members, contact] = await Promise.all([
    accountLines(ports, [account]),
    ports.contacts.countMembers(account.id),
    whomToCall(ports, account.id),
  ]);
  if (!line) throw new Error('an account has no view');
  return {
    ...line,
    traits: account.traits,
    meters: Object.entries(account.meters ?? {}).map(([name, meter]) => ({ name, ...meter })),
    card: cardOf(account.card),
    members,
    contact:
      contact?.userId === undefined
        ? undefined
        : { userId: contact.userId, name: displayName(contact), email: contact.email },
    createdAt: account.createdAt?.toISOString(),
  };
}

function accountLine(account: Account, names: ReadonlyMap<string, string>): AccountLine {
  const { id, name, mrr, plan, seats, manager, standing } = account;
  return {
    id,
    name,
    mrr,
    plan,
    seats,
    renewsAt: isoDate(accountDate(account.renewsAt)),
    manager,
    managerName: manager === undefined ? undefined : names.get(manager),
    health: standing?.score,
    band: standing?.score === undefined ? undefined : bandOf(standing.score),
    signals: standing?.signals ?? [],
    good: standing?.good ?? [],
    atRiskSince: isoDate(standing?.since),
    case: standing?.case,
    demo: account.demo ?? false,
  };
}

function cardOf(card: unknown): AccountView['card'] {
  if (typeof card !== 'object' || card === null) return undefined;
  const { brand, last4 } = card as Record<string, unknown>;
  return {
    brand: typeof brand === 'string' ? brand : undefined,
    last4: typeof last4 === 'string' ? last4 : undefined,
    expiresAt: isoDate(cardEnd(card)),
  };
}

function isoDate(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
