import { DAY, durationMilliseconds } from '../../../shared/time.ts';
import { type MembersParams, membersParams } from '../../../shared/vocabulary/members-fact.ts';
import { wholeDays } from '../../../shared/vocabulary/trend-fact.ts';
import type { EventFact, EventHistory, FactSnapshot, MemberFacts } from '../facts.ts';
import type { FactReader, Reading } from './reading.ts';
import { dayOf, endOfDays, firstAfter, nextAhead, nextMidnight } from './windows.ts';

const none: EventHistory = { singles: [], days: [] };

/**
 * The fact `members`. The most active one is whoever did the event on the most days of the baseline, which ends before
 * the window begins, so that whoever takes over does not hide who is missing. Whole UTC days, today included.
 */
export const membersReader: FactReader = {
  prepare(given) {
    const params = membersParams(given);
    switch (params.measure) {
      case 'mostActiveLeft':
        return leftReading(params);
      case 'activeAdmins':
        return adminsReading(params);
      default:
        return silentReading(params);
    }
  },
  need(given, needs) {
    const { event, measure, window, baseline, within, removal } = membersParams(given);
    const reach =
      measure === 'activeAdmins'
        ? durationMilliseconds(within)
        : (wholeDays(window) + wholeDays(baseline)) * DAY;
    needs.addEvent(event, { days: reach, perMember: true });
    if (removal !== undefined && measure !== 'daysSilent')
      needs.addEvent(removal, { singles: reach, perMember: true });
  },
  cost: () => 60,
  remarks(given, _compileWhere, facts, now) {
    const params = membersParams(given);
    if (params.measure === 'activeAdmins') return [];
    return mostActive(params, facts, now) ? ['remarks.wholeDays'] : ['remarks.nobodyActive'];
  },
};

function silentReading(params: MembersParams): Reading {
  const lastOf = (facts: FactSnapshot, now: number) => {
    const member = mostActive(params, facts, now);
    return member && lastTime(member, params.event, now);
  };
  return {
    value(facts, now) {
      const last = lastOf(facts, now);
      return last === undefined ? undefined : Math.floor((now - last) / DAY);
    },
    next(facts, now) {
      const last = lastOf(facts, now);
      const passes = last === undefined ? Number.POSITIVE_INFINITY : last + nextDays(now - last) * DAY;
      return Math.min(nextMidnight(now), passes, nextNews(params, facts, now));
    },
  };
}

function nextDays(length: number): number {
  return Math.floor(length / DAY) + 1;
}

function leftReading(params: MembersParams): Reading {
  return {
    value(facts, now) {
      const member = mostActive(params, facts, now);
      return member && hasLeft(member, params, facts, now);
    },
    next: (facts, now) => Math.min(nextMidnight(now), nextNews(params, facts, now)),
  };
}

function adminsReading(params: MembersParams): Reading {
  const within = durationMilliseconds(params.within);
  const lastTimes = (facts: FactSnapshot, now: number) =>
    (facts.members ?? []).flatMap((member) => {
      const last = member.isAdmin ? lastTime(member, params.event, now) : undefined;
      const isActive = last !== undefined && last > now - within;
      return isActive && !hasLeft(member, params, facts, now) ? [last] : [];
    });
  return {
    value: (facts, now) => lastTimes(facts, now).length,
    next: (facts, now) =>
      Math.min(nextNews(params, facts, now), ...lastTimes(facts, now).map((last) => last + within)),
  };
}

/** Who was active on the most days; of several the one who was so last. Undefined where nobody was on enough. */
function mostActive(params: MembersParams, facts: FactSnapshot, now: number): MemberFacts | undefined {
  const { event, window, baseline, minimumDays } = params;
  const through = dayOf(now) - wholeDays(window);
  const from = through - wholeDays(baseline) + 1;
  let best: { member: MemberFacts; days: number; last: number } | undefined;
  for (const member of facts.members ?? []) {
    if (member.objected) continue;
    const { days, last } = activeDays(historyOf(member, event), from, Math.min(through, lastDayOf(member)));
    if (days < minimumDays) continue;
    const isMore = !best || days > best.days || (days === best.days && isAfter({ member, last }, best));
    if (isMore) best = { member, days, last };
  }
  return best?.member;
}

/** By what happened last; of two at one instant, whatever the order they come in, the same one. */
function isAfter(
  one: { member: MemberFacts; last: number },
  other: { member: MemberFacts; last: number },
): boolean {
  return one.last === other.last ? one.member.id < other.member.id : one.last > other.last;
}

/** On how many UTC days from one to another, both included, something happened, and when the last of it did. */
function activeDays({ singles, days }: EventHistory, from: number, through: number) {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days)
    if (day.day >= from && day.day <= through) {
      count += 1;
      last = Math.max(last, day.last);
    }
  let before = Number.NaN;
  const end = firstAfter(singles, (through + 1) * DAY - 1);
  for (let index = firstAfter(singles, from * DAY - 1); index < end; index++) {
    const at = singles[index]?.at ?? 0;
    last = Math.max(last, at);
    if (dayOf(at) !== before) count += 1;
    before = dayOf(at);
  }
  return { days: count, last };
}

/** When a member last did something up to an instant; what they do after the day they left is for somebody else. */
function lastTime(member: MemberFacts, event: string, now: number): number | undefined {
  const { singles, days } = historyOf(member, event);
  const until = Math.min(now, (lastDayOf(member) + 1) * DAY - 1);
  const last = Math.max(
    singles[firstAfter(singles, until) - 1]?.at ?? Number.NEGATIVE_INFINITY,
    days[endOfDays(days, until) - 1]?.last ?? Number.NEGATIVE_INFINITY,
  );
  return Number.isFinite(last) ? last : undefined;
}

function historyOf(member: MemberFacts, event: string): EventHistory {
  return member.events.get(event) ?? none;
}

/** The UTC day up to which what somebody does counts here. */
function lastDayOf({ leftAt }: MemberFacts): number {
  return leftAt === undefined ? Number.POSITIVE_INFINITY : dayOf(leftAt);
}

/** Whether somebody belongs to another account now, or was removed and did nothing since. */
function hasLeft(member: MemberFacts, params: MembersParams, facts: FactSnapshot, now: number): boolean {
  if (member.leftAt !== undefined && member.leftAt <= now) return true;
  const removed = removalsOf(member, params, facts).findLast(({ at }) => at <= now);
  if (!removed) return false;
  const last = lastTime(member, params.event, now);
  return last === undefined || last <= removed.at;
}

/** The removals that are about a member, oldest first: those that name them, and their own that name nobody. */
function removalsOf(member: MemberFacts, { removal }: MembersParams, facts: FactSnapshot): EventFact[] {
  if (removal === undefined) return [];
  const naming = (facts.events.get(removal) ?? none).singles.filter(
    ({ properties }) => member.userId !== undefined && properties?.userId === member.userId,
  );
  const own = historyOf(member, removal).singles.filter(
    ({ properties }) => typeof properties?.userId !== 'string',
  );
  return [...naming, ...own].sort((one, other) => one.at - other.at);
}

/** When something that is known already, but lies ahead, begins to count: where now is in the past. */
function nextNews({ event, removal }: MembersParams, facts: FactSnapshot, now: number): number {
  let next =
    removal === undefined ? Number.POSITIVE_INFINITY : nextAhead(facts.events.get(removal) ?? none, now);
  for (const member of facts.members ?? []) {
    next = Math.min(next, nextAhead(historyOf(member, event), now));
    if (removal !== undefined) next = Math.min(next, nextAhead(historyOf(member, removal), now));
    if (member.leftAt !== undefined && member.leftAt > now) next = Math.min(next, member.leftAt);
  }
  return next;
}
