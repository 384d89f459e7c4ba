import type { ActivityView } from '../../../shared/account.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { findContact } from '../contacts/find-contact.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { findAccount } from './find-account.ts';

/** Twelve weeks: the last two beside the ten before. */
const DAYS = 84;
const RECENT = 14;
/** Fewer events than this before the last two weeks say nothing about what is usual. */
const ENOUGH = 10;
/** More people than this are not counted one by one: the account’s most recently seen stand for it. */
const MOST_MEMBERS = 500;

/** How active a contact was. */
export const getActivity: Verb<'getActivity'> = async (runtime, { params }) =>
  activityOf(runtime, (await findContact(runtime, params.userId)).sourceIds);

/** How active the people of an account were together. */
export const getAccountActivity: Verb<'getAccountActivity'> = async (runtime, { params }) => {
  const { id } = await findAccount(runtime, params.id);
  const { items } = await runtime.contacts.listMembers(id, { limit: MOST_MEMBERS });
  return activityOf(
    runtime,
    items.flatMap(({ sourceIds }) => sourceIds),
  );
};

/** Events per UTC day, today included, in one query. */
async function activityOf(runtime: Runtime, sourceIds: readonly string[]): Promise<ActivityView> {
  const today = dayOf(runtime.clock.now().getTime());
  const first = today - DAYS + 1;
  const counts = await runtime.events.perDay(sourceIds, new Date(first * DAY));
  return activityFrom(counts, first, today);
}

/** The days with what is usual and how far the last two weeks are from it. */
export function activityFrom(
  counts: ReadonlyMap<number, number>,
  first: number,
  today: number,
): ActivityView {
  const days = Array.from({ length: today - first + 1 }, (_, index) => counts.get(first + index) ?? 0);
  const before = days.slice(0, -RECENT);
  // Whoever came later is measured from their first day on.
  const start = before.findIndex((count) => count > 0);
  const known = start === -1 ? [] : before.slice(start);
  const total = sum(known);
  const usual = known.length >= RECENT && total >= ENOUGH ? total / known.length : undefined;
  return {
    days: days.map((count, index) => ({
      day: new Date((first + index) * DAY).toISOString().slice(0, 10),
      count,
    })),
    usual,
    change: usual === undefined ? undefined : sum(days.slice(-RECENT)) / RECENT / usual - 1,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
