import type { StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import type { CrowdAccount, CrowdPerson } from './crowd.ts';
import { everyday, leavingDaysAgo, leftDaysAgo, type Told } from './crowd-days.ts';
import { scareOf } from './crowd-scares.ts';
import {
  beforeGrowth,
  failedBeforeLeaving,
  grewDaysAgo,
  paymentFailedDaysAgo,
  type Turn,
  turnsOf,
} from './crowd-turns.ts';
import { diceOf } from './dice.ts';
import { callOf, identifyOf } from './stories.ts';

/** Everything an account and its people told the product until now, oldest first within each of them. */
export function tellAccount(account: CrowdAccount, now: Date, manager?: string): StoredEvent[] {
  const turns = turnsOf(account, now, diceOf(`${account.id}-turns`));
  return account.people.flatMap((person, member) => {
    const told: (Told | Turn)[] = [
      ...everyday(account, person, member, now, diceOf(`${person.userId}-days`)),
      ...turns.filter((turn) => turn.member === member),
    ].sort((a, b) => a.at - b.at);
    const signedUp = new Date(now.getTime() - person.since * DAY - 3 * 3_600_000);
    return [
      identifyOf(person, account.plan, signedUp),
      ...groups(account, person, member, { signedUp, now, manager }),
      ...told.map((event, index) => tracked(person, event, index)),
    ];
  });
}

/** Joining the account; its administrator also tells what it is like, and how full its meter was. */
function groups(
  account: CrowdAccount,
  person: CrowdPerson,
  member: number,
  { signedUp, now, manager }: { signedUp: Date; now: Date; manager: string | undefined },
): StoredEvent[] {
  const call = (id: string, at: number, traits: Record<string, unknown>): StoredEvent => ({
    ...callOf(person, new Date(at)),
    id: `${person.userId}-${id}`,
    type: 'group',
    groupId: account.id,
    traits,
  });
  const joined = call('group', signedUp.getTime(), { name: account.name });
  if (member > 0) return [joined];
  return [
    joined,
    ...readings(account)
      .filter(([ago]) => ago < person.since)
      .map(([ago, value], index) =>
        call(`meter-${index}`, now.getTime() - ago * DAY - 4 * 3_600_000, {
          meters: { contacts: { value, limit: account.contacts.limit } },
        }),
      ),
    call('account', signedUp.getTime() + 60_000, accountTraits(account, now, manager)),
    ...changesOf(account).map(([ago, traits], index) =>
      call(`change-${index}`, now.getTime() - ago * DAY, traits),
    ),
  ];
}

function accountTraits(
  account: CrowdAccount,
  now: Date,
  manager: string | undefined,
): Record<string, unknown> {
  const { plan, mrr, seats, renewsIn, cardExpiresIn, story, number } = account;
  const inDays = (days: number) => new Date(now.getTime() + days * DAY);
  const expires = inDays(cardExpiresIn);
  return {
    plan,
    mrr: story === 'grew' ? beforeGrowth(mrr) : mrr,
    customerSince: inDays(-account.since).toISOString().slice(0, 10),
    seats,
    ...(manager !== undefined && isLookedAfter(account) ? { successManager: manager } : {}),
    renewsAt: inDays(renewsIn).toISOString().slice(0, 10),
    subscriptionStatus: 'active',
    ...(plan === 'free'
      ? {}
      : {
          card: {
            brand: number % 3 === 0 ? 'mastercard' : 'visa',
            last4: String(1_000 + ((number * 7919) % 9_000)),
            expMonth: expires.getUTCMonth() + 1,
            expYear: expires.getUTCFullYear(),
            expiresAt: expires.toISOString(),
          },
        }),
  };
}

/** What billing said of it later on, as days ago and traits. */
function changesOf(account: CrowdAccount): [number, Record<string, unknown>][] {
  const { story, turn, mrr } = account;
  const gone = { mrr: 0, mrrBefore: mrr, renewsAt: null, subscriptionStatus: 'canceled' };
  const due = { subscriptionStatus: 'past_due' };
  switch (story) {
    case 'left':
      return [
        ...(failedBeforeLeaving(turn) ? [[leftDaysAgo(turn) + 20, due] as [number, typeof due]] : []),
        [leftDaysAgo(turn), gone],
      ];
    case 'leaving':
      return [[leavingDaysAgo(turn) + 2 / 24, gone]];
    case 'payment-failed':
      return [[paymentFailedDaysAgo(turn), due]];
    case 'grew':
      return [[grewDaysAgo(turn), { mrr }]];
    default: {
      const scare = scareOf(account);
      return scare?.kind === 'payment'
        ? [
            [scare.from, due],
            [scare.until, { subscriptionStatus: 'active' }],
          ]
        : [];
    }
  }
}

/** Whoever pays more is looked after by somebody, and of the others every third. */
function isLookedAfter({ mrr, number }: CrowdAccount): boolean {
  return mrr >= 1_400 ? number % 8 !== 0 : mrr > 0 && number % 3 === 0;
}

/** What the meter of contacts stood at, as days ago and value. */
function readings({ story, turn, contacts: { used, limit } }: CrowdAccount): [number, number][] {
  const at = (share: number) => Math.round(limit * share);
  if (story === 'plan-limit')
    return turn % 2 === 0
      ? Array.from({ length: 16 }, (_, index) => [15 - index, at(0.92 + (index % 3) / 100)])
      : [
          [40, at(0.84)],
          [26, at(0.97)],
          [23, at(0.85)],
          [16, at(0.98)],
          [13, at(0.86)],
          [2, at(0.88)],
        ];
  if (story === 'ready-to-grow')
    return [60, 40, 20, 10, 1].map((ago) => [ago, Math.round(used * (1 - ago / 200))]);
  return [
    [50, Math.round(used * 0.95)],
    [1, used],
  ];
}

function tracked(person: CrowdPerson, told: Told | Turn, index: number): StoredEvent {
  return {
    ...callOf(person, new Date(told.at)),
    id: `${person.userId}-${index + 1}`,
    type: told.name === 'Page Viewed' ? 'page' : 'track',
    name: told.name,
    properties: told.properties ?? {},
  };
}
