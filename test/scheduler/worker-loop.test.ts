import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PASS_LIMIT, startWorkerLoop, type WorkerLoop } from '../../server/scheduler/worker-loop.ts';
import { quietLog } from './quiet-log.ts';

const times = { busy: 25, idle: 250, drowsy: 500 };
let loop: WorkerLoop | undefined;

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  const stopped = loop?.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  await stopped;
  vi.useRealTimers();
});

const doNothing = () => vi.fn(async (_partitions: readonly number[], _limit: number) => 0);

function start({
  work = doNothing(),
  ...options
}: Partial<Parameters<typeof startWorkerLoop>[0]> & { work?: ReturnType<typeof doNothing> } = {}) {
  loop = startWorkerLoop({
    owned: () => [1, 2],
    work,
    now: () => new Date(),
    log: quietLog(),
    times,
    ...options,
  });
  return { loop, work };
}

describe('the worker loop', () => {
  it('looks often while there is something to do, and seldom otherwise', async () => {
    const work = doNothing().mockResolvedValueOnce(3).mockResolvedValueOnce(1);
    start({ work });
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(50);
    expect(work).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(200);
    expect(work).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(60);
    expect(work).toHaveBeenCalledTimes(4);
  });

  it('goes on at once after a full pass', async () => {
    const work = doNothing().mockResolvedValueOnce(PASS_LIMIT).mockResolvedValueOnce(PASS_LIMIT);
    start({ work });
    await vi.advanceTimersByTimeAsync(5);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is woken out of its sleep', async () => {
    const { work, loop } = start();
    await vi.advanceTimersByTimeAsync(1);
    loop.wake();
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('looks less often after ten seconds of nothing, and often again after something', async () => {
    const work = doNothing();
    const { loop } = start({ work });
    await vi.advanceTimersByTimeAsync(11_000);
    work.mockClear();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(work.mock.calls.length).toBeLessThanOrEqual(20);
    work.mockResolvedValueOnce(1);
    loop.wake();
    await vi.advanceTimersByTimeAsync(30);
    work.mockClear();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(work).toHaveBeenCalledTimes(4);
  });

  it('gathers what comes while it is busy, instead of a pass for each wake', async () => {
    const work = doNothing().mockResolvedValue(1);
    const { loop } = start({ work });
    for (let wakes = 0; wakes < 100; wakes += 1) {
      loop.wake();
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(work.mock.calls.length).toBeLessThanOrEqual(5);
  });

  it('never overlaps itself, and keeps a wake for after the pass', async () => {
    let finish = (_done: number) => {};
    const work = doNothing().mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    const { loop } = start({ work });
    await vi.advanceTimersByTimeAsync(1);
    loop.wake();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(work).toHaveBeenCalledTimes(1);
    finish(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('only asks when something is due while it idles', async () => {
    const due = new Date(Date.now() + 600);
    const nextDue = vi.fn(async () => due);
    const { work } = start({ nextDue });
    await vi.advanceTimersByTimeAsync(550);
    expect(nextDue).toHaveBeenCalledTimes(3);
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(250);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('asks what it owns before every pass, and does nothing while it owns nothing', async () => {
    const owned: number[] = [7];
    const { work } = start({ owned: () => [...owned] });
    await vi.advanceTimersByTimeAsync(1);
    expect(work).toHaveBeenLastCalledWith([7], PASS_LIMIT);
    owned.length = 0;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('asks again what it owns when asking what is due took long', async () => {
    const owned: number[] = [7];
    const nextDue = vi.fn(async () => {
      owned.length = 0;
      return new Date(0);
    });
    const { work } = start({ owned: () => [...owned], nextDue });
    await vi.advanceTimersByTimeAsync(500);
    expect(work).not.toHaveBeenCalled();
  });

  it('says what failed and backs off, however often it is woken', async () => {
    const log = quietLog();
    const work = doNothing().mockRejectedValue(new Error('the database does not answer'));
    const { loop } = start({ log, work });
    await vi.advanceTimersByTimeAsync(1);
    for (let wakes = 0; wakes < 100; wakes += 1) {
      loop.wake();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(work.mock.calls.length).toBeLessThan(4);
    expect(log.error).toHaveBeenCalled();
    work.mockResolvedValue(0);
    await vi.advanceTimersByTimeAsync(6_000);
    loop.wake();
    const before = work.mock.calls.length;
    await vi.advanceTimersByTimeAsync(1);
    expect(work.mock.calls.length).toBe(before + 1);
  });

  it('stops after the pass that is running', async () => {
    let finish = (_done: number) => {};
    const work = doNothing().mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)));
    const { loop } = start({ work });
    await vi.advanceTimersByTimeAsync(1);
    let isStopped = false;
    const stopped = loop.stop().then(() => (isStopped = true));
    await vi.advanceTimersByTimeAsync(100);
    expect(isStopped).toBe(false);
    finish(5);
    await vi.advanceTimersByTimeAsync(1);
    await stopped;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
