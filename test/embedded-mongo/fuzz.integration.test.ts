import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diceOf } from '../../server/use-cases/demo/dice.ts';
import { memoryOf } from '../bench/process-usage.ts';
import { behaveBadly, command } from './hostile-client.ts';
import { type Client, freshDirectory, MongoClient } from './served.ts';

/** How long the hunt is, in seconds, and what it begins with; FUZZ_SECONDS and FUZZ_SEED change them. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 3);
const SEED = process.env.FUZZ_SEED ?? 'hostile';
const AT_ONCE = 40;
const BIG = 4_000;
const MOST_MEGABYTES = 700;

const script = fileURLToPath(new URL('./crash/crash-server.ts', import.meta.url));

describe('a database among hostile clients', () => {
  let dir: string;
  let client: Client;
  let child: ReturnType<typeof fork>;
  const socket = () => join(dir, 'database', 'mongo.sock');

  beforeAll(async () => {
    dir = await freshDirectory();
    child = fork(script, [dir], {
      execArgv: ['--import', import.meta.resolve('tsx')],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [uri] = await once(child, 'message');
    client = new MongoClient(String(uri));
    const big = Array.from({ length: BIG }, (_, n) => ({ n, text: 'x'.repeat(2_000) }));
    await client.db('hostile').collection('big').insertMany(big);
  });
  afterAll(async () => {
    await client.close();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    await rm(dir, { recursive: true, force: true });
  });

  const anonymousMegabytes = () =>
    process.platform === 'linux' ? memoryOf(child.pid as number).anonymous : 0;
  const expectToServe = async () => {
    expect(child.exitCode ?? child.signalCode).toBeNull();
    expect(await client.db('hostile').collection('big').countDocuments()).toBe(BIG);
  };

  it('holds no more of unfinished messages than it has room for', { timeout: 30_000 }, async () => {
    const beginning = Buffer.alloc(12 * 1024 * 1024);
    beginning.writeInt32LE(40_000_000, 0);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, () => {
        const one = connect(socket());
        return new Promise<'held' | 'hung up'>((resolve) => {
          one.on('error', () => resolve('hung up'));
          one.on('close', () => resolve('hung up'));
          one.write(beginning, () => resolve('held'));
        }).then((outcome) => ({ one, outcome }));
      }),
    );
    expect(anonymousMegabytes()).toBeLessThan(MOST_MEGABYTES);
    expect(outcomes.some(({ outcome }) => outcome === 'hung up')).toBe(true);
    await expectToServe();
    for (const { one } of outcomes) one.destroy();
  });

  it('serves the others, lives on and keeps its memory small', {
    timeout: SECONDS * 2_000 + 30_000,
  }, async () => {
    const dice = diceOf(SEED);
    const end = performance.now() + SECONDS * 1_000;
    let most = 0;
    let visits = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (performance.now() < end && child.exitCode === null) {
          await behaveBadly(socket(), dice);
          visits += 1;
          most = Math.max(most, anonymousMegabytes());
        }
      }),
    );
    await expectToServe();
    expect(visits).toBeGreaterThan(AT_ONCE);
    expect(most).toBeLessThan(MOST_MEGABYTES);
    if (process.env.FUZZ_SECONDS) process.stdout.write(`${visits} visits, at most ${Math.round(most)} MB\n`);
  });

  it('keeps no answers for one who asks and does not listen', { timeout: 30_000 }, async () => {
    const deaf = connect(socket());
    deaf.pause();
    const before = anonymousMegabytes();
    // Eight megabytes each, were they all answered: four gigabytes.
    deaf.write(Buffer.concat(Array(500).fill(command({ find: 'big', batchSize: BIG }))));
    for (let n = 0; n < 20; n += 1) await expectToServe();
    expect(anonymousMegabytes() - before).toBeLessThan(300);
    deaf.destroy();
  });

  it('hangs up on connections beyond what it can hold, and serves those it has', {
    timeout: 30_000,
  }, async () => {
    const crowd = await Promise.all(
      Array.from(
        { length: 1_500 },
        () =>
          new Promise<ReturnType<typeof connect>>((resolve) => {
            const one = connect(socket());
            one.on('error', () => resolve(one));
            one.on('connect', () => resolve(one));
          }),
      ),
    );
    await expectToServe();
    for (const one of crowd) one.destroy();
    await expectToServe();
  });
});
