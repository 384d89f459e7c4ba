import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dice, diceOf } from '../../../server/use-cases/demo/dice.ts';
import type { Db } from '../served.ts';
import { end, forkScript, start, validateAll } from './process.ts';

interface Person {
  _id: number;
  code: string;
  tags: string[];
  /** Long ago for every second one; the others never expire. */
  left: Date | null;
}

const PEOPLE = 20_000;
const FEW = 50;

const people = (db: Db) => db.collection<Person>('people');
const few = (db: Db) => db.collection<Person>('few');

/** Something long that a kill may interrupt. */
interface Moment {
  /** Kills come within so many milliseconds. */
  within: number;
  act(db: Db): Promise<unknown>;
  /** Says what is wrong afterwards; `isDone` tells whether the database had answered. */
  check(db: Db, isDone: boolean): Promise<string[]>;
}

const indexes = [
  { key: { code: 1 }, name: 'code', unique: true },
  { key: { tags: 1, code: -1 }, name: 'tags' },
] as const;

const moments: Record<string, Moment> = {
  'building indexes': {
    within: 700,
    act: (db) => people(db).createIndexes([...indexes]),
    async check(db, isDone) {
      const faults: string[] = [];
      const found = (await people(db).indexes()).map(({ name }) => name);
      for (const { name, key } of indexes) {
        if (!found.includes(name)) {
          if (isDone) faults.push(`the index ${name} is gone`);
          continue;
        }
        const [field] = Object.keys(key);
        const count = await people(db).countDocuments({ [field ?? '']: { $gte: '' } }, { hint: name });
        if (count !== PEOPLE) faults.push(`the index ${name} leads to ${count} people`);
      }
      return faults;
    },
  },
  'deleting what has expired': {
    within: 900,
    async act(db) {
      await people(db).createIndex({ left: 1 }, { expireAfterSeconds: 1 });
      // The answer comes when the index is there; the deleting goes on.
      await new Promise(() => undefined);
    },
    async check(db) {
      const lasting = await people(db).countDocuments({ left: null });
      return lasting === PEOPLE / 2 ? [] : [`${lasting} people remain whose time is not over`];
    },
  },
  'replacing a collection': {
    within: 700,
    act: (db) =>
      people(db)
        .aggregate([{ $out: 'few' }])
        .toArray(),
    async check(db, isDone) {
      const count = await few(db).countDocuments();
      const faults = count === PEOPLE || (count === FEW && !isDone) ? [] : [`few has ${count} documents`];
      const indexCount = (await few(db).indexes()).length;
      if (indexCount !== 2) faults.push(`few has ${indexCount} indexes`);
      return faults;
    },
  },
  'dropping a large collection': {
    within: 300,
    act: (db) => people(db).drop(),
    async check(db, isDone) {
      const count = await people(db).countDocuments();
      const faults = count === 0 || (count === PEOPLE && !isDone) ? [] : [`${count} people remain`];
      await db.collection('fresh').createIndex({ code: 1 });
      await db.collection('fresh').insertOne({ code: 'fresh' });
      if ((await db.collection('fresh').countDocuments({ code: { $gte: '' } })) !== 1) {
        faults.push('a new collection has documents of an old one');
      }
      return faults;
    },
  },
};

/**
 * Kills the database in the middle of long work, each kind so many times over, and says what was wrong afterwards. Work
 * must be done or undone, never in between. Compacting, which is done while nobody serves the data, is among it.
 */
export async function killInMoments(
  rounds: number,
  seed: string,
): Promise<{ kills: number; faults: string[] }> {
  const dice = diceOf(seed);
  const home = await mkdtemp(join(tmpdir(), 'crash-moments-'));
  const faults: string[] = [];
  let kills = 0;
  try {
    const prepared = join(home, 'prepared');
    await prepare(prepared);
    for (let round = 1; round <= rounds; round += 1) {
      for (const [name, moment] of Object.entries(moments)) {
        const dir = await copyOf(prepared, join(home, `${kills}`));
        for (const fault of await killDuring(dir, moment, dice)) faults.push(`${name}, ${round}: ${fault}`);
        kills += 1;
        await rm(dir, { recursive: true });
      }
      const dir = await copyOf(prepared, join(home, `${kills}`));
      for (const fault of await killCompacting(dir, dice)) faults.push(`compacting, ${round}: ${fault}`);
      kills += 1;
      await rm(dir, { recursive: true });
    }
  } finally {
    await rm(home, { recursive: true, force: true });
  }
  return { kills, faults };
}

async function prepare(dir: string): Promise<void> {
  await mkdir(dir);
  const { client, kill } = await start(dir);
  const db = client.db('crash');
  const all = Array.from({ length: PEOPLE }, (_, n) => ({
    _id: n,
    code: `code ${n} `.repeat(30),
    tags: [`a${n % 7}`, `b${n % 11}`],
    left: n % 2 === 0 ? null : new Date(n),
  }));
  await people(db).insertMany(all);
  await few(db).createIndex({ code: 1 });
  await few(db).insertMany(all.slice(0, FEW));
  await kill();
}

async function copyOf(prepared: string, dir: string): Promise<string> {
  await mkdir(join(dir, 'database'), { recursive: true, mode: 0o700 });
  await cp(join(prepared, 'database', 'data.mdb'), join(dir, 'database', 'data.mdb'));
  return dir;
}

async function killDuring(dir: string, moment: Moment, dice: Dice): Promise<string[]> {
  const before = await start(dir);
  let isDone = false;
  const acting = moment.act(before.client.db('crash')).then(
    () => {
      isDone = true;
    },
    () => undefined,
  );
  await Promise.race([acting, sleep(dice.between(0, moment.within))]);
  await before.kill();
  return inspect(dir, (db) => moment.check(db, isDone));
}

async function killCompacting(dir: string, dice: Dice): Promise<string[]> {
  const child = forkScript('compact-process.ts', dir);
  await once(child, 'message');
  await sleep(dice.between(0, 400));
  await end(child);
  return inspect(dir, async (db) => {
    const count = await people(db).countDocuments();
    return count === PEOPLE ? [] : [`${count} people remain`];
  });
}

async function inspect(dir: string, check: (db: Db) => Promise<string[]>): Promise<string[]> {
  const { client, kill } = await start(dir);
  try {
    const db = client.db('crash');
    const left = (await db.listCollections().toArray()).filter(({ name }) => name.startsWith('tmp.'));
    return [
      ...(await check(db)),
      ...(await validateAll(db)),
      ...left.map(({ name }) => `${name} was left behind`),
    ];
  } finally {
    await kill();
  }
}
