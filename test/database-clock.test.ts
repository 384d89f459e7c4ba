import { describe, expect, it } from 'vitest';
import { type LocalClocks, startDatabaseClock } from '../server/database-clock.ts';

const NOON = Date.parse('2026-03-02T12:00:00.000Z');
const MINUTE = 60_000;

/** A machine and a database, each with a time of its own; asking takes as long as is said. */
function machine(skew: number, answerTakes: number[] = []) {
  const world = { real: NOON, skew, slept: 0, asked: 0, isAway: false };
  const rings = new Map<() => void, number>();
  const local: LocalClocks = {
    wall: () => world.real + world.skew,
    steady: () => world.real - NOON - world.slept,
    every(milliseconds, work) {
      rings.set(work, milliseconds);
      return () => rings.delete(work);
    },
  };
  const databaseNow = async () => {
    world.asked += 1;
    if (world.isAway) throw new Error('away');
    const half = (answerTakes.shift() ?? 0) / 2;
    world.real += half;
    const answer = new Date(world.real);
    world.real += half;
    return answer;
  };
  const warnings: string[] = [];
  return {
    world,
    warnings,
    rings,
    open: () => startDatabaseClock(databaseNow, { warn: (_, message) => void warnings.push(message) }, local),
    async ring() {
      for (const work of rings.keys()) work();
      await settled();
    },
  };
}

/** Lets the promises that are under way come to their end. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 20; turns += 1) await Promise.resolve();
}

describe('the clock of a process', () => {
  it.each([5 * MINUTE, -5 * MINUTE])(
    'shows the database’s time where the machine is %i ms off',
    async (skew) => {
      const { world, open } = machine(skew);
      const clock = await open();
      world.real += 7_000;
      expect(clock.now().getTime()).toBe(NOON + 7_000);
    },
  );

  it('is not moved by setting the machine’s clock, and asks the database then', async () => {
    const { world, open } = machine(0);
    const clock = await open();
    world.skew = 10 * MINUTE;
    expect(clock.now().getTime()).toBe(NOON);
    await settled();
    expect(world.asked).toBe(2);
    clock.now();
    await settled();
    expect(world.asked).toBe(2);
  });

  it('is late and never early after the machine slept, until the database answered', async () => {
    const { world, open } = machine(0);
    const clock = await open();
    world.real += 60 * MINUTE;
    world.slept = 60 * MINUTE;
    expect(clock.now().getTime()).toBe(NOON);
    await settled();
    expect(clock.now().getTime()).toBe(NOON + 60 * MINUTE);
  });

  it('takes the promptest of three answers where they are slow', async () => {
    const { world, open } = machine(0, [4_000, 300, 5_000]);
    const clock = await open();
    expect(world.asked).toBe(3);
    expect(clock.now().getTime()).toBe(world.real);
  });

  it('goes on by what it knew while the database is away, and asks no more often for that', async () => {
    const { world, warnings, ring, open } = machine(5 * MINUTE);
    const clock = await open();
    world.isAway = true;
    world.real += 30_000;
    await ring();
    expect(clock.now().getTime()).toBe(world.real);
    world.skew = 0;
    clock.now();
    await settled();
    clock.now();
    await settled();
    expect(warnings).toHaveLength(2);
    expect(clock.now().getTime()).toBe(world.real);
  });

  it('stops asking when it is stopped', async () => {
    const { rings, open } = machine(0);
    (await open()).stop();
    expect(rings.size).toBe(0);
  });
});
