import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dice, diceOf } from '../../../server/use-cases/demo/dice.ts';
import type { Client, Db } from '../served.ts';
import { CatalogueWriter } from './catalogue-writer.ts';
import { end, forkScript, type ServedProcess, start, validateAll } from './process.ts';
import { RecordWriter } from './record-writer.ts';
import { SharedWriters } from './shared-writers.ts';

const OWNERS = [1, 2, 3, 4];

/** What rounds of killing found. */
export interface Verdict {
  /** How many writes the clients had acknowledged. */
  acknowledged: number;
  documents: number;
  /** Each thing that was lost, wrong or said to be inconsistent. */
  faults: string[];
  /** The longest time from starting again to the first answer, in milliseconds. */
  slowestStart: number;
}

/**
 * Kills the database of a directory in the middle of a mixed load of many clients, starts it again and compares
 * everything with what was acknowledged, so many times over. The seed decides what is done; the clock decides
 * how far each client gets.
 */
export async function killInRounds(options: {
  dir: string;
  rounds: number;
  seed: string;
  /** The last kill waits until so many writes were acknowledged in all. */
  least?: number;
  onRound?: (round: number, faults: number) => void;
}): Promise<Verdict> {
  const { dir, rounds, seed } = options;
  const dice = diceOf(seed);
  const owners = OWNERS.map((owner) => new RecordWriter(owner, diceOf(`${seed} ${owner}`)));
  const catalogue = new CatalogueWriter(diceOf(`${seed} catalogue`));
  const shared = new SharedWriters();
  const verdict: Verdict = { acknowledged: 0, documents: 0, faults: [], slowestStart: 0 };
  const acknowledged = () =>
    [...owners, catalogue].reduce((sum, { journal }) => sum + journal.acknowledged, shared.acknowledged);
  let server = await start(dir);
  for (let round = 1; round <= rounds; round += 1) {
    const work = (client: Client) => {
      const db = client.db('crash');
      return [
        ...owners.map((owner) => (own: Db) => owner.work(own)),
        (own: Db) => catalogue.work(own),
        (own: Db) => shared.count(own, dice),
        (own: Db) => shared.count(own, dice),
        (own: Db) => shared.leave(own, dice),
      ].map((task) => task(db));
    };
    // However slow the machine, what is judged in the end must have been worth killing.
    const least = round === rounds ? (options.least ?? 0) : 0;
    const faults = await loadUntilKilled(server, dice, work, () => acknowledged() > least);
    if (dice.chance(0.3)) await killWhileStarting(dir, dice);
    const from = performance.now();
    server = await start(dir);
    verdict.slowestStart = Math.max(verdict.slowestStart, performance.now() - from);
    try {
      const db = server.client.db('crash');
      faults.push(...(await validateAll(db)));
      for (const part of [...owners, catalogue, shared]) faults.push(...(await part.check(db)));
      verdict.documents = await db.collection('records').countDocuments();
    } catch (error) {
      await server.kill();
      throw error;
    }
    verdict.faults.push(...faults.map((fault) => `Round ${round}: ${fault}`));
    options.onRound?.(round, faults.length);
  }
  await server.kill();
  verdict.acknowledged = acknowledged();
  return verdict;
}

/** Recovery must survive being killed as well. */
async function killWhileStarting(dir: string, dice: Dice): Promise<void> {
  const child = forkScript('crash-server.ts', dir);
  const isReady = once(child, 'message');
  // Either it is still loading, or it has just begun to serve.
  await Promise.race([isReady, sleep(dice.between(200, 1_500))]);
  await end(child);
}

/** Lets all work until the kill; each must end for want of a database, and for nothing else. */
async function loadUntilKilled(
  server: ServedProcess,
  dice: Dice,
  work: (client: Client) => Promise<never>[],
  isEnough: () => boolean,
): Promise<string[]> {
  const faults: string[] = [];
  const working = work(server.client).map((one) =>
    one.catch((error: Error) => {
      if (!isAbsence(error)) faults.push(`a call failed: ${error.name} ${error.message}`);
    }),
  );
  await sleep(dice.between(50, 900));
  for (let waits = 0; !isEnough() && waits < MOST_WAITS; waits += 1) await sleep(WAIT);
  if (server.hasEnded()) faults.push('the database ended by itself');
  await server.kill();
  await Promise.all(working);
  return faults;
}

const WAIT = 50;
/** Half a minute. */
const MOST_WAITS = 600;

/** What MongoDB answers as well to a call whose index is dropped under it; how far it got, the journal leaves open. */
const planKilled = 175;

/** Whether a call failed for want of a database: an error the database answered with has a number. */
function isAbsence(error: Error & { code?: unknown }): boolean {
  if (error.code === planKilled) return true;
  return error.name.startsWith('Mongo') && typeof error.code !== 'number';
}
