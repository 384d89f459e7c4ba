import { SIGNAL_HORIZON_DAYS, type SignalQuality } from '../../../shared/churn.ts';
import { DAY } from '../../../shared/time.ts';
import type { Opening } from '../../ports/signals.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { periodOf } from './period.ts';

const HORIZON = SIGNAL_HORIZON_DAYS * DAY;
/** Departures and openings that are read at most, the latest of each. */
const MOST_DEPARTURES = 20_000;
const MOST_OPENINGS = 2_000;
const MOST_SIGNALS = 60;

type Opened = Pick<Opening, 'subject' | 'openedAt'>;

/** For each signal that warns: how often it was right, of how many departures it warned, and how early. */
export const getSignalQuality: Verb<'getSignalQuality'> = async (runtime, { query }) => {
  const { from, until: to } = periodOf(query.days, runtime.clock.now());
  const early = new Date(from.getTime() - HORIZON);
  const [steps, signals] = await Promise.all([
    runtime.revenue.between(early, to, MOST_DEPARTURES),
    runtime.signals.all(),
  ]);
  const left = steps.filter(({ kind }) => kind === 'left');
  const warning = signals.filter(({ document, on }) => on && !document.good).slice(0, MOST_SIGNALS);
  const items: SignalQuality[] = [];
  // One by one: each is a short walk along an index, and all at once would hold up everybody else.
  for (const { id, document } of warning) {
    const openings = await runtime.openings.opened(id, early, to, MOST_OPENINGS);
    items.push({
      key: id,
      name: document.name,
      ...qualityOf(await ofCustomers(runtime, openings), left, { from, to }),
    });
  }
  return { items: items.sort((a, b) => b.warnedOf - a.warnedOf || b.leftAfter - a.leftAfter) };
};

/** Pure: what the openings of one signal and the departures say about each other. */
export function qualityOf(
  openings: readonly Opened[],
  departures: readonly { subject: string; at: Date }[],
  { from, to }: { from: Date; to: Date },
): Omit<SignalQuality, 'key' | 'name'> {
  const bySubject = new Map<string, number[]>();
  for (const { subject, openedAt } of openings)
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), openedAt.getTime()]);
  const leftAt = new Map<string, number[]>();
  for (const { subject, at } of departures)
    leftAt.set(subject, [...(leftAt.get(subject) ?? []), at.getTime()]);
  let opened = 0;
  let leftAfter = 0;
  for (const [subject, times] of bySubject) {
    const went = leftAt.get(subject) ?? [];
    const isRight = times.some((time) => went.some((at) => at > time && at <= time + HORIZON));
    // Whoever it opened for lately may still leave: nothing is known of them yet.
    const isDecided = isRight || times.some((time) => time + HORIZON <= to.getTime());
    if (isDecided) opened += 1;
    if (isRight) leftAfter += 1;
  }
  const inPeriod = departures.filter(({ at }) => at >= from);
  const leads = inPeriod.flatMap(({ subject, at }) => {
    const before = (bySubject.get(subject) ?? []).filter(
      (time) => time < at.getTime() && time >= at.getTime() - HORIZON,
    );
    return before.length > 0 ? [(at.getTime() - Math.min(...before)) / DAY] : [];
  });
  const median = medianOf(leads);
  return {
    opened,
    leftAfter,
    warnedOf: leads.length,
    departures: inPeriod.length,
    ...(median === undefined ? {} : { medianLeadDays: Math.round(median * 10) / 10 }),
  };
}

/** Signals of people count for their accounts, which are what leaves. */
async function ofCustomers(
  runtime: Pick<Runtime, 'contacts'>,
  openings: readonly Opened[],
): Promise<Opened[]> {
  const ids = openings.flatMap(({ subject }) => (subject.startsWith('c:') ? [subject.slice(2)] : []));
  if (ids.length === 0) return [...openings];
  const contacts = await runtime.contacts.byIds([...new Set(ids)]);
  return openings.map((opening) => {
    const account = contacts.get(opening.subject.slice(2))?.accountId;
    return opening.subject.startsWith('c:') && account ? { ...opening, subject: `a:${account}` } : opening;
  });
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
