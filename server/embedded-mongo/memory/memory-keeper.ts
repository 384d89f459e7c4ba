import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SystemMemory } from './system-memory.ts';

const megabyte = 1024 * 1024;

/** A process smaller than this is left alone. */
const comfortable = 150 * megabyte;

/** So many pages of files may stay when it is larger; the program itself has about 45 megabytes of them. */
const mostPages = 64 * megabyte;

/** A heap beyond this is thought to hold much that nobody needs. */
const mostHeap = 110 * megabyte;

/** How often to look while commands come, in milliseconds: a busy server reads a few megabytes in this time. */
const lookEvery = 50;

/** How long garbage takes to be freed after it was collected, in milliseconds: the engine does that beside its work. */
const sweepTime = 200;

/** How long a collection that freed little puts off the next one at first, and at most, in milliseconds. */
const firstWait = 1_000;
const longestWait = 60_000;

/** What the server has to do. */
export interface Work {
  /** Whether anything has begun and is not done: one command may read all data there are. */
  isUnderWay(): boolean;
  /** Whether much of the heap is in use: looking for garbage in it takes long, and there is little. */
  holdsMuch(): boolean;
}

/**
 * Keeps the process small. LMDB maps its file into memory, and what was read of it stays there, counted as the
 * process's own, until the system needs the room; and the engine sees no reason to collect what one large sort left
 * behind. So this looks every now and then, and gives back what is not needed.
 */
export class MemoryKeeper {
  private readonly memory: SystemMemory;
  private readonly collect: () => void;
  private readonly work: Work;
  private timer: NodeJS.Timeout | undefined;
  private wasWoken = false;
  private wait = firstWait;
  private nextCollection = 0;
  /** The heap before a collection whose garbage is still being freed, and until when. */
  private sweeping: { heapBefore: number; until: number } | undefined;

  constructor(memory: SystemMemory, collect: () => void, work: Work) {
    this.memory = memory;
    this.collect = collect;
    this.work = work;
  }

  /** Says that a command came: memory may grow again. Costs next to nothing. */
  wake(): void {
    this.wasWoken = true;
    if (this.timer) return;
    this.timer = setInterval(() => {
      const isSettled = this.look(performance.now());
      if (isSettled && !this.wasWoken && !this.work.isUnderWay()) this.stop();
      this.wasWoken = false;
    }, lookEvery);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Looks once, and gives back what there is to give; says whether nothing is left to do. `now` is in milliseconds. */
  look(now: number): boolean {
    if (this.sweeping) this.finishCollection(this.sweeping, now);
    const { pages, heap } = this.memory.use();
    if (pages + heap <= comfortable) return this.sweeping === undefined;
    if (pages > mostPages) this.memory.dropPages();
    if (heap <= mostHeap) return this.sweeping === undefined;
    if (this.sweeping || now < this.nextCollection || this.work.holdsMuch()) return false;
    this.collect();
    this.sweeping = { heapBefore: heap, until: now + sweepTime };
    return false;
  }

  private finishCollection({ heapBefore, until }: { heapBefore: number; until: number }, now: number): void {
    if (now < until) return;
    this.sweeping = undefined;
    this.memory.trim();
    // A heap that stays large is in use: open cursors may hold a sorted result. Looking for garbage there costs.
    const hasHelped = this.memory.use().heap < heapBefore * 0.9;
    this.wait = hasHelped ? firstWait : Math.min(this.wait * 2, longestWait);
    this.nextCollection = now + this.wait;
  }
}

/**
 * Has this process's thread collect young garbage by itself. Several threads do it no faster where other processes want
 * the processors: the one that serves then waits until the last of them has had its turn.
 */
export function collectAlone(): void {
  setFlagsFromString('--no-parallel-scavenge');
}

/** The engine's collection of all garbage, at once; for processes that were not started with a flag for it. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collect === 'function' ? () => void collect() : () => undefined;
}
