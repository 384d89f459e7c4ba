import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killInMoments } from '../embedded-mongo/crash/moments.ts';
import { killInRounds } from '../embedded-mongo/crash/rounds.ts';
import type { Bench } from './measurement.ts';

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 20);
/** A fresh seed each time, printed, so that a finding can be sought again. */
const SEED = process.env.KILL_SEED ?? String(Date.now());

export const kill: Bench = {
  name: 'kill',
  isLong: true,
  about: `the embedded database killed with -9 under load and compared with what it acknowledged; KILL_ROUNDS is ${ROUNDS}, KILL_SEED ${SEED}`,
  async run() {
    const dir = await mkdtemp(join(tmpdir(), 'bench-kill-'));
    const verdict = await killInRounds({
      dir,
      rounds: ROUNDS,
      seed: SEED,
      onRound(round, faults) {
        if (faults > 0 || round % 20 === 0) console.log(`round ${round}: ${faults} faults`);
      },
    });
    const moments = await killInMoments(Math.ceil(ROUNDS / 10), SEED);
    for (const fault of [...verdict.faults, ...moments.faults].slice(0, 20)) console.log(fault);
    // Data that show a fault are worth looking at.
    if (verdict.faults.length === 0) await rm(dir, { recursive: true, force: true });
    else console.log(`The data are in ${dir}`);
    return [
      {
        what: `lost or inconsistent after ${ROUNDS} kills`,
        value: verdict.faults.length,
        unit: 'faults',
        also: { 'writes acknowledged': verdict.acknowledged, documents: verdict.documents },
        target: { of: 'value', is: 'at most', limit: 0 },
      },
      {
        what: `half done after ${moments.kills} kills while building, expiring, replacing, dropping, compacting`,
        value: moments.faults.length,
        unit: 'faults',
        target: { of: 'value', is: 'at most', limit: 0 },
      },
      { what: 'slowest start after a kill', value: verdict.slowestStart / 1_000, unit: 's' },
    ];
  },
};
