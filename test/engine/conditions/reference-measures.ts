import type { EventFact, FactSnapshot, MeterReading } from '../../../server/engine/facts.ts';

const DAY = 24 * 60 * 60 * 1000;
const hours: Record<string, number> = { h: 1, d: 24, w: 168, m: 1 / 60, s: 1 / 3600 };

type Params = Record<string, unknown>;
type Value = number | boolean | undefined;

/** Every fact but events' own measures, computed in the most literal way. */
export const referenceMeasures: Record<string, (params: Params, facts: FactSnapshot, now: number) => Value> =
  {
    trend({ event, window, baseline, minimum = 10 }, facts, now) {
      const recentDays = daysOf(window);
      const beforeDays = daysOf(baseline);
      const ages = (facts.events.get(event as string)?.singles ?? [])
        .filter(({ at }) => at <= now)
        .map(({ at }) => utcDay(now) - utcDay(at));
      const recent = ages.filter((age) => age < recentDays).length;
      const before = ages.filter((age) => age >= recentDays && age < recentDays + beforeDays).length;
      return before < (minimum as number) ? undefined : recent / recentDays / (before / beforeDays) - 1;
    },
    date({ path, measure }, facts, now) {
      const [, holder, ...keys] = (path as string).split('.');
      let value: unknown = holder === 'contact' ? facts.contact : facts.account;
      for (const key of keys) {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
        value = Object.entries(value).find(([name]) => name === key)?.[1];
      }
      const at = instantOf(value, facts);
      if (at === undefined || !(at >= Date.UTC(1971) && at < Date.UTC(2200))) return undefined;
      return measure === 'daysUntil' ? Math.ceil((at - now) / DAY) : Math.floor((now - at) / DAY);
    },
    segment: ({ segment }, { segments }) => [...segments].includes(segment as string),
    signal({ signal, measure }, { signals }, now) {
      const open = signals.get(signal as string);
      if (measure !== 'daysOpen') return open !== undefined;
      return open && Math.floor((now - open.openSince) / DAY);
    },
    health({ measure, within = '30d' }, { health }, now) {
      if (measure !== 'change') return health?.score;
      const before = health?.days.filter(({ day }) => day <= utcDay(now) - daysOf(within)).at(-1);
      return health && before && health.score - before.score;
    },
    meter({ meter, measure, near = 0.9, within = '30d' }, { meters }, now) {
      const { value, limit, readings = [] } = meters.get(meter as string) ?? {};
      const known = readings.filter(({ at }) => at <= now);
      if (measure === 'daysNearLimit')
        return Array.from({ length: daysOf(within) }, (_, age) => utcDay(now) - age).filter((day) =>
          standingOn(known, day).some((reading) => isNear(reading, near as number)),
        ).length;
      if (measure === 'retreats')
        return known.filter(
          (reading, index) =>
            reading.at > now - lengthOf(within) &&
            isNear(known[index - 1], near as number) &&
            !isNear(reading, near as number),
        ).length;
      if (measure === 'fall' || measure === 'rise') {
        const standing = known.at(-1)?.value;
        const stood = known.filter(
          (_, index) => index === known.length - 1 || (known[index + 1]?.at ?? 0) > now - lengthOf(within),
        );
        const values = stood.map((reading) => reading.value);
        const [lowest, highest] = [Math.min(...values), Math.max(...values)];
        if (standing === undefined) return undefined;
        if (measure === 'fall') return highest > 0 ? (highest - standing) / highest : 0;
        return lowest > 0 ? (standing - lowest) / lowest : Math.sign(standing);
      }
      return value === undefined || !limit ? undefined : value / limit;
    },
    members(params, facts, now) {
      const { event, measure = 'daysSilent', window = '30d', baseline = '90d' } = params;
      const { minimumDays = 5, within = '14d', removal } = params;
      const people = (facts.members ?? []).map((person) => {
        const told = (name: unknown) => person.events.get(name as string)?.singles ?? [];
        const isHere = (at: number) =>
          at <= now && (person.leftAt === undefined || utcDay(at) <= utcDay(person.leftAt));
        const times = told(event)
          .map(({ at }) => at)
          .filter(isHere);
        const removals = [
          ...(facts.events.get(removal as string)?.singles ?? []).filter(
            ({ properties }) => person.userId !== undefined && properties?.userId === person.userId,
          ),
          ...told(removal).filter(({ properties }) => typeof properties?.userId !== 'string'),
        ];
        const last = times.length > 0 ? Math.max(...times) : undefined;
        const isGone =
          (person.leftAt !== undefined && person.leftAt <= now) ||
          removals.some(({ at }) => at <= now && (last === undefined || at >= last));
        const before = times.filter((at) => {
          const age = utcDay(now) - utcDay(at) - daysOf(window);
          return age >= 0 && age < daysOf(baseline);
        });
        return { ...person, last, isGone, before, days: new Set(before.map(utcDay)).size };
      });
      if (measure === 'activeAdmins')
        return people.filter(
          ({ isAdmin, isGone, last }) =>
            isAdmin && !isGone && last !== undefined && last > now - lengthOf(within),
        ).length;
      const [most] = people
        .filter(({ days, objected }) => !objected && days >= (minimumDays as number))
        .sort(
          (a, b) =>
            b.days - a.days || Math.max(...b.before) - Math.max(...a.before) || (a.id < b.id ? -1 : 1),
        );
      if (measure === 'mostActiveLeft') return most?.isGone;
      return most?.last === undefined ? undefined : Math.floor((now - most.last) / DAY);
    },
    email({ measure = 'sent', within, workflow }, { email }, now) {
      return email.filter(
        (mail) =>
          mail.at <= now &&
          (within === undefined || mail.at > now - lengthOf(within)) &&
          mail.kind === measure &&
          (workflow === undefined || mail.workflow === workflow),
      ).length;
    },
  };

/** What stood at some instant of a day: what was read on it, and what was read last before, unless replaced at once. */
function standingOn(readings: readonly MeterReading[], day: number): MeterReading[] {
  const of = readings.filter(({ at }) => utcDay(at) === day);
  const before = readings.filter(({ at }) => utcDay(at) < day).at(-1);
  return before && of[0]?.at !== day * DAY ? [before, ...of] : of;
}

function isNear(reading: MeterReading | undefined, near: number): boolean {
  return reading?.limit ? reading.value / reading.limit >= near : false;
}

export function utcDay(at: number): number {
  return Math.floor(at / DAY);
}

/** Milliseconds of a duration. */
export function lengthOf(duration: unknown): number {
  const text = duration as string;
  return Number(text.slice(0, -1)) * (hours[text.slice(-1)] ?? 0) * 60 * 60 * 1000;
}

function daysOf(duration: unknown): number {
  return Math.ceil(lengthOf(duration) / DAY);
}

function instantOf(value: unknown, facts: FactSnapshot): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') return undefined;
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value)) return Date.parse(value);
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
  const zone = [facts.contact.zone, facts.account?.zone, facts.workspaceZone, 'UTC'].find(isZone);
  return firstInstantOf(value, zone as string);
}

function isZone(name: unknown): boolean {
  return typeof name === 'string' && name.includes('/') ? name !== 'Not/AZone' : name === 'UTC';
}

const found = new Map<string, number | undefined>();

/** The first quarter of an hour that a calendar in the zone calls this day. */
function firstInstantOf(day: string, zone: string): number | undefined {
  const key = day + zone;
  if (found.has(key)) return found.get(key);
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const noon = Date.parse(`${day}T12:00:00Z`);
  let first: number | undefined;
  for (let at = noon + DAY; at >= noon - DAY; at -= 15 * 60 * 1000)
    if (calendar.format(at) === day) first = at;
  found.set(key, first);
  return first;
}

/** Events of a name that are not after an instant. */
export function eventsUntil(facts: FactSnapshot, name: unknown, now: number): EventFact[] {
  return (facts.events.get(name as string)?.singles ?? []).filter(({ at }) => at <= now);
}
