import { DAY, dayOf } from '../../../shared/time.ts';
import type { DayCount } from '../../engine/facts.ts';
import type { DayMarks, MarkedDays, Recount } from '../../ports/counters.ts';
import type { Ports } from '../../ports/index.ts';
import type { EventSpan, SourceDayCount } from '../../ports/stores.ts';
import { entryOf } from '../facts.ts';
import { GatheredMarks } from './mark-days.ts';

type CountingPorts = Pick<Ports, 'counters' | 'events' | 'settings' | 'clock'>;

/** A day is counted this long after its end: until then events of it may still be on their way to the disk. */
const GRACE = 10 * 60_000;

/** How much is done at a time. */
const usual = {
  /** Events read at once. */
  events: 2_000,
  /** Marks written with one call. */
  marks: 2_000,
  /** Marks gathered before any is written, some 30 MB of them: a person's days are then marked, and counted, together. */
  gathered: 150_000,
  /** Marks recounted with one query. */
  recounts: 200,
};

export type CountingBatches = typeof usual;

/** Days this near each other may be read together. */
const NEAR = 32;
/** Days read for each day that is asked for, at most. */
const MOST_IN_VAIN = 6;
/** Marks settled in one run; the next run goes on. Others wait for their turn meanwhile. */
const MOST_MARKS = 20_000;

type Run = [first: number, last: number];

/**
 * Closes the days that are over and recounts those that are marked, in batches; answers how many marks it settled.
 * It goes on where an earlier run was interrupted. Two at once do work twice and nothing else: a count is stored only
 * while nothing was marked since it was made.
 */
export async function countDays(ports: CountingPorts, batches: CountingBatches = usual): Promise<number> {
  await closeDays(ports, batches);
  return recountMarked(ports, batches);
}

/**
 * Walks the events in order of receipt up to the end of the last day that is over and marks the days they fall on.
 * An event of such a day that is matched later than that marks its day itself. When all are marked the days count as
 * closed: what is marked is read one by one until it is recounted.
 */
async function closeDays(
  { counters, events, clock }: CountingPorts,
  batches: CountingBatches,
): Promise<void> {
  const now = clock.now();
  const through = dayOf(now.getTime() - GRACE) - 1;
  const closing = await counters.closing();
  if (closing.through !== undefined && closing.through >= through) return;
  const end = (through + 1) * DAY;
  let { place } = closing;
  let gathered = new GatheredMarks();
  const write = async () => {
    for (const marks of gathered.inBatches(batches.marks)) await counters.mark(marks, now);
    // Only now: whoever takes over after a crash gathers again what was not written.
    await counters.saveClosing({ place });
    gathered = new GatheredMarks();
  };
  for (;;) {
    const page = await events.received({ limit: batches.events, after: place });
    const over = page.items.filter(({ receivedAt }) => receivedAt.getTime() < end);
    const last = over.at(-1);
    if (last) {
      gathered.add(over);
      place = [last.receivedAt.getTime(), last.id];
    }
    const isEnd = over.length < page.items.length || page.next === undefined;
    if (gathered.size > 0 && (isEnd || gathered.size >= batches.gathered)) await write();
    if (isEnd) break;
  }
  await counters.saveClosing({ place, through });
}

async function recountMarked(ports: CountingPorts, batches: CountingBatches): Promise<number> {
  let settled = 0;
  for (let looked = 0; looked < MOST_MARKS; ) {
    const marked = await ports.counters.marked(batches.recounts);
    if (marked.length === 0) break;
    settled += await recount(ports, marked);
    looked += marked.length;
  }
  return settled;
}

async function recount(ports: CountingPorts, marked: readonly MarkedDays[]): Promise<number> {
  const { keepEventsDays } = await ports.settings.get();
  const oldest = dayOf(ports.clock.now().getTime()) - keepEventsDays;
  const spans = spansOf(marked);
  const counts = spans.length > 0 ? await ports.events.countByDay(spans) : [];
  return ports.counters.settle(recountsOf(marked, counts, oldest));
}

/**
 * What to count in one query. Who has about the same days of a name marked is asked for together, from the first of
 * those days to the last: many short stretches cost a query far more than a few days between that are read in vain.
 */
function spansOf(marked: readonly DayMarks[]): EventSpan[] {
  const near = new Map<string, DayMarks[]>();
  for (const one of marked)
    entryOf(near, `${Math.floor((one.days[0] ?? 0) / NEAR)}:${one.name}`, () => []).push(one);
  return [...near.values()].flatMap((together) => {
    const days = together.flatMap((one) => one.days);
    const [first, last] = [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))];
    const isDense = (last - first + 1) * together.length <= MOST_IN_VAIN * days.length;
    return isDense
      ? [spanOf(together, [first, last])]
      : byRuns(together).map(([run, ofRun]) => spanOf(ofRun, run));
  });
}

function byRuns(marked: readonly DayMarks[]): [run: Run, DayMarks[]][] {
  const found = new Map<string, [Run, DayMarks[]]>();
  for (const one of marked)
    for (const run of runsOf(one.days))
      entryOf(found, run.join(':'), (): [Run, DayMarks[]] => [run, []])[1].push(one);
  return [...found.values()];
}

function spanOf(marked: readonly DayMarks[], [first, last]: Run): EventSpan {
  const sourceIds = [...new Set(marked.map(({ sourceId }) => sourceId))];
  return { sourceIds, name: marked[0]?.name ?? '', from: first * DAY - 1, until: (last + 1) * DAY - 1 };
}

/** Days as stretches without a gap. */
function runsOf(days: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** From `oldest` on all events of a day are there. */
function recountsOf(
  marked: readonly MarkedDays[],
  counts: readonly SourceDayCount[],
  oldest: number,
): Recount[] {
  const found = new Map<string, DayCount>();
  const keyOf = (sourceId: string, name: string, day: number) => `${day}\u0000${sourceId}\u0000${name}`;
  for (const { sourceId, name, ...count } of counts) found.set(keyOf(sourceId, name, count.day), count);
  return marked.map(({ id, mark, sourceId, name, days }) => {
    const all = days.map(
      (day) => found.get(keyOf(sourceId, name, day)) ?? { day, count: 0, first: 0, last: 0 },
    );
    return {
      id,
      mark,
      days: all.filter(({ day }) => day >= oldest),
      atLeast: all.filter(({ day }) => day < oldest),
    };
  });
}
