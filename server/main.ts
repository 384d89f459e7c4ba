import { randomUUID } from 'node:crypto';
import { setTimeout as pause, setImmediate as soon } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import { type Close, closeAll } from './close-all.ts';
import type { Config } from './config.ts';
import { startDatabaseClock } from './database-clock.ts';
import { verifySendGridSignature } from './delivery/sendgrid-webhook.ts';
import { type Listening, listen } from './http/listen.ts';
import { openDatabase } from './open-database.ts';
import { openRuntime } from './open-runtime.ts';
import type { Chance } from './ports/clock.ts';
import { bootstrap } from './use-cases/people/bootstrap.ts';
import { issueSetupToken } from './use-cases/people/set-up.ts';
import type { Runtime } from './use-cases/runtime.ts';
import { startWorker } from './worker.ts';

/** Which parts of Mooring a process runs. */
export interface Roles {
  http: boolean;
  worker: boolean;
}

export interface Started {
  runtime: Runtime;
  /** Where to go: the one-time set-up link while there is no admin, else the address. Absent without HTTP. */
  url?: string | undefined;
  /** Takes nothing new, finishes what runs, hands over and closes. */
  stop(): Promise<void>;
}

/** How long running requests may take to finish when the server stops. */
const PATIENCE = 5_000;

/** How long any part may take to close, in milliseconds: longer than a database that went away is waited for. */
const LONGEST_CLOSE = 15_000;

/** Run from its sources, without building: dist lies elsewhere then. */
const isSource = import.meta.url.endsWith('.ts');

/** The composition root: opens the port and the database, wires everything and starts the roles asked for. */
export async function start(config: Config, roles: Roles, log: Logger): Promise<Started> {
  const closing: Close[] = [];
  const stop = () => closeAll(closing.splice(0), log, LONGEST_CLOSE);
  try {
    return { ...(await startParts(config, roles, log, closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  config: Config,
  roles: Roles,
  log: Logger,
  closing: Close[],
): Promise<Omit<Started, 'stop'>> {
  const door = roles.http ? await listen(config.host, config.port) : undefined;
  // The port is closed before anything it needs, but only once nothing can be answered any more.
  if (door) closing.push(() => door.close(0));
  const publicUrl = config.publicUrl ?? addressOf(config.host, door?.port ?? config.port);
  const database = await openDatabase(config, log);
  closing.push(() => database.close());
  const clock = await startDatabaseClock(database.databaseNow, log);
  closing.push(() => clock.stop());

  let wake: () => void = () => undefined;
  const runtime = await openRuntime({
    config,
    stores: database.stores,
    clock: { now: clock.now, soon: () => soon(), rest: (milliseconds) => pause(milliseconds) },
    chance: systemChance,
    publicUrl,
    log,
    wake: () => wake(),
  });
  // A long job is not waited for: the next process takes it up where it was.
  closing.push(() => Promise.race([runtime.runner.settled(), pause(PATIENCE, undefined, { ref: false })]));
  closing.push(() => runtime.ingest.close());
  await runtime.ingest.replay();
  if (roles.worker) {
    const worker = await startWorker(runtime, { database: database.native, dataDir: config.dataDir, log });
    wake = worker.wake;
    closing.push(() => worker.stop());
  }
  if (!door) return { runtime };
  closing.push(() => door.close(PATIENCE));
  return { runtime, url: await openDoor(config, runtime, door, log, database.ping) };
}

async function openDoor(
  config: Config,
  runtime: Runtime,
  door: Listening,
  log: Logger,
  ping: () => Promise<boolean>,
): Promise<string> {
  await bootstrap(runtime, config);
  const token = await issueSetupToken(runtime);
  const { sendgridWebhookKey } = config;
  door.answerWith(
    createApp(runtime, {
      log,
      trustProxy: config.trustProxy,
      editorDir: fileURLToPath(new URL(isSource ? '../dist/editor' : '../editor', import.meta.url)),
      ping,
      verifySendGrid:
        sendgridWebhookKey === undefined
          ? undefined
          : (body, signature, timestamp) =>
              verifySendGridSignature(sendgridWebhookKey, body, signature, timestamp),
    }),
  );
  const { publicUrl } = runtime.installation;
  return token === undefined ? publicUrl : `${publicUrl}/setup?token=${token}`;
}

/** Ids of 122 random bits. Node keeps a stock of UUIDs, so that an id costs no call into the system. */
const systemChance: Chance = { id: () => randomUUID().replaceAll('-', '') };

function addressOf(host: string, port: number): string {
  // An address that stands for all of them cannot be opened in a browser.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/**
 * Stops cleanly on SIGTERM and SIGINT. A promise nobody handled is a bug: it is logged and the process ends, so that
 * whatever supervises it starts a sound one.
 */
export function stopOnSignals(started: Started, log: Logger): void {
  let isStopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'Stopping');
    started.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'A failure was not handled');
    process.exit(1);
  });
}
