import type { Case } from '../../../shared/case.ts';
import { AT_RISK } from '../../../shared/health.ts';
import { lookId } from '../../../shared/look.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import type { Opening } from '../../ports/signals.ts';
import { entryOf } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { isSerious, type SignalMeanings, signalMeanings } from '../standings/signal-meanings.ts';
import { cast } from './cast.ts';
import { DAYS_WATCHED } from './keep-past.ts';

/** More than the demo has of each. */
const MOST = 20_000;

/**
 * Notes how much was at risk at the end of each day before today, by what is known of the accounts: their health, the
 * serious signals that were open, and the rescues that went on. Days somebody noted stay.
 */
export async function noteRiskDays(runtime: Runtime, now: Date): Promise<void> {
  const ids = cast.map(({ id }) => id);
  const [accounts, healths, meaningOf] = await Promise.all([
    runtime.accounts.byIds(ids),
    runtime.healths.byIds(ids.map((id) => lookId('account', id))),
    signalMeanings(runtime),
  ]);
  const steps = await runtime.revenue.between(new Date(now.getTime() - DAYS_WATCHED * DAY), now, MOST);
  const leftAt = new Map(
    steps.flatMap(({ kind, subject, at, mrr }) =>
      kind === 'left' ? [[subject, { at: at.getTime(), mrr }]] : [],
    ),
  );
  const today = dayOf(now.getTime());
  const days = Array.from({ length: DAYS_WATCHED - 1 }, (_, index) => ({
    day: new Date((today - DAYS_WATCHED + 1 + index) * DAY).toISOString().slice(0, 10),
    end: (today - DAYS_WATCHED + 2 + index) * DAY - 1,
    accounts: 0,
    mrr: 0,
  }));
  const openings = await seriousOpenings(runtime, meaningOf);
  const cases = new Map<string, Case[]>();
  for (const one of (await runtime.cases.list({ limit: MOST })).items)
    entryOf(cases, one.accountId, () => []).push(one);
  for (const [id, account] of accounts) {
    const look = lookId('account', id);
    const serious = openings.get(look) ?? [];
    const scores = healths.get(look)?.days ?? [];
    for (const day of days) {
      const score = scores.findLast((one) => one.day * DAY <= day.end)?.score;
      const isAtRisk =
        (score !== undefined && score < AT_RISK) ||
        serious.some((opening) => wasOpen(opening, day.end)) ||
        (cases.get(id) ?? []).some((one) => wasGoingOn(one, day.end));
      if (!isAtRisk) continue;
      day.accounts += 1;
      day.mrr += (leftAt.get(look)?.at ?? 0) > day.end ? (leftAt.get(look)?.mrr ?? 0) : (account.mrr ?? 0);
    }
  }
  await runtime.risk.putDemo(days.map(({ day, accounts: count, mrr }) => ({ day, accounts: count, mrr })));
}

/** What was open and is bad enough to put an account at risk, by its look; two queries a signal. */
async function seriousOpenings(
  runtime: Pick<Runtime, 'openings' | 'signals'>,
  meaningOf: SignalMeanings,
): Promise<Map<string, Opening[]>> {
  const serious = (await runtime.signals.all()).filter(({ id }) => isSerious(meaningOf(id)));
  const found = await Promise.all(
    serious.flatMap(({ id }) =>
      [true, false].map((open) => runtime.openings.ofSignal(id, { open, limit: MOST })),
    ),
  );
  const bySubject = new Map<string, Opening[]>();
  for (const { items } of found)
    for (const opening of items) entryOf(bySubject, opening.subject, () => []).push(opening);
  return bySubject;
}

function wasOpen({ openedAt, resolvedAt }: Opening, at: number): boolean {
  return openedAt.getTime() <= at && (resolvedAt === undefined || resolvedAt.getTime() > at);
}

function wasGoingOn({ openedAt, closedAt }: Case, at: number): boolean {
  return openedAt.getTime() <= at && (closedAt === undefined || closedAt.getTime() > at);
}
