import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryKeeper } from '../../server/embedded-mongo/memory/memory-keeper.ts';

const megabyte = 1024 * 1024;

/** A process whose memory does as it is told; what was done to it, in order. */
let memory: {
  pages: number;
  heap: number;
  garbage: number;
  done: string[];
  isBusy: boolean;
  isUnderWay: boolean;
};
let keeper: MemoryKeeper;

beforeEach(() => {
  memory = { pages: 50, heap: 60, garbage: 0, done: [], isBusy: false, isUnderWay: false };
  keeper = new MemoryKeeper(
    {
      use: () => ({ pages: memory.pages * megabyte, heap: memory.heap * megabyte }),
      dropPages() {
        memory.done.push('drop pages');
        memory.pages = 50;
      },
      trim() {
        memory.done.push('trim');
        memory.heap -= memory.garbage;
        memory.garbage = 0;
      },
    },
    () => memory.done.push('collect'),
    { isUnderWay: () => memory.isUnderWay, holdsMuch: () => memory.isBusy },
  );
});

/** Looks twenty times a second from one moment to another, in seconds; says whether all was settled at the end. */
function lookFrom(start: number, end: number): boolean {
  let isSettled = false;
  for (let now = start * 1_000; now <= end * 1_000; now += 50) isSettled = keeper.look(now);
  return isSettled;
}

describe('the keeper of the memory', () => {
  it('leaves a small process alone', () => {
    memory.pages = 80;
    expect(lookFrom(0, 1)).toBe(true);
    expect(memory.done).toEqual([]);
  });

  it('lets go of the pages of the file once there are many', () => {
    memory.pages = 200;
    expect(lookFrom(0, 1)).toBe(true);
    expect(memory.done).toEqual(['drop pages']);
  });

  it('collects what a large sort left behind, and gives it back when it is free', () => {
    memory.heap = 300;
    memory.garbage = 240;
    expect(keeper.look(0)).toBe(false);
    expect(keeper.look(50)).toBe(false);
    expect(memory.done).toEqual(['collect']);
    expect(lookFrom(0.1, 1)).toBe(true);
    expect(memory.done).toEqual(['collect', 'trim']);
    expect(memory.heap).toBe(60);
  });

  it('does not collect while what it holds is in use', () => {
    memory.heap = 300;
    memory.isBusy = true;
    expect(lookFrom(0, 5)).toBe(false);
    expect(memory.done).toEqual([]);
    memory.isBusy = false;
    keeper.look(6_000);
    expect(memory.done).toEqual(['collect']);
  });

  it('looks ever more seldom for garbage that is none, and soon again once it found some', () => {
    memory.heap = 300;
    lookFrom(0, 600);
    const inVain = memory.done.filter((one) => one === 'collect').length;
    expect(inVain).toBeGreaterThan(5);
    expect(inVain).toBeLessThan(20);
    memory.garbage = 100;
    lookFrom(600, 720);
    expect(memory.heap).toBe(200);
    memory.done = [];
    memory.garbage = 150;
    lookFrom(720, 750);
    expect(memory.heap).toBe(50);
  });

  it('goes on looking as long as a single long command is under way, and then rests', () => {
    vi.useFakeTimers();
    try {
      memory.isUnderWay = true;
      keeper.wake();
      vi.advanceTimersByTime(2_000);
      memory.pages = 400;
      vi.advanceTimersByTime(100);
      expect(memory.done).toEqual(['drop pages']);
      memory.isUnderWay = false;
      vi.advanceTimersByTime(200);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
