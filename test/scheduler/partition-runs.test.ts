import type { Job } from 'agenda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepHoldings } from '../../server/scheduler/holdings.ts';
import { startPartitionRuns } from '../../server/scheduler/partition-runs.ts';
import { fakeLeases } from './fake-leases.ts';
import { quietLog } from './quiet-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(leases = fakeLeases()) {
  const holdings = keepHoldings({
    leases,
    by: 'one',
    clock: { now: () => new Date() },
    lease: 28_000,
    margin: 3_000,
  });
  const onTaken = vi.fn();
  const runs = startPartitionRuns({
    holdings,
    onTaken,
    passed: async () => {},
    log: quietLog(),
    times: { hold: 60_000, grace: 3_000, heartbeat: 7_500 },
  });
  return { holdings, leases, onTaken, runs };
}

/** A job as Agenda hands it to the handler, and whether its run is over. */
function job(p: number) {
  return { attrs: { data: { p } }, touch: vi.fn(async () => {}) } as unknown as Job<{ p: number }>;
}

function isOver(run: Promise<void>): Promise<boolean> {
  return Promise.race([run.then(() => true), vi.advanceTimersByTimeAsync(0).then(() => false)]);
}

describe('the run of a partition’s job', () => {
  it('holds the lease and lasts about a minute', async () => {
    const { runs, leases, onTaken } = start();
    const run = runs.run(job(3));
    expect(await isOver(run)).toBe(false);
    expect(leases.heldBy(3)).toBe('one');
    expect(onTaken).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(47_000);
    expect(await isOver(run)).toBe(false);
    await vi.advanceTimersByTimeAsync(26_000);
    expect(await isOver(run)).toBe(true);
  });

  it('is over at once when another worker has the lease', async () => {
    const { runs, leases, holdings, onTaken } = start();
    await leases.take(3, 'two', 28_000);
    await runs.run(job(3));
    expect(holdings.owned()).toEqual([]);
    expect(onTaken).not.toHaveBeenCalled();
  });

  it('is over at once when this process runs the partition already', async () => {
    const { runs, holdings } = start();
    const first = runs.run(job(3));
    await vi.advanceTimersByTimeAsync(0);
    await runs.run(job(3));
    expect(await isOver(first)).toBe(false);
    expect(holdings.owned()).toEqual([3]);
  });

  it('renews its lease before it touches its job', async () => {
    const { runs, holdings } = start();
    const one = job(3);
    void runs.run(one);
    await vi.advanceTimersByTimeAsync(20_000);
    await runs.beat();
    expect(one.touch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(holdings.owned()).toEqual([3]);
  });

  it('ends and owns nothing when its lease went to another worker', async () => {
    const { runs, leases, holdings } = start();
    const one = job(3);
    const run = runs.run(one);
    await vi.advanceTimersByTimeAsync(0);
    await leases.leave('one');
    await leases.take(3, 'two', 28_000);
    await runs.beat();
    expect(await isOver(run)).toBe(true);
    expect(holdings.owned()).toEqual([]);
    expect(one.touch).not.toHaveBeenCalled();
    expect(leases.heldBy(3)).toBe('two');
  });

  it('ends and owns nothing when Agenda cancelled it', async () => {
    const { runs, holdings } = start();
    const one = job(3);
    vi.mocked(one.touch).mockRejectedValue(new Error('got canceled already'));
    const run = runs.run(one);
    await vi.advanceTimersByTimeAsync(0);
    await runs.beat();
    expect(await isOver(run)).toBe(true);
    expect(holdings.owned()).toEqual([]);
  });

  it('is not over while it is being renewed, and touches nothing afterwards', async () => {
    const { runs, leases } = start();
    const one = job(3);
    const run = runs.run(one);
    await vi.advanceTimersByTimeAsync(0);
    let answer = () => {};
    vi.spyOn(leases, 'take').mockImplementationOnce(
      () => new Promise((resolve) => (answer = () => resolve(true))),
    );
    const beat = runs.beat();
    runs.endAll();
    expect(await isOver(run)).toBe(false);
    answer();
    await beat;
    expect(await isOver(run)).toBe(true);
    expect(one.touch).not.toHaveBeenCalled();
  });

  it('outlasts a database that does not answer for a while', async () => {
    const { runs, leases, holdings } = start();
    const run = runs.run(job(3));
    await vi.advanceTimersByTimeAsync(7_500);
    const outage = vi.spyOn(leases, 'take').mockRejectedValue(new Error('gone'));
    await runs.beat();
    expect(holdings.owned()).toEqual([3]);
    await vi.advanceTimersByTimeAsync(7_500);
    outage.mockRestore();
    await runs.beat();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(holdings.owned()).toEqual([3]);
    expect(await isOver(run)).toBe(false);
  });

  it('keeps the partition while its job is started again, and gives it back if it is not', async () => {
    const { runs, leases, holdings } = start();
    const run = runs.run(job(3));
    for (let beats = 0; beats < 10; beats += 1) {
      await vi.advanceTimersByTimeAsync(7_300);
      await runs.beat();
    }
    expect(await isOver(run)).toBe(true);
    const again = runs.run(job(3));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(holdings.owned()).toEqual([3]);
    for (let beats = 0; beats < 10; beats += 1) {
      await vi.advanceTimersByTimeAsync(7_300);
      await runs.beat();
    }
    expect(await isOver(again)).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(holdings.owned()).toEqual([]);
    expect(leases.heldBy(3)).toBeUndefined();
  });
});

describe('the share of a process', () => {
  it('shrinks at once when others come, and what exceeds it is free for them', async () => {
    const { runs, leases, holdings } = start();
    const all = [1, 2, 3, 4].map((p) => runs.run(job(p)));
    await vi.advanceTimersByTimeAsync(0);
    await runs.shrinkTo(2);
    expect(holdings.owned()).toEqual([1, 2]);
    expect(await Promise.all(all.map(isOver))).toEqual([false, false, true, true]);
    expect([1, 2, 3, 4].map((p) => leases.heldBy(p))).toEqual(['one', 'one', undefined, undefined]);
  });

  it('is given up in full at the end', async () => {
    const { runs } = start();
    const all = [1, 2].map((p) => runs.run(job(p)));
    await vi.advanceTimersByTimeAsync(0);
    runs.endAll();
    await Promise.all(all);
    await runs.run(job(5));
  });
});

describe('partitions that nobody has', () => {
  it('are taken without their job, up to the share, and kept by every beat', async () => {
    const { runs, leases, holdings, onTaken } = start();
    await leases.take(0, 'two', 28_000);
    await runs.adopt(3);
    expect(holdings.owned()).toEqual([1, 2, 3]);
    expect(onTaken).toHaveBeenCalledTimes(3);
    for (let beat = 0; beat < 6; beat++) {
      leases.clock.now += 7_500;
      await vi.advanceTimersByTimeAsync(7_500);
      await runs.beat();
    }
    expect(holdings.owned()).toEqual([1, 2, 3]);
  });

  it('become an ordinary run when Agenda gets to their job, and are given up with the rest', async () => {
    const { runs, holdings, leases } = start();
    await runs.adopt(2);
    const run = runs.run(job(0));
    expect(await isOver(run)).toBe(false);
    await runs.shrinkTo(1);
    expect(holdings.owned()).toEqual([0]);
    expect(leases.heldBy(1)).toBeUndefined();
    runs.endAll();
    expect(holdings.owned()).toEqual([]);
  });

  it('are let go when another worker has them after all', async () => {
    const { runs, holdings, leases } = start();
    await runs.adopt(1);
    leases.clock.now += 29_000;
    await leases.take(0, 'two', 28_000);
    await runs.beat();
    expect(holdings.owned()).toEqual([]);
  });
});

describe('a touch that is never answered', () => {
  it('gives the partition up instead of stopping the heart', async () => {
    const { runs, holdings } = start();
    const stuck = { attrs: { data: { p: 3 } }, touch: () => new Promise(() => undefined) } as unknown as Job<{
      p: number;
    }>;
    void runs.run(stuck);
    await vi.advanceTimersByTimeAsync(0);
    const beat = runs.beat();
    await vi.advanceTimersByTimeAsync(8_000);
    await beat;
    expect(holdings.owned()).toEqual([]);
  });
});
