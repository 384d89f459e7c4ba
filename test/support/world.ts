import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPreviewMailer } from '../../server/delivery/preview.ts';
import { createRenderer } from '../../server/delivery/render/renderer.ts';
import { PARTITIONS } from '../../server/engine/hash.ts';
import { jobKinds } from '../../server/job-kinds.ts';
import type { ConnectOptions } from '../../server/mongo/connect.ts';
import type { Mailer } from '../../server/ports/delivery.ts';
import type { WebhookCaller } from '../../server/ports/effects.ts';
import type { Ports } from '../../server/ports/index.ts';
import type { KeyRecord } from '../../server/ports/workspace.ts';
import { createTableFiles } from '../../server/tables/table-files.ts';
import { advanceDue } from '../../server/use-cases/advance-enrolments.ts';
import { deliverDue } from '../../server/use-cases/delivery/deliver-messages.ts';
import { createProviders } from '../../server/use-cases/delivery/providers.ts';
import { deliverDispatches } from '../../server/use-cases/effects/deliver-dispatches.ts';
import { createIngest } from '../../server/use-cases/ingest/create-ingest.ts';
import { createJobs } from '../../server/use-cases/jobs.ts';
import { lookDue } from '../../server/use-cases/looks/look-due.ts';
import { createWatchBook } from '../../server/use-cases/looks/watch-book.ts';
import { createPlanBook } from '../../server/use-cases/plan-book.ts';
import type { Runtime } from '../../server/use-cases/runtime.ts';
import { fireDates } from '../../server/use-cases/triggers/dates.ts';
import type { Actor } from '../../server/use-cases/verb.ts';
import { createWorkflow } from '../../server/use-cases/workflows/drafts.ts';
import { publishWorkflow } from '../../server/use-cases/workflows/publish.ts';
import type { AnswerOf, BodyOf } from '../../shared/api.ts';
import type { BatchAnswer } from '../../shared/event.ts';
import { durationMilliseconds } from '../../shared/time.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { collectionScans, QueryLog } from './query-plans.ts';

/** Who acts in tests. */
export const admin: Actor = { type: 'person', id: 'admin', name: 'Admin', role: 'admin' };

/** The write key tests send events with. */
export const writeKey: KeyRecord = {
  id: 'k1',
  kind: 'server',
  name: 'Test',
  hint: 'mk_',
  hash: 'h',
  createdAt: new Date(0),
};

const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);

/** The product without HTTP and scheduler, on a real database and a clock that moves when told. */
export interface World {
  runtime: Runtime;
  database: TestDatabase;
  now(): Date;
  /** Moves the clock, stopping wherever something is due, and does what is due there. */
  pass(duration: string): Promise<void>;
  /** Moves the clock while nobody works. */
  sleep(duration: string): void;
  /** Does what is due now until nothing is. */
  settle(): Promise<void>;
  identify(
    userId: string,
    traits: Record<string, unknown>,
    more?: Record<string, unknown>,
  ): Promise<BatchAnswer>;
  group(userId: string, groupId: string, traits: Record<string, unknown>): Promise<BatchAnswer>;
  track(
    userId: string,
    event: string,
    properties?: Record<string, unknown>,
    more?: Record<string, unknown>,
  ): Promise<BatchAnswer>;
  /** Saves and publishes a document; answers the workflow's id. */
  publish(document: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** Opens a world; `change` replaces ports, e.g. with a live mailer. */
export async function openWorld(
  change: {
    live?: Mailer;
    webhooks?: WebhookCaller;
    startsAt?: string;
    mailFrom?: string;
    /** Sees every command to the database. */
    observe?: ConnectOptions['observe'];
    /** Whether closing throws where a query was answered by reading a whole collection; true unless said. */
    refusesScans?: boolean;
    /** Somebody else's database, which is emptied on closing and stays theirs. */
    database?: TestDatabase;
  } = {},
): Promise<World> {
  const { observe, refusesScans = true } = change;
  const queries = new QueryLog();
  const database =
    change.database ??
    (await openTestDatabase({
      observe: refusesScans
        ? (command) => {
            queries.observe(command);
            observe?.(command);
          }
        : observe,
    }));
  let now = new Date(change.startsAt ?? '2026-03-02T09:00:00.000Z');
  let ids = 0;
  const ports: Ports = {
    ...database.database.stores,
    clock: {
      now: () => now,
      soon: () => new Promise((resolve) => setImmediate(resolve)),
      rest: (_milliseconds: number) => new Promise((resolve) => setImmediate(resolve)),
    },
    chance: {
      id: () => {
        ids += 1;
        return `id${String(ids).padStart(6, '0')}`;
      },
    },
    renderer: createRenderer(),
    preview: createPreviewMailer(),
    live: change.live,
    billing: {},
    tables: createTableFiles(join(tmpdir(), `mooring-imports-${randomUUID()}`)),
    webhooks: change.webhooks ?? { post: async () => ({ type: 'answered', status: 200 }) },
    installation: {
      publicUrl: 'http://127.0.0.1:3000',
      linkSecret: 'test-secret',
      mailFrom: change.mailFrom,
    },
  } as Ports;
  const log = {
    error: (detail: object, message: string) => {
      throw new Error(`${message}: ${String((detail as { err?: unknown }).err)}`, { cause: detail });
    },
  };
  const runtime: Runtime = {
    ...ports,
    plans: createPlanBook(ports),
    watchBook: createWatchBook(ports),
    providers: createProviders(ports),
    wake: () => undefined,
  } as Runtime;
  runtime.ingest = createIngest(runtime, log);
  runtime.runner = createJobs(() => runtime, jobKinds, log);

  async function settle(): Promise<void> {
    await runtime.ingest.settled();
    await runtime.runner.settled();
    for (let rounds = 0; rounds < 1_000; rounds++) {
      const done =
        (await fireDates(runtime, { partitions, limit: 200 })) +
        (await lookDue(runtime, { partitions, limit: 200 })) +
        (await advanceDue(runtime, { partitions, limit: 200 })) +
        (await deliverDue(runtime, { partitions, by: 'w1', limit: 200 })) +
        (await deliverDispatches(runtime, { partitions, by: 'w1', limit: 200 }));
      if (done === 0) return;
    }
    throw new Error('the world never comes to rest');
  }

  const call = (type: 'identify' | 'track' | 'group', body: Record<string, unknown>) =>
    runtime.ingest.call(type, body, writeKey, 100);
  return {
    runtime,
    database,
    now: () => now,
    settle,
    sleep(duration) {
      now = new Date(now.getTime() + durationMilliseconds(duration));
    },
    async pass(duration) {
      const until = new Date(now.getTime() + durationMilliseconds(duration));
      await settle();
      for (;;) {
        const next = [
          await runtime.enrolments.nextDue(partitions),
          await runtime.alarms.nextDue(partitions),
          await runtime.messages.nextDue(partitions),
          await runtime.dispatches.nextDue(partitions),
          await runtime.looks.nextDue(partitions),
        ]
          .filter((at) => at !== undefined)
          .sort((a, b) => a.getTime() - b.getTime())[0];
        if (!next || next > until) break;
        if (next > now) now = next;
        await settle();
      }
      now = until;
    },
    identify: (userId, traits, more) => call('identify', { userId, traits, ...more }),
    group: (userId, groupId, traits) => call('group', { userId, groupId, traits }),
    track: (userId, event, properties = {}, more = {}) =>
      call('track', { userId, event, properties, ...more }),
    async publish(document) {
      const created: AnswerOf<'createWorkflow'> = await createWorkflow(runtime, {
        params: {},
        query: {},
        body: document as BodyOf<'createWorkflow'>,
        actor: admin,
      });
      await publishWorkflow(runtime, {
        params: { id: created.id },
        query: {},
        body: undefined,
        actor: admin,
      });
      return created.id;
    },
    async close() {
      await runtime.ingest.close();
      await runtime.runner.settled();
      if (change.database) {
        const collections = await database.database.native.collections();
        await Promise.all(
          collections.map((collection) => collection.deleteMany({ _id: { $gte: '' as never } })),
        );
        return;
      }
      const scans = await collectionScans(database.database.native, queries);
      await database.drop();
      if (scans.length > 0) throw new Error(`these queries read a whole collection:\n${scans.join('\n')}`);
    },
  };
}
