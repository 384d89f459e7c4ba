import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepHoldings } from '../../server/scheduler/holdings.ts';
import { fakeLeases } from './fake-leases.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start(by = 'one', leases = fakeLeases()) {
  const wall = { now: 1_000_000 };
  const holdings = keepHoldings({
    leases,
    by,
    clock: { now: () => new Date(wall.now) },
    lease: 28_000,
    margin: 3_000,
  });
  const pass = (milliseconds: number) => {
    wall.now += milliseconds;
    vi.advanceTimersByTime(milliseconds);
  };
  return { holdings, leases, wall, pass };
}

describe('a partition', () => {
  it('is owned while its lease is certain', async () => {
    const { holdings, pass } = start();
    expect(await holdings.take(3)).toBe(true);
    expect(holdings.owned()).toEqual([3]);
    pass(24_900);
    expect(holdings.owned()).toEqual([3]);
    pass(200);
    expect(holdings.owned()).toEqual([]);
    expect(holdings.has(3)).toBe(false);
  });

  it('is not owned while another worker leases it', async () => {
    const { holdings, leases } = start();
    await leases.take(3, 'two', 28_000);
    expect(await holdings.take(3)).toBe(false);
    expect(holdings.owned()).toEqual([]);
  });

  it('is no longer owned once renewing was refused', async () => {
    const { holdings, leases } = start();
    await holdings.take(3);
    await leases.release(3, 'one');
    await leases.take(3, 'two', 28_000);
    expect(await holdings.take(3)).toBe(false);
    expect(holdings.owned()).toEqual([]);
  });

  it('stays owned while renewing is not answered, until the lease is over', async () => {
    const { holdings, leases, pass } = start();
    await holdings.take(3);
    vi.spyOn(leases, 'take').mockRejectedValue(new Error('gone'));
    pass(10_000);
    await expect(holdings.take(3)).rejects.toThrow();
    expect(holdings.owned()).toEqual([3]);
    pass(16_000);
    expect(holdings.owned()).toEqual([]);
  });

  it('is lost when the machine slept, though its steady clock stood still', async () => {
    const { holdings, wall } = start();
    await holdings.take(3);
    wall.now += 60_000;
    expect(holdings.owned()).toEqual([]);
  });

  it('is lost when the process slept and somebody set the clock back', async () => {
    const { holdings, wall } = start();
    await holdings.take(3);
    vi.advanceTimersByTime(60_000);
    wall.now -= 5_000;
    expect(holdings.owned()).toEqual([]);
  });

  it('counts its lease from before the request', async () => {
    const { holdings, leases, pass } = start();
    const take = leases.take;
    vi.spyOn(leases, 'take').mockImplementation(async (...call) => {
      pass(20_000);
      return take(...call);
    });
    await holdings.take(3);
    pass(5_100);
    expect(holdings.owned()).toEqual([]);
  });

  it('is free for others as soon as it is released', async () => {
    const { holdings, leases } = start();
    await holdings.take(3);
    await holdings.release(3);
    expect(holdings.owned()).toEqual([]);
    expect(await leases.take(3, 'two', 28_000)).toBe(true);
  });
});
