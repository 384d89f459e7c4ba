import { DAY } from '../../../shared/time.ts';
import { type CrowdAccount, type CrowdPerson, isNewcomer } from './crowd.ts';
import { scareOf } from './crowd-scares.ts';
import type { Dice } from './dice.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** How far back the crowd’s story is told, and from where on in detail. */
export const DAYS_TOLD = 180;
const DAYS_IN_DETAIL = 75;

export interface Told {
  at: number;
  name: string;
  properties?: Record<string, unknown>;
}

/** What the demo’s product calls the shipped events. */
export const demoEventNames = {
  Activated: 'Project Created',
  'Key Action': 'Report Created',
  'Data Imported': 'Contacts Imported',
} as const;

/**
 * Everyday use of one person: administrators come on Mondays, Wednesdays and Fridays, the others every other week,
 * further back more seldom. Habits are regular on purpose: what a signal sees must not depend on the weekday of loading.
 */
export function everyday(
  account: CrowdAccount,
  person: CrowdPerson,
  member: number,
  now: Date,
  dice: Dice,
): Told[] {
  const told: Told[] = [];
  const today = Math.floor(now.getTime() / DAY);
  const signedUp = now.getTime() - person.since * DAY - 3 * HOUR;
  if (person.since <= DAYS_TOLD)
    told.push({ at: signedUp, name: 'Signed Up', properties: { source: 'invitation' } });
  if (isNewcomer(account, member)) {
    told.push({ at: signedUp + 5 * MINUTE, name: 'Signed In', properties: { role: person.role } });
    return told;
  }
  // Some take days until they come to a first result.
  const delay = dice.chance(0.4) && person.since > 14 ? dice.between(1, 11) * DAY : 20 * MINUTE;
  told.push({
    at: Math.max(signedUp + (person.since <= DAYS_TOLD ? delay : 0), now.getTime() - DAYS_TOLD * DAY),
    name: 'Project Created',
  });
  const until = lastDayOf(account, member);
  for (let ago = Math.min(DAYS_TOLD, person.since - 1); ago >= until; ago--) {
    const day = today - ago;
    // 1 January 1970 was a Thursday.
    const weekday = (day + 4) % 7;
    const isLast = account.story === 'gone-quiet' && member === 0 && ago === until;
    if (!isLast && !comes(account, member, ago, weekday)) continue;
    const at = day * DAY + dice.between(7, 15) * HOUR + dice.between(0, 59) * MINUTE;
    told.push({ at, name: 'Signed In', properties: { role: person.role } });
    if (works(account, member, ago))
      told.push({
        at: at + dice.between(5, 50) * MINUTE,
        name: 'Report Created',
        properties: { rows: dice.between(10, 400) },
      });
    if (dice.chance(0.05))
      told.push({
        at: at + 55 * MINUTE,
        name: 'Page Viewed',
        properties: { path: '/dashboard', title: 'Dashboard' },
      });
    if (dice.chance(0.02))
      told.push({
        at: at + 58 * MINUTE,
        name: dice.oneOf(['Teammate Invited', 'Contacts Imported', 'Integration Connected']),
      });
  }
  return told.filter(({ at }) => at <= now.getTime() - MINUTE);
}

/** How many days ago somebody was here for the last time. */
function lastDayOf({ story, turn }: CrowdAccount, member: number): number {
  if (story === 'gone-quiet') return quietForDays(turn);
  if (story === 'left') return leftDaysAgo(turn) + (fellSilentBeforeLeaving(turn) ? 26 : 1);
  if (story === 'leaving') return 1 + leavingDaysAgo(turn);
  if (story === 'champion-gone' && member === 0) return 20 + turn;
  return 0;
}

/**
 * How long nobody of an account of the story “gone-quiet” has come. Nobody for thirty days sharp: whether a month is over
 * must not depend on the hour of loading.
 */
function quietForDays(turn: number): number {
  return turn < 7 ? 23 + turn : 24 + turn;
}

/** Whether even whoever came the most has not come for a month. */
export function isQuietForAMonth({ story, turn }: Pick<CrowdAccount, 'story' | 'turn'>): boolean {
  return story === 'gone-quiet' && quietForDays(turn) > 30;
}

/** When an account of the story “left” cancelled. */
export function leftDaysAgo(turn: number): number {
  return Math.round(8 + turn * 4.7);
}

/** Whether nobody of an account came any more for weeks before it left. */
function fellSilentBeforeLeaving(turn: number): boolean {
  return turn % 4 === 3;
}

/** When an account of the story “leaving” cancelled. */
export function leavingDaysAgo(turn: number): number {
  return turn % 4;
}

function comes(account: CrowdAccount, member: number, ago: number, weekday: number): boolean {
  const { story } = account;
  const scare = scareOf(account);
  if (scare?.kind === 'silence' && ago <= scare.from && ago > scare.until) return false;
  if (story === 'power-user-slipping' && member === 0) {
    if (ago <= 15) return ago === 3 || ago === 9;
    return ago <= DAYS_IN_DETAIL || weekday === 3;
  }
  if (ago > DAYS_IN_DETAIL) return member === 0 ? weekday === 3 : weekday === 4 && ago % 8 === 0;
  if (story === 'ready-to-grow') return weekday > 0 && weekday < 6;
  // Who carries on where the administrator has gone came a little less often than they did.
  if (story === 'champion-gone' && member === 2) return weekday === 1 || weekday === 5;
  return member === 0
    ? weekday === 1 || weekday === 3 || weekday === 5
    : weekday === 1 + (member % 5) && ago % 2 === member % 2;
}

/** Whether a visit comes to what the product is for. */
function works({ story }: CrowdAccount, member: number, ago: number): boolean {
  if (story === 'usage-drop') return ago > 15 || (member === 0 && ago === 7);
  if (story === 'power-user-slipping' && member === 0) return false;
  if (ago > DAYS_IN_DETAIL) return false;
  return member === (story === 'champion-gone' ? 2 : 0);
}
