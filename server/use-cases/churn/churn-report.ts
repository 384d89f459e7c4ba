import type { ChurnReport, Portrait } from '../../../shared/churn.ts';
import { departureKinds } from '../../../shared/churn.ts';
import { DAY } from '../../../shared/time.ts';
import type { CustomerDay, RevenueStep } from '../../ports/churn.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { periodOf } from './period.ts';

/** More steps than this in a period are not read; the report says so. */
const MOST_STEPS = 20_000;
const MOST_LINES = 12;
/** Rescues looked through for those saved in the period, newest first. */
const MOST_CASES = 200;

/** Who left in a period, what that costs, and what came in or was saved meanwhile. */
export const getChurn: Verb<'getChurn'> = async (runtime, { query }) => {
  const { from, until: to } = periodOf(query.days, runtime.clock.now());
  const [steps, day, settings, saved] = await Promise.all([
    runtime.revenue.between(from, to, MOST_STEPS),
    runtime.revenue.dayUntil(to.toISOString().slice(0, 10)),
    runtime.settings.get(),
    savedIn(runtime, from),
  ]);
  return {
    currency: settings.currency,
    ...reportOf(steps, { from, to, day, saved }),
    isPartial: steps.length >= MOST_STEPS,
  };
};

/** The report of the steps of a period; pure. */
export function reportOf(
  steps: readonly RevenueStep[],
  { from, to, day, saved }: { from: Date; to: Date; day: CustomerDay | undefined; saved: Loss },
): Omit<ChurnReport, 'currency' | 'isPartial'> {
  const of = (kind: RevenueStep['kind']) => steps.filter((step) => step.kind === kind);
  const [left, started, grew, shrank] = [of('left'), of('started'), of('grew'), of('shrank')];
  const before = day && {
    customers: Math.max(0, day.customers + left.length - started.length),
    mrr: Math.max(0, day.mrr + mrrOf(left) + mrrOf(shrank) - mrrOf(started) - mrrOf(grew)),
  };
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(day && before ? { countedOn: day.id, before } : {}),
    left: {
      ...lossOf(left),
      people: left.reduce((sum, { people }) => sum + people, 0),
      unknownMrr: left.filter(({ mrr }) => mrr === undefined).length,
    },
    started: lossOf(started),
    grew: lossOf(grew),
    shrank: lossOf(shrank),
    saved,
    buckets: bucketsOf(left, [...started, ...grew], from, to),
    byKind: departureKinds.map((name) => ({ name, ...lossOf(left.filter(({ why }) => why === name)) })),
    byPlan: sharesBy(left, ({ plan }) => plan).map((share) => {
      const known = day?.plans[share.name];
      const came = started.filter(({ plan }) => plan === share.name).length;
      return known ? { ...share, before: Math.max(0, known.customers + share.customers - came) } : share;
    }),
    byReason: sharesBy(left, ({ reason }) => reason),
    byCohort: sharesBy(left, ({ since }) => since && quarterOf(since)).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    portraits: { left: portraitOf(left), ...(day ? { stayed: stayedOf(day) } : {}) },
  };
}

interface Loss {
  customers: number;
  mrr: number;
}

function lossOf(steps: readonly RevenueStep[]): Loss {
  return { customers: steps.length, mrr: mrrOf(steps) };
}

function mrrOf(steps: readonly RevenueStep[]): number {
  return Math.round(steps.reduce((sum, { mrr = 0 }) => sum + mrr, 0) * 100) / 100;
}

/** By a name each step has, most customers first; the rest and the unnamed are together under an empty name. */
function sharesBy(steps: readonly RevenueStep[], nameOf: (step: RevenueStep) => string | undefined) {
  const groups = new Map<string, RevenueStep[]>();
  for (const step of steps) {
    const name = nameOf(step) ?? '';
    groups.set(name, [...(groups.get(name) ?? []), step]);
  }
  const named = [...groups].filter(([name]) => name !== '').sort(([, a], [, b]) => b.length - a.length);
  const rest = [...(groups.get('') ?? []), ...named.slice(MOST_LINES).flatMap(([, members]) => members)];
  return [...named.slice(0, MOST_LINES), ...(rest.length > 0 ? [['', rest] as const] : [])].map(
    ([name, members]) => ({ name, ...lossOf(members) }),
  );
}

/** Weeks of short periods, months of thirty days of longer ones; the last ends now. */
function bucketsOf(
  left: readonly RevenueStep[],
  gained: readonly RevenueStep[],
  from: Date,
  to: Date,
): ChurnReport['buckets'] {
  const days = (to.getTime() - from.getTime()) / DAY > 90 ? 30 : 7;
  const count = Math.ceil((to.getTime() - from.getTime()) / (days * DAY));
  return Array.from({ length: count }, (_, index) => {
    const end = to.getTime() - (count - 1 - index) * days * DAY;
    const start = Math.max(from.getTime(), end - days * DAY);
    const inIt = ({ at }: RevenueStep) => at.getTime() >= start && at.getTime() < end;
    return {
      from: new Date(start).toISOString(),
      to: new Date(end).toISOString(),
      left: lossOf(left.filter(inIt)),
      gained: lossOf(gained.filter(inIt)),
    };
  });
}

function quarterOf(date: Date): string {
  return `${date.getUTCFullYear()} Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}

function portraitOf(steps: readonly RevenueStep[]): Portrait {
  const tenures = steps.flatMap(({ since, at }) => (since ? [(at.getTime() - since.getTime()) / DAY] : []));
  return {
    customers: steps.length,
    ...averages({
      mrr: sumOf(steps.flatMap(({ mrr }) => mrr ?? [])),
      seats: sumOf(steps.flatMap(({ seats }) => seats ?? [])),
      people: sumOf(steps.map(({ people }) => people)),
      tenureDays: sumOf(tenures),
    }),
  };
}

function stayedOf({ customers, mrr, seats, people, tenureDays }: CustomerDay): Portrait {
  return { customers, ...averages({ mrr: { sum: mrr, of: customers }, seats, people, tenureDays }) };
}

interface Sum {
  sum: number;
  of: number;
}

function sumOf(values: readonly number[]): Sum {
  return { sum: values.reduce((sum, value) => sum + value, 0), of: values.length };
}

function averages(sums: Record<'mrr' | 'seats' | 'people' | 'tenureDays', Sum>): Omit<Portrait, 'customers'> {
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, { of }]) => of > 0)
      .map(([name, { sum, of }]) => [name, Math.round((sum / of) * 10) / 10]),
  );
}

async function savedIn(runtime: Pick<Runtime, 'cases'>, from: Date): Promise<Loss> {
  const { items } = await runtime.cases.list({ stage: 'saved', limit: MOST_CASES });
  const saved = items.filter(({ closedAt }) => closedAt !== undefined && closedAt >= from);
  return { customers: saved.length, mrr: saved.reduce((sum, { mrr = 0 }) => sum + mrr, 0) };
}
