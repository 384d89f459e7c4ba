import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { locate, socketUri } from '../../server/embedded-mongo/location.ts';
import type { WorkflowCounts } from '../../shared/workflow-view.ts';
import { callApi, eventually, listAll, sendBatch, testKeys } from '../support/api.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { startUnreliableProvider, type UnreliableProvider } from './unreliable-provider.ts';

export interface TurmoilOptions {
  people: number;
  workers: number;
  /** Seconds between two kills, at least and at most. */
  pause: readonly [number, number];
  seed: number;
  shares: { failing: number; hanging: number };
  /** Given up after so many seconds. */
  patience: number;
}

/** What became of everybody, and of everything the outside world noticed. */
export interface TurmoilReport {
  entered: number;
  completed: number;
  kills: Record<string, number>;
  mails: { expected: number; missing: number; twice: number; unknown: number };
  calls: { expected: number; missing: number; unknown: number };
  tasks: { expected: number; found: number };
  provider: { refused: number; hung: number };
  seconds: number;
}

const BATCH = 50;

/**
 * Twelve steps for many people while processes are killed at random: several workers, the server and its database. Every
 * event is sent twice, and again where no answer came. Answers what was missing and what came twice; the messages whose
 * fate nobody can know (`unknown`) are counted apart.
 */
export async function turmoil(options: TurmoilOptions): Promise<TurmoilReport> {
  const random = dice(options.seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'mooring-turmoil-'));
  const provider = await startUnreliableProvider(options.shares, dice(options.seed + 1));
  const house = await openHouse(dataDir, provider, options.workers);
  const from = performance.now();
  try {
    const id = await publish(house.url(), provider.url);
    const killing = startKilling(house, options.pause, random);
    await sendAll(house, options.people, 'Started');
    await sendAll(house, options.people, 'Second');
    const counts = await eventually(
      () => countsOf(house.url(), id),
      ({ entered, inside }) => entered === options.people && inside === 0,
      options.patience,
    ).finally(() => killing.stop());
    const kills = await killing.stop();
    const seconds = (performance.now() - from) / 1_000;
    return {
      ...(await reportOf(house.url(), options.people, provider)),
      entered: counts.entered,
      kills,
      seconds,
    };
  } finally {
    await house.close();
    await provider.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Every process of the product, each of which may be killed and comes back. */
interface House {
  url(): string;
  /** Kills one of its processes and starts it again; answers which it was. */
  kill(pick: number): Promise<string>;
  close(): Promise<void>;
}

async function openHouse(dataDir: string, provider: UnreliableProvider, workers: number): Promise<House> {
  const env = {
    ...testKeys,
    SENDGRID_API_KEY: 'SG.for-tests',
    SENDGRID_BASE_URL: provider.url,
    MAIL_FROM: 'team@company.test',
    WEBHOOK_PRIVATE_HOSTS: new URL(provider.url).host,
  };
  const serve = (port?: number) =>
    startServer({ args: ['--no-worker'], env, dataDir, ...(port === undefined ? {} : { port }) });
  const work = () => startServer({ command: 'worker', env, dataDir });
  let server = await serve();
  const crew: RunningServer[] = [];
  for (let n = 0; n < workers; n += 1) crew.push(await work());
  return {
    url: () => server.url,
    async kill(pick) {
      const at = Math.floor(pick * (workers + 2));
      const worker = crew[at];
      if (worker) {
        await worker.kill('SIGKILL');
        crew[at] = await work();
        return 'worker';
      }
      if (at === workers) {
        const port = Number(new URL(server.url).port);
        await server.kill('SIGKILL');
        server = await serve(port);
        return 'server';
      }
      const pid = await databasePid(dataDir);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      return 'database';
    },
    async close() {
      for (const one of [...crew, server]) await one.stop();
    },
  };
}

function startKilling(house: House, [least, most]: readonly [number, number], random: () => number) {
  const kills: Record<string, number> = {};
  let isOver = false;
  async function killOn(): Promise<void> {
    for (;;) {
      const until = performance.now() + 1_000 * (least + (most - least) * random());
      while (!isOver && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
      if (isOver) return;
      const what = await house.kill(random());
      kills[what] = (kills[what] ?? 0) + 1;
    }
  }
  let fault: unknown;
  const running = killOn().catch((error: unknown) => {
    fault = error;
  });
  return {
    async stop() {
      isOver = true;
      await running;
      if (fault) throw fault;
      return kills;
    },
  };
}

async function publish(url: string, provider: string): Promise<string> {
  await callApi(url, 'PATCH', '/api/settings', {
    body: { companyName: 'Company', postalAddress: 'Street 1, Town', caps: [] },
  });
  const created = await callApi(url, 'POST', '/api/workflows', { body: documentFor(`${provider}/hook`) });
  const { id } = created.body as { id: string };
  const published = await callApi(url, 'POST', `/api/workflows/${id}/publish`);
  if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
  return id;
}

function documentFor(hook: string): Record<string, unknown> {
  const mail = (next: string) => ({
    kind: 'send-email',
    subject: 'For {{ contact.userId }}',
    body: 'Hello {{ contact.userId }}',
    next,
  });
  return {
    format: 'mooring.workflow/1',
    // Of mail to so many people nobody looks at the first fifty.
    dailyLimit: 1_000_000,
    name: 'Turmoil',
    entry: { trigger: { kind: 'event', event: 'Started' } },
    start: 'even',
    steps: {
      even: {
        kind: 'branch',
        paths: [
          {
            id: 'yes',
            when: { all: [{ fact: 'contact', path: '$.traits.even', operator: 'equal', value: true }] },
            next: 'call',
          },
        ],
        otherwise: 'breathe',
      },
      call: { kind: 'create-task', title: 'Call {{ contact.userId }}', next: 'breathe' },
      breathe: { kind: 'wait', for: '1s', next: 'first' },
      first: mail('mark'),
      mark: {
        kind: 'update-contact',
        changes: [{ do: 'set', of: 'contact', field: 'stage', value: 'written to' }],
        next: 'second',
      },
      second: { kind: 'wait-until', until: { event: 'Second' }, timeout: '5s', next: 'tell' },
      tell: { kind: 'call-webhook', url: hook, next: 'pause' },
      pause: { kind: 'wait', for: '1s', next: 'again' },
      again: mail('share'),
      share: {
        kind: 'split',
        paths: [
          { id: 'a', weight: 50, next: 'note' },
          { id: 'b', weight: 50, next: 'end' },
        ],
      },
      note: { kind: 'update-contact', changes: [{ do: 'add-tag', tag: 'a' }], next: 'end' },
      end: { kind: 'exit' },
    },
  };
}

/** Sends everything twice, and again where no answer came: the sender's part of the promise. */
async function sendAll(house: House, people: number, event: 'Started' | 'Second'): Promise<void> {
  for (let first = 0; first < people; first += BATCH) {
    const calls = Array.from(
      { length: Math.min(BATCH, people - first) },
      (_, offset) => first + offset,
    ).flatMap((index) => {
      const track = { type: 'track', userId: `p${index}`, messageId: `${event}-${index}`, event };
      const traits = { email: `p${index}@customer.test`, even: index % 2 === 0 };
      return event === 'Started'
        ? [{ type: 'identify', userId: `p${index}`, messageId: `identify-${index}`, traits }, track, track]
        : [track, track];
    });
    for (let twice = 0; twice < 2; twice += 1)
      await eventually(
        () => sendBatch(house.url(), calls),
        ({ status }) => status === 200,
        120,
      );
  }
}

interface MessageLine {
  id: string;
  status: string;
}

async function reportOf(
  url: string,
  people: number,
  provider: UnreliableProvider,
): Promise<Omit<TurmoilReport, 'kills' | 'seconds' | 'entered'>> {
  const messages = await listAll<MessageLine>(url, '/api/messages');
  const unknown = new Set(messages.filter(({ status }) => status === 'unknown').map(({ id }) => id));
  const missing = messages.filter(({ id }) => !provider.mails.has(id) && !unknown.has(id)).length;
  const enrolments = await listAll<{ status: string }>(url, '/api/enrolments');
  const tasks = await listAll(url, '/api/tasks');
  return {
    completed: enrolments.filter(({ status }) => status === 'completed').length,
    mails: {
      expected: 2 * people,
      missing: missing + (2 * people - messages.length),
      twice: [...provider.mails.values()].filter((times) => times > 1).length,
      unknown: unknown.size,
    },
    calls: { expected: people, missing: people - provider.calls.size, unknown: 0 },
    tasks: { expected: Math.ceil(people / 2), found: tasks.length },
    provider: { refused: provider.refused, hung: provider.hung },
  };
}

async function countsOf(url: string, id: string): Promise<WorkflowCounts> {
  return (await callApi(url, 'GET', `/api/workflows/${id}/counts`)).body as WorkflowCounts;
}

/** The process of the embedded database, as it says itself; undefined while it is on its way back. */
async function databasePid(dataDir: string): Promise<number | undefined> {
  const client = new mongo.MongoClient(socketUri(locate(dataDir)), {
    serverSelectionTimeoutMS: 2_000,
  });
  try {
    const { pid } = await client.db('admin').command({ serverStatus: 1 });
    return Number(pid);
  } catch {
    return undefined;
  } finally {
    await client.close();
  }
}

/** Numbers in [0, 1) that are the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
