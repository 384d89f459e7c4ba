import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMongo } from '../../server/mongo/connect.ts';
import type { Stores } from '../../server/ports/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { collectionScans, QueryLog } from '../support/query-plans.ts';
import { everyContract } from './stores/every.ts';
import { restartContract } from './stores/restarts.ts';
import { lifetimes, migrationsOf } from './stores/schema.ts';

let test: TestDatabase;
const queries = new QueryLog();
const stores = (): Stores => test.database.stores;

beforeAll(async () => {
  test = await openTestDatabase({ observe: (command) => queries.observe(command) });
});

afterAll(async () => {
  await test?.drop();
});

everyContract(stores);

describe('the database', () => {
  it('tells its time and that it is there', async () => {
    expect(await test.database.ping()).toBe(true);
    expect(await test.database.databaseNow()).toBeInstanceOf(Date);
  });

  it('can be opened by several processes at once, again and again', async () => {
    const opened = await Promise.all(Array.from({ length: 3 }, () => connectMongo(test.uri)));
    await Promise.all(opened.map((database) => database.close()));
  });

  it('forgets by itself what is kept for a while only', async () => {
    expect(await lifetimes(test.uri)).toEqual({
      'billingWaiting.at': 90 * 86_400,
      'calls.receivedAt': 7 * 86_400,
      'caps.until': 0,
      'holders.heardAt': 86_400,
      'hookDeliveries.at': 7 * 86_400,
      'hooks.deletedAt': 86_400,
      'idempotency.createdAt': 86_400,
      'presence.heardAt': 3_600,
      'sessions.expiresAt': 0,
    });
  });

  it('remembers which migrations ran, and when first', async () => {
    const before = await migrationsOf(test.uri);
    await (await connectMongo(test.uri)).close();
    expect(before.map(({ _id }) => _id)).toEqual([
      '0001-indexes',
      '0002-account-lists',
      '0003-names',
      '0004-put-offs',
      '0005-task-lists',
      '0006-entered-at',
    ]);
    expect(await migrationsOf(test.uri)).toEqual(before);
  });

  it('answers every query of the stores through an index', async () => {
    expect(queries.shapes.size).toBeGreaterThan(60);
    expect(await collectionScans(test.database.native, queries)).toEqual([]);
  });

  it('would tell of a query without an index', async () => {
    const log = new QueryLog();
    log.record('find', { find: 'contacts', filter: { locale: 'pl' } });
    expect(await collectionScans(test.database.native, log)).toHaveLength(1);
  });
});

restartContract(() => test);
