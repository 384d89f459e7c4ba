import { type CrowdAccount, type CrowdPerson, crowd } from './crowd.ts';
import { demoEventNames } from './crowd-days.ts';
import { type Dice, diceOf } from './dice.ts';

/** In each slot of six seconds one person does something: ten a minute, which a look at the list of calls can follow. */
export const SLOT = 6_000;

/** One call of the live mode, as a client of the product would send it. */
export interface LiveCall {
  type: 'track' | 'page';
  messageId: string;
  userId: string;
  event?: string;
  properties: Record<string, unknown>;
  timestamp: string;
  context: { timezone: string; locale: string; library: { name: string } };
}

type Deed = readonly [event: string, properties?: Record<string, unknown>];

/** Customers who go on as before, and those whose silence may end. */
const awake = crowd.filter(
  ({ story }) => story === 'steady' || story === 'grew' || story === 'ready-to-grow',
);
const paying = awake.filter(({ mrr }) => mrr > 0);
const silent = crowd.filter(({ story }) => story === 'gone-quiet');

/** What somebody does in a slot: the same for the same slot, whoever asks and however often. */
export function activityIn(slot: number): LiveCall[] {
  const dice = diceOf(`live-${slot}`);
  const { person, deeds } = sceneOf(slot, dice);
  return deeds.map(([event, properties = {}], index) => ({
    type: event === 'Page Viewed' ? 'page' : 'track',
    messageId: `demo-live-${slot}-${index}`,
    userId: person.userId,
    ...(event === 'Page Viewed' ? {} : { event }),
    properties,
    timestamp: new Date(slot * SLOT + index * 1_500 + dice.between(0, 1_000)).toISOString(),
    context: { timezone: person.zone, locale: person.locale, library: { name: 'demo' } },
  }));
}

/** Mostly everyday work; every few minutes something that a signal watches for. */
function sceneOf(slot: number, dice: Dice): { person: CrowdPerson; deeds: Deed[] } {
  const kind = dice.between(1, 100);
  if (kind <= 2) return danger(paying, slot, dice, [['Page Viewed', { path: '/settings/cancel' }]]);
  if (kind === 3) return danger(paying, slot, dice, [['Data Exported', { full: true, rows: 48_000 }]]);
  if (kind <= 5) {
    // Of an hour's tickets most come from the same two companies.
    const troubled = diceOf(`live-hour-${Math.floor((slot * SLOT) / 3_600_000)}`);
    return danger([one(awake, troubled), one(awake, troubled)], slot, dice, [
      [
        'Ticket Opened',
        { subject: dice.oneOf(['Import stuck', 'Wrong totals', 'Cannot invite a colleague']) },
      ],
    ]);
  }
  if (kind <= 8) return danger(awake, slot, dice, [['NPS Answered', markOf(dice)]]);
  if (kind === 9) return danger(silent, slot, dice, [['Signed In'], [demoEventNames['Key Action']]]);
  const person = personOf(awake, slot, dice);
  const deeds: Deed[] = [['Signed In', { role: person.role }]];
  if (kind <= 60) deeds.push([demoEventNames['Key Action'], { rows: dice.between(10, 400) }]);
  else if (kind <= 80) deeds.push(['Page Viewed', { path: '/dashboard', title: 'Dashboard' }]);
  else if (kind <= 90)
    deeds.push([dice.oneOf(['Teammate Invited', demoEventNames['Data Imported'], 'Integration Connected'])]);
  return { person, deeds };
}

function danger(accounts: readonly CrowdAccount[], slot: number, dice: Dice, deeds: Deed[]) {
  return { person: personOf(accounts, slot, dice), deeds };
}

function markOf(dice: Dice): Record<string, unknown> {
  return dice.chance(0.25)
    ? { score: dice.between(2, 6), comment: dice.oneOf(['Too slow for us lately.', 'Support takes days.']) }
    : { score: dice.between(7, 10) };
}

/** Somebody of these accounts, rather one for whom it is day. */
function personOf(accounts: readonly CrowdAccount[], slot: number, dice: Dice): CrowdPerson {
  const pick = () => one(one(accounts, dice).people, dice);
  for (let tries = 0; tries < 5; tries++) {
    const person = pick();
    if (isDay(person.zone, slot * SLOT)) return person;
  }
  return pick();
}

function one<Thing>(things: readonly Thing[], dice: Dice): Thing {
  const thing = things[dice.between(0, things.length - 1)];
  if (thing === undefined) throw new Error('nobody of the demo is of that kind');
  return thing;
}

function isDay(timeZone: string, at: number): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at),
  );
  return hour >= 7 && hour < 20;
}
