import type { SignalKey } from '../../../shared/playbooks/shipped-signal.ts';
import { companyName, personName } from './crowd-names.ts';
import { type Dice, diceOf } from './dice.ts';
import type { DemoAccount, DemoPerson } from './people.ts';

/** What happens to an account of the crowd: the danger it shows now, or how it ended, or nothing of note. */
export type CrowdStory = Exclude<SignalKey, 'renewal-while-red'> | 'left' | 'leaving' | 'grew' | 'steady';

export interface CrowdAccount extends DemoAccount {
  number: number;
  story: CrowdStory;
  /** Which of the accounts with this story it is, from 0. */
  turn: number;
  /** Days since it became a customer. */
  since: number;
  /** Days from now until the card expires. */
  cardExpiresIn: number;
  hasWidget: boolean;
  /** Exports everything every night, by a machine: no danger. */
  exportsByMachine: boolean;
  people: CrowdPerson[];
}

export type CrowdPerson = Omit<DemoPerson, 'story'>;

/** How many accounts live through what; the rest are steady. */
export const storyCounts: readonly (readonly [CrowdStory, number])[] = [
  ['gone-quiet', 14],
  ['never-got-going', 16],
  ['usage-drop', 12],
  ['power-user-slipping', 12],
  ['plan-limit', 14],
  ['data-export', 12],
  ['cancel-page', 16],
  ['component-removed', 12],
  ['card-expiring', 14],
  ['payment-failed', 12],
  ['champion-gone', 10],
  ['seats-shrinking', 10],
  ['unhappy-answer', 18],
  ['support-storm', 10],
  ['ready-to-grow', 16],
  ['left', 36],
  ['leaving', 4],
  ['grew', 20],
];

const ACCOUNTS = 392;
/** Members of an account, in turn. */
const sizes = [3, 4, 5, 6, 7];
/** Two large ones at the end bring the crowd to 1,980 people. */
const LARGE = 15;

function makeCrowd(): CrowdAccount[] {
  const stories: { story: CrowdStory; turn: number }[] = storyCounts.flatMap(([story, count]) =>
    Array.from({ length: count }, (_, turn) => ({ story, turn })),
  );
  let people = 20;
  return Array.from({ length: ACCOUNTS }, (_, index) => {
    // Stories are spread over the accounts, so that lists do not show them in blocks.
    const at = (index * 89) % ACCOUNTS;
    const { story, turn } = stories[at] ?? { story: 'steady' as const, turn: at - stories.length };
    const size = index >= ACCOUNTS - 2 ? LARGE : (sizes[index % sizes.length] ?? 5);
    const account = accountOf(index + 1, story, turn, size);
    for (let member = 0; member < size; member++) {
      people += 1;
      account.people.push(personOf(people, account, member));
    }
    return account;
  });
}

const plans = ['free', 'team', 'team', 'pro', 'pro', 'business'] as const;
const prices = { free: [0, 0], team: [190, 290], pro: [490, 890], business: [1_400, 3_900] } as const;

function accountOf(number: number, story: CrowdStory, turn: number, size: number): CrowdAccount {
  const id = `demo-a${String(number).padStart(3, '0')}`;
  const dice = diceOf(id);
  const paying = story === 'steady' || story === 'never-got-going' ? 0 : 1;
  const plan = plans[dice.between(paying, plans.length - 1)] ?? 'team';
  const [low, high] = prices[plan];
  const limit = { free: 500, team: 2_500, pro: 10_000, business: 25_000 }[plan];
  const share = story === 'ready-to-grow' ? dice.between(82, 87) : dice.between(20, 70);
  const isUnwell = !['steady', 'grew', 'ready-to-grow'].includes(story);
  return {
    id,
    number,
    name: companyName(number),
    plan: story === 'seats-shrinking' && plan === 'team' ? 'pro' : plan,
    mrr: Math.round(dice.between(low, high) / 10) * 10,
    seats: size + dice.between(1, 4),
    contacts: { used: Math.round((limit * share) / 100), limit },
    // Renewals that come near while somebody is unwell are a story of their own: every other of those gone quiet.
    renewsIn: isGoneQuietBeforeRenewal(story, turn) ? 25 + turn * 4 : dice.between(isUnwell ? 100 : 5, 340),
    story,
    turn,
    since: newCustomerSince({ story, turn, plan }) ?? dice.between(190, 900),
    cardExpiresIn: story === 'card-expiring' ? 6 + turn * 3 : dice.between(90, 900),
    hasWidget: story === 'component-removed' || dice.chance(0.18),
    exportsByMachine: story === 'steady' && turn % 25 === 3,
    people: [],
  };
}

/** Since how many days somebody has been a customer who came in the last half year: of those who are well, some. */
export function newCustomerSince({
  story,
  turn,
  plan,
}: Pick<CrowdAccount, 'story' | 'turn' | 'plan'>): number | undefined {
  if (story !== 'steady' || plan === 'free' || turn % 4 !== 2) return undefined;
  return 32 + ((turn * 17) % 140);
}

/** Whether an account is one whose renewal comes near while it is silent. */
export function isGoneQuietBeforeRenewal(story: CrowdStory, turn: number): boolean {
  return story === 'gone-quiet' && turn % 2 === 0;
}

const places = [
  ['en', 'Europe/London', 'en-GB'],
  ['en', 'America/New_York', 'en-US'],
  ['pl', 'Europe/Warsaw', 'pl-PL'],
  ['en', 'America/Los_Angeles', 'en-US'],
  ['ru', 'Asia/Almaty', 'ru-KZ'],
  ['en', 'Australia/Sydney', 'en-AU'],
] as const;

function personOf(number: number, account: CrowdAccount, member: number): CrowdPerson {
  const userId = `demo-${String(number).padStart(4, '0')}`;
  const dice: Dice = diceOf(userId);
  const [language, zone, locale] = places[account.number % places.length] ?? places[0];
  const [firstName, lastName] = personName(dice, language);
  const isNew = isNewcomer(account, member);
  return {
    userId,
    firstName,
    lastName,
    // Addresses nobody can own (RFC 2606), so that a mistake reaches nobody.
    email: `${userId}@example.com`,
    account: account.id,
    role: member === 0 ? 'admin' : member === 1 ? 'billing' : 'member',
    zone,
    locale,
    since: isNew ? 6 + (account.turn % 14) : joinedDaysAgo(account, member, dice),
    consent: dice.chance(0.06) ? 'denied' : dice.chance(0.2) ? 'granted' : undefined,
  };
}

/** Colleagues join accounts that are well now and then; the others came with the account or soon after. */
function joinedDaysAgo({ story, since }: CrowdAccount, member: number, dice: Dice): number {
  const before = since - Math.min(dice.between(0, 100), Math.floor(since / 4));
  const mayJoin = member > 1 && (story === 'steady' || story === 'grew');
  return mayJoin && dice.chance(0.3) ? Math.min(dice.between(1, 110), before) : before;
}

/** Whoever joined lately and has not come to a first result: the last member of such an account. */
export function isNewcomer(account: Pick<CrowdAccount, 'story'>, member: number): boolean {
  return account.story === 'never-got-going' && member === 2;
}

/** 392 accounts with 1,980 people; with the hand-made ones the demo has 400 and 2,000. */
export const crowd: readonly CrowdAccount[] = makeCrowd();
