import type { Clock } from './ports/clock.ts';

/** The clocks of this machine; tests bring their own. */
export interface LocalClocks {
  /** The time of day as this machine believes it, in milliseconds: somebody may set it at any moment. */
  wall(): number;
  /** Milliseconds since some moment, that nobody can set. It may stand still while the machine sleeps. */
  steady(): number;
  /** Calls back again and again until what it answered is called. */
  every(milliseconds: number, work: () => void): () => void;
}

export interface DatabaseClock extends Pick<Clock, 'now'> {
  stop(): void;
}

const REFRESH = 30_000;
/** The two local clocks never part by more than this, unless one was set or the machine slept. */
const JUMP = 1_000;
/** An answer that took longer than this tells too little; after so many tries the best one counts. */
const PROMPT = 200;
const TRIES = 3;

/**
 * The database's time, as every process has it: whatever the clocks of their machines show, two processes differ by no
 * more than an answer takes. Asked for every 30 seconds and after every jump of the local clock, and counted on by the
 * steady clock between: a clock that is set forward does nothing early. Throws when the database does not answer.
 */
export async function startDatabaseClock(
  databaseNow: () => Promise<Date>,
  log: { warn(detail: object, message: string): void },
  local: LocalClocks = systemClocks,
): Promise<DatabaseClock> {
  let at = await read(databaseNow, local);
  let isAsking = false;

  function refresh(): void {
    if (isAsking) return;
    isAsking = true;
    read(databaseNow, local)
      .then(
        (answer) => {
          at = answer;
        },
        (error: unknown) => {
          log.warn({ err: error }, 'The database did not tell its time');
          // The jump is known; the next one asks again.
          at = { ...at, wall: at.wall + parted(at, local) };
        },
      )
      .finally(() => {
        isAsking = false;
      });
  }

  const stop = local.every(REFRESH, refresh);
  return {
    now() {
      if (Math.abs(parted(at, local)) > JUMP) refresh();
      return new Date(Math.round(at.database + local.steady() - at.steady));
    },
    stop,
  };
}

/** The database's time, and what the local clocks showed then. */
interface Reading {
  database: number;
  wall: number;
  steady: number;
}

/** How far the local clocks went apart since a reading. */
function parted(since: Reading, local: LocalClocks): number {
  return local.wall() - since.wall - (local.steady() - since.steady);
}

async function read(databaseNow: () => Promise<Date>, local: LocalClocks): Promise<Reading> {
  let best: (Reading & { took: number }) | undefined;
  for (let tries = 0; tries < TRIES && !(best && best.took <= PROMPT); tries += 1) {
    const asked = local.steady();
    const database = (await databaseNow()).getTime();
    const heard = local.steady();
    const took = heard - asked;
    // Their answer was true about half way between asking and hearing it.
    if (!best || took < best.took)
      best = { database, wall: local.wall() - took / 2, steady: asked + took / 2, took };
  }
  if (!best) throw new Error('The database was not asked for its time.');
  return best;
}

const systemClocks: LocalClocks = {
  wall: () => Date.now(),
  steady: () => performance.now(),
  every(milliseconds, work) {
    const timer = setInterval(work, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};
