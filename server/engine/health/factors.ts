import type { HealthFactor, HealthRules } from '../../../shared/health.ts';
import { valueAt } from '../../../shared/path.ts';
import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import { wholeDays } from '../../../shared/vocabulary/trend-fact.ts';
import { countIn, dayOf } from '../conditions/windows.ts';
import type { EventHistory, FactSnapshot } from '../facts.ts';

/** What one factor says of a subject. */
export interface Marks {
  /** From 0 to 1. */
  marks: number;
  /** What the words need; nothing that changes with the day alone. */
  facts: Record<string, string | number>;
}

/** What factors must know of the workspace. */
export interface FactorSurroundings {
  rules: HealthRules;
  subject: 'contact' | 'account';
  /** Events that were ever seen here: of those nobody sends, nothing is known of anybody. */
  seen: ReadonlySet<string>;
}

type Reckon = (facts: FactSnapshot, now: number, around: FactorSurroundings) => Marks | undefined;

/** After so many half-lives next to nothing is left. */
const HALF_LIVES = 5;
const RECENT_DAYS = 28;
/** Silence of so many days is said as such. */
const SILENT_DAYS = 7;

const none: EventHistory = { singles: [], days: [] };
/** Stretches begin at midnight here: no day is touched in part. */
const whole = Number.NEGATIVE_INFINITY;

/** How far back the active days of a subject count. */
export function regularityDays({ halfLifeDays }: HealthRules['regularity']): number {
  return Math.max(RECENT_DAYS, halfLifeDays * HALF_LIVES);
}

/** What each factor says; undefined where nothing is known. All are step functions on UTC days. */
export const factors: Record<HealthFactor, Reckon> = {
  regularity(facts, now, { rules: { regularity }, seen }) {
    const { event, halfLifeDays, daysPerWeek } = regularity;
    if (!seen.has(event)) return undefined;
    const today = dayOf(now);
    const reach = regularityDays(regularity);
    const days = activeDays(facts.events.get(event) ?? none, today - reach + 1, now);
    const fades = 0.5 ** (1 / halfLifeDays);
    let sum = 0;
    for (const day of days) sum += fades ** (today - day);
    // Whoever came last week is measured by the days they had.
    const age = Math.min(reach, today - dayOf(facts.appearedAt) + 1);
    const full = Math.max(1, ((daysPerWeek / 7) * (1 - fades ** age)) / (1 - fades));
    const last = Math.max(...days);
    const silent = days.size === 0 || today - last >= SILENT_DAYS;
    const recent = [...days].filter((day) => day > today - RECENT_DAYS).length;
    return {
      marks: Math.min(1, sum / full),
      facts: {
        event,
        ...(silent
          ? days.size === 0
            ? { silentDays: reach }
            : { since: last * DAY }
          : { days: recent, of: RECENT_DAYS }),
      },
    };
  },

  breadth(facts, now, { rules: { breadth }, seen }) {
    const { events, enough, within } = breadth;
    const known = [...new Set(events)].filter((event) => seen.has(event));
    if (known.length === 0) return undefined;
    const used = known.filter((event) => countDays(facts.events.get(event), within, now) > 0).length;
    const wanted = Math.min(enough, known.length);
    return { marks: Math.min(1, used / wanted), facts: { used, of: known.length } };
  },

  trend(facts, now, { rules: { trend } }) {
    const { event, minimum, worst } = trend;
    const window = wholeDays(trend.window);
    const baseline = wholeDays(trend.baseline);
    const history = facts.events.get(event) ?? none;
    const begins = (dayOf(now) + 1 - window) * DAY - 1;
    const before = countIn(history, begins - baseline * DAY, whole, begins);
    if (before < minimum) return undefined;
    const change = countIn(history, begins, whole, now) / window / (before / baseline) - 1;
    return {
      marks: Math.min(1, Math.max(0, 1 - change / worst)),
      facts: { event, change: Math.round(change * 100) / 100 },
    };
  },

  support(facts, now, { rules: { support }, seen }) {
    const { event, worst, within } = support;
    if (!seen.has(event)) return undefined;
    const count = countDays(facts.events.get(event), within, now);
    return { marks: Math.max(0, 1 - count / worst), facts: { event, count } };
  },

  billing({ account }, now, { subject }) {
    if (subject !== 'account') return undefined;
    const status = valueAt(account, ['traits', 'subscriptionStatus']);
    if (typeof status === 'string' && bad.has(status)) return { marks: 0, facts: { status } };
    const expires = cardExpiry(account);
    if (dayOf(expires) < dayOf(now)) return { marks: 0.4, facts: { status: 'cardExpired' } };
    return typeof status === 'string' || !Number.isNaN(expires)
      ? { marks: 1, facts: { status: 'fine' } }
      : undefined;
  },

  sentiment(facts, now, { rules: { sentiment } }) {
    const { nps, csat, within } = sentiment;
    const start = (dayOf(now) + 1 - wholeDays(within)) * DAY - 1;
    const answers = [
      ...answersTo(facts.events.get(nps), 0, 10, start, now),
      ...answersTo(facts.events.get(csat), 1, 5, start, now),
    ];
    const latest = answers.reduce<Answer | undefined>(
      (found, answer) => (!found || answer.at >= found.at ? answer : found),
      undefined,
    );
    if (!latest) return undefined;
    const { score, low, high } = latest;
    return { marks: (score - low) / (high - low), facts: { score, high } };
  },
};

/** The midnight after the account’s card expires, where that lies ahead; Infinity otherwise. */
export function cardExpiredAt({ account }: FactSnapshot, now: number): number {
  const at = (dayOf(cardExpiry(account)) + 1) * DAY;
  return at > now ? at : Number.POSITIVE_INFINITY;
}

/** Epoch milliseconds, NaN where it is not known. */
function cardExpiry(account: FactSnapshot['account']): number {
  const expires = valueAt(account, ['card', 'expiresAt']);
  return typeof expires === 'string' ? Date.parse(expires) : Number.NaN;
}

const bad = new Set(['past_due', 'unpaid', 'incomplete', 'incomplete_expired', 'canceled']);

interface Answer {
  at: number;
  score: number;
  low: number;
  high: number;
}

function answersTo(
  history: EventHistory | undefined,
  low: number,
  high: number,
  start: number,
  now: number,
): Answer[] {
  return (history?.singles ?? []).flatMap(({ at, properties }) => {
    const score = properties?.score;
    if (at <= start || at > now || typeof score !== 'number' || score < low || score > high) return [];
    return [{ at, score, low, high }];
  });
}

/** The UTC days from `first` on with any event. */
function activeDays({ singles, days }: EventHistory, first: number, now: number): Set<number> {
  const found = new Set<number>();
  for (const { day, last } of days) if (day >= first && last <= now) found.add(day);
  for (const { at } of singles) if (dayOf(at) >= first && at <= now) found.add(dayOf(at));
  return found;
}

function countDays(history: EventHistory | undefined, within: string, now: number): number {
  if (!history) return 0;
  const days = Math.ceil(durationMilliseconds(within) / DAY);
  return countIn(history, (dayOf(now) + 1 - days) * DAY - 1, whole, now);
}
