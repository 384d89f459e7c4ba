import { DateTime } from 'luxon';
import { valueAt } from '../../shared/path.ts';
import { DAY } from '../../shared/time.ts';
import type { AttributeTrigger } from '../../shared/triggers/attribute.ts';
import type { DateTrigger } from '../../shared/triggers/date.ts';
import { fieldOf } from '../../shared/triggers/field.ts';
import { dateValue, shifted } from './calendar.ts';
import type { FactSnapshot } from './facts.ts';
import { zoneOf } from './zones.ts';

/** How late a date may be learnt and still start something. */
export const OVERDUE = DAY;

/**
 * Whether a trait’s change is the one a trigger waits for. `was` is null when nothing was known: becoming known is a
 * change only where the trigger names what it becomes.
 */
export function isAwaitedChange(trigger: AttributeTrigger, was: unknown, is: unknown): boolean {
  const { inner = [] } = fieldOf(trigger.path) ?? {};
  const before = inner.length > 0 ? valueAt(was, inner) : was;
  const after = inner.length > 0 ? valueAt(is, inner) : is;
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return false;
  const { to, crosses, direction } = trigger;
  if (to !== undefined) return after === to;
  if (before === null || before === undefined) return false;
  if (crosses === undefined) return true;
  if (typeof before !== 'number' || typeof after !== 'number') return false;
  const up = before < crosses && after >= crosses;
  const down = before >= crosses && after < crosses;
  return direction === 'up' ? up : direction === 'down' ? down : up || down;
}

/** When a date trigger fires, and the cause that makes it fire once: a changed date is a new one. */
export interface Firing {
  at: Date;
  cause: string;
}

/** The first firing of a date trigger after a moment; undefined where its date is not known or has been. */
export function firingAfter(trigger: DateTrigger, facts: FactSnapshot, after: Date): Firing | undefined {
  const date = dateValue(trigger.date, facts);
  if (!date) return undefined;
  const zone = zoneOf(facts);
  const offset = trigger.before ? `-${trigger.before}` : trigger.after ? `+${trigger.after}` : '';
  const causeOf = (day: Date) => `date:${day.toISOString()}${offset}`;
  if (!trigger.yearly) {
    const at = shifted(date, trigger, zone);
    return at > after ? { at, cause: causeOf(date) } : undefined;
  }
  const first = DateTime.fromJSDate(date, { zone });
  const around = DateTime.fromJSDate(after, { zone }).year;
  // An offset may reach over one turn of the year or several.
  for (let year = Math.max(first.year, around - 11); year <= Math.max(first.year, around) + 12; year++) {
    // luxon turns 29 February into 28 February where there is none.
    const day = first.set({ year }).toJSDate();
    const at = shifted(day, trigger, zone);
    if (at > after) return { at, cause: causeOf(day) };
  }
  return undefined;
}
