import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Scheduler, startScheduler } from '../../server/scheduler/start-scheduler.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { collectionScans, QueryLog } from '../support/query-plans.ts';
import { quietLog } from './quiet-log.ts';

/** About an eighth of the real lengths of time: shorter ones are too short for a busy machine. */
const times = {
  scan: 100,
  lock: 4_000,
  lease: 3_700,
  margin: 200,
  heartbeat: 700,
  silence: 2_500,
  grace: 400,
};
const all = Array.from({ length: 16 }, (_, partition) => partition);

const queries = new QueryLog();
let test: TestDatabase;
const running = new Set<Scheduler>();
let started = 0;

beforeAll(async () => {
  test = await openTestDatabase({ observe: (command) => queries.observe(command) });
});

afterAll(async () => {
  const scans = await collectionScans(test.database.native, queries);
  await test?.drop();
  expect(scans).toEqual([]);
});

afterEach(async () => {
  await Promise.all([...running].map((scheduler) => scheduler.stop()));
  running.clear();
});

interface Worker {
  scheduler: Scheduler;
  by: string;
  passes: { at: number; partitions: readonly number[] }[];
  /** As if the process were gone: no release, no more heartbeats. */
  die(): void;
}

async function start(options: Partial<Parameters<typeof startScheduler>[0]> = {}): Promise<Worker> {
  started += 1;
  const by = options.by ?? `worker-${started}`;
  const passes: Worker['passes'] = [];
  let isDead = false;
  const { native, stores } = test.database;
  const scheduler = await startScheduler({
    database: {
      collection: (name) => mortal(native.collection(name) as never, () => isDead),
    },
    by,
    leases: mortal(stores.leases, () => isDead),
    clock: { now: () => new Date() },
    log: quietLog(),
    work: async (partitions) => {
      passes.push({ at: performance.now(), partitions });
      return 0;
    },
    times,
    ...options,
  });
  running.add(scheduler);
  const die = () => {
    isDead = true;
    running.delete(scheduler);
  };
  return { scheduler, by, passes, die };
}

/** The same, until it is dead: then it is asked nothing and answers nothing. */
function mortal<Thing extends object>(thing: Thing, isDead: () => boolean): Thing {
  return new Proxy(thing, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...call: unknown[]) => (isDead() ? new Promise(() => {}) : value.apply(target, call));
    },
  });
}

/** Looks until it holds; fails when it never does. */
async function eventually(claim: () => boolean, within = 15_000): Promise<number> {
  const from = performance.now();
  while (!claim()) {
    if (performance.now() - from > within) throw new Error('this never came about');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - from;
}

const sorted = (partitions: readonly number[]) => [...partitions].sort((a, b) => a - b);
const owns = (...workers: Worker[]) => sorted(workers.flatMap(({ scheduler }) => scheduler.owned()));

describe('one scheduler', () => {
  it('works on every partition soon after it started', async () => {
    const one = await start();
    await eventually(() => owns(one).length === 16);
    expect(owns(one)).toEqual(all);
    await eventually(() => one.passes.some(({ partitions }) => partitions.length === 16));
  });

  it('has one job for each partition, however often it starts', async () => {
    const first = await start();
    await eventually(() => owns(first).length === 16);
    await first.scheduler.stop();
    running.delete(first.scheduler);
    const second = await start();
    await eventually(() => owns(second).length === 16);
    const jobs = await test.database.native.collection('agendaJobs').countDocuments({ name: 'partition' });
    expect(jobs).toBe(16);
  });

  it('goes on owning its partitions when the runs of their jobs end', async () => {
    const one = await start({ times: { ...times, lock: 30_000, lease: 28_000, hold: 1_300, grace: 3_000 } });
    await eventually(() => owns(one).length === 16);
    const from = performance.now();
    while (performance.now() - from < 3_500) {
      expect(owns(one)).toEqual(all);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
});

describe('two schedulers', () => {
  it('share the partitions fairly, and none works on another’s', async () => {
    const one = await start();
    await eventually(() => owns(one).length === 16);
    const two = await start();
    await eventually(() => owns(one).length === 8 && owns(two).length === 8);
    expect(owns(one, two)).toEqual(all);
  });

  it('take over from one that died once its leases are over', async () => {
    const [one, two] = [await start(), await start()];
    await eventually(() => owns(one, two).length === 16 && owns(one).length === 8);
    one.die();
    await eventually(() => owns(two).length === 16);
    expect(owns(one)).toEqual([]);
  });

  it('take over at once from one that stopped', async () => {
    const [one, two] = [await start(), await start()];
    await eventually(() => owns(one, two).length === 16 && owns(one).length === 8);
    await one.scheduler.stop();
    running.delete(one.scheduler);
    expect(one.scheduler.owned()).toEqual([]);
    await eventually(() => owns(two).length === 16);
    expect(owns(two)).toEqual(all);
  });

  it('take over at once from a predecessor known to be dead', async () => {
    // Long lives, so that waiting for a lease to end would not do.
    const long = { ...times, lock: 60_000, lease: 55_000 };
    const one = await start({ times: long });
    await eventually(() => owns(one).length === 16);
    one.die();
    const two = await start({ times: long, predecessor: one.by });
    await eventually(() => owns(two).length === 16);
    expect(owns(two)).toEqual(all);
  });
});

describe('a lost lease', () => {
  it('stops the work on its partition at once', async () => {
    const one = await start();
    await eventually(() => owns(one).length === 16);
    const { leases } = test.database.stores;
    await leases.release(5, one.by);
    expect(await leases.take(5, 'a stranger', 60_000)).toBe(true);
    await eventually(() => !owns(one).includes(5));
    const from = performance.now();
    await eventually(() => one.passes.some(({ at }) => at > from));
    expect(one.passes.filter(({ at, partitions }) => at > from && partitions.includes(5))).toEqual([]);
    expect(owns(one)).toHaveLength(15);
    await leases.leave('a stranger');
    await eventually(() => owns(one).length === 16);
  });
});

describe('recurring work', () => {
  it('is done again and again, after a failure too, and once in the whole database', async () => {
    let runs = 0;
    const recurring = [
      {
        name: 'count',
        every: '1 second',
        run: async () => {
          runs += 1;
          if (runs === 1) throw new Error('the first time fails');
        },
      },
    ];
    await start({ recurring });
    await start({ recurring });
    await eventually(() => runs >= 3);
    const jobs = await test.database.native
      .collection('agendaJobs')
      .countDocuments({ name: 'recurring', 'data.p': 'count' });
    expect(jobs).toBe(1);
  });

  it('goes on with its own work while work beside it hangs, and hands partitions over without waiting for it', async () => {
    let answer: (() => void) | undefined;
    const hanging = new Promise<number>((resolve) => {
      answer = () => resolve(0);
    });
    let begun = 0;
    const worker = await start({
      beside: [
        {
          work: () => {
            begun += 1;
            return hanging;
          },
        },
      ],
    });
    await eventually(() => begun === 1 && owns(worker).length === 16);
    const before = worker.passes.length;
    await eventually(() => worker.passes.length > before + 2);
    const other = await start();
    await eventually(() => owns(other).length === 8);
    expect(begun).toBe(1);
    answer?.();
  });
});
