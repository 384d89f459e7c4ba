import { DateTime } from 'luxon';
import { DEMO_KEY, type StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { type Dice, diceOf } from './dice.ts';
import { type DemoAccount, type DemoPerson, demoAccounts, type Story } from './people.ts';

/** How far back a story is told. */
const DAYS = 60;
const HOUR = 3_600_000;

/** What one person did, oldest first: who they are, then the events of the last sixty days. */
export function tellStory(person: DemoPerson, now: Date, manager?: string): StoredEvent[] {
  const dice = diceOf(person.userId);
  const account = demoAccounts.find(({ id }) => id === person.account);
  const signedUp = new Date(now.getTime() - person.since * DAY - dice.between(2, 9) * HOUR);
  const told: Told[] = [];
  if (person.since <= DAYS) told.push({ at: signedUp, name: 'Signed Up', properties: { source: 'website' } });
  for (let ago = Math.min(DAYS, person.since); ago >= 0; ago -= 1) {
    told.push(...tellDay(person, ago, now, signedUp, dice));
  }
  const events = told
    .filter(({ at }) => at <= now && at >= signedUp)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return [
    identifyOf(person, account?.plan, signedUp),
    ...(account ? [group(person, account, signedUp, now, manager)] : []),
    ...events.map((event, index) => tracked(person, event, index)),
  ];
}

interface Told {
  at: Date;
  name: string;
  properties?: Record<string, unknown>;
}

/** How likely a working day sees the person, by how many days ago it is. */
const presence: Record<Story, (ago: number) => number> = {
  steady: () => 0.6,
  champion: () => 0.92,
  quiet: (ago) => (ago > 24 ? 0.55 : 0),
  slipping: (ago) => 0.1 + 0.7 * (ago / DAYS),
  returned: (ago) => (ago > 38 || ago < 6 ? 0.65 : 0),
  'just-signed-up': () => 0,
  'never-started': () => 0,
};

function tellDay(person: DemoPerson, ago: number, now: Date, signedUp: Date, dice: Dice): Told[] {
  const morning = DateTime.fromJSDate(now, { zone: person.zone }).minus({ days: ago }).startOf('day');
  const at = (hour: number) =>
    morning.plus({ minutes: hour * 60 + dice.between(0, 55), seconds: dice.between(0, 59) }).toJSDate();
  const turn = turningPoint(person, ago, at);
  if (person.story === 'just-signed-up' || person.story === 'never-started') {
    const isFirst = morning.toMillis() <= signedUp.getTime();
    if (isFirst) turn.push({ at: new Date(signedUp.getTime() + 60_000), name: 'Signed In' });
    return turn;
  }
  const weekend = morning.weekday > 5 ? 0.15 : 1;
  if (!dice.chance(presence[person.story](ago) * weekend)) return turn;
  const actions = dice.between(1, person.story === 'champion' ? 6 : 3);
  return [
    { at: at(8), name: 'Signed In', properties: { device: dice.oneOf(['desktop', 'desktop', 'phone']) } },
    ...Array.from({ length: actions }, (_, index) => ({ at: at(9 + index), ...action(dice) })),
    ...turn,
  ];
}

function action(dice: Dice): Omit<Told, 'at'> {
  switch (dice.between(1, 8)) {
    case 1:
      return { name: 'Project Created', properties: { template: dice.oneOf(['blank', 'launch', 'survey']) } };
    case 2:
      return { name: 'Teammate Invited' };
    case 3:
      return { name: 'Contacts Imported', properties: { rows: dice.between(20, 900) } };
    case 4:
    case 5:
      return { name: 'Page Viewed', properties: { path: '/dashboard', title: 'Dashboard' } };
    default:
      return { name: 'Report Created', properties: { rows: dice.between(10, 400) } };
  }
}

/** The moments that make a story one: an export before silence, a look at the way out, a bad mark. */
function turningPoint({ story }: DemoPerson, ago: number, at: (hour: number) => Date): Told[] {
  if (story === 'quiet' && ago === 26)
    return [{ at: at(15), name: 'Data Exported', properties: { format: 'csv', rows: 4_000 } }];
  if (story === 'slipping' && ago === 6)
    return [{ at: at(11), name: 'NPS Answered', properties: { score: 4, comment: 'Too slow lately' } }];
  if (story === 'slipping' && ago === 2)
    return [
      {
        at: at(10),
        name: 'Page Viewed',
        properties: { path: '/settings/cancel', title: 'Cancel subscription' },
      },
    ];
  if (story === 'champion' && ago === 12)
    return [{ at: at(14), name: 'NPS Answered', properties: { score: 10 } }];
  return [];
}

/** What every call of a demo person carries; the past comes in as imported history does. */
export function callOf(person: Omit<DemoPerson, 'story'>, at: Date) {
  return {
    sourceId: `u:${person.userId}`,
    userId: person.userId,
    timestamp: at,
    receivedAt: at,
    properties: {},
    context: { zone: person.zone, locale: person.locale, library: 'demo' },
    keyId: DEMO_KEY,
    historical: true,
    demo: true,
  };
}

/** Who a demo person is. */
export function identifyOf(
  person: Omit<DemoPerson, 'story'>,
  plan: DemoAccount['plan'] | undefined,
  at: Date,
): StoredEvent {
  const { firstName, lastName, email, role, zone, locale } = person;
  return {
    ...callOf(person, at),
    id: `${person.userId}-identify`,
    type: 'identify',
    traits: {
      firstName,
      lastName,
      email,
      role,
      plan,
      timezone: zone,
      locale,
      createdAt: at.toISOString(),
    },
  };
}

function group(
  person: DemoPerson,
  account: DemoAccount,
  at: Date,
  now: Date,
  manager: string | undefined,
): StoredEvent {
  const { id, name, plan, mrr, seats, contacts, renewsIn } = account;
  return {
    ...callOf(person, at),
    id: `${person.userId}-group`,
    type: 'group',
    groupId: id,
    traits: {
      name,
      plan,
      mrr,
      seats,
      ...(manager !== undefined && mrr >= 1_400 ? { successManager: manager } : {}),
      renewsAt: new Date(now.getTime() + renewsIn * DAY).toISOString().slice(0, 10),
      meters: { contacts },
    },
  };
}

function tracked(person: DemoPerson, { at, name, properties }: Told, index: number): StoredEvent {
  return {
    ...callOf(person, at),
    id: `${person.userId}-${index + 1}`,
    type: name === 'Page Viewed' ? 'page' : 'track',
    name,
    properties: properties ?? {},
  };
}
