import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveFresh, type TestServer } from './served.ts';

let server: TestServer;

beforeEach(async () => {
  server = await serveFresh();
});

afterEach(() => server.close());

describe('the building of an index over 100,000 documents', () => {
  it('lets others read and write meanwhile, and takes in what they wrote', { timeout: 60_000 }, async () => {
    const people = server.collection();
    for (let start = 0; start < 100_000; start += 10_000) {
      await people.insertMany(Array.from({ length: 10_000 }, (_, i) => ({ _id: start + i, n: i % 100 })));
    }
    let isBuilding = true;
    const building = people.createIndex({ n: 1 }).finally(() => {
      isBuilding = false;
    });
    let rounds = 0;
    for (; isBuilding; rounds += 1) {
      await server.db.command({ ping: 1 });
      expect(await people.findOne({ _id: rounds })).toEqual({ _id: rounds, n: rounds % 100 });
      await people.insertOne({ _id: 200_000 + rounds, n: -1 });
      await people.updateOne({ _id: 99_999 - rounds }, { $set: { n: -2 } });
      await people.deleteOne({ _id: 50_000 + rounds });
    }
    await building;

    // Were they held up, the build would be over within the first round.
    expect(rounds).toBeGreaterThan(1);
    expect(await people.countDocuments({ n: -1 }, { hint: 'n_1' })).toBe(rounds);
    expect(await people.countDocuments({ n: -2 }, { hint: 'n_1' })).toBe(rounds);
    expect(await people.countDocuments({ n: { $gte: -2 } }, { hint: 'n_1' })).toBe(100_000);
    expect(await server.db.command({ validate: people.collectionName })).toMatchObject({
      valid: true,
      errors: [],
    });
  });

  it('takes in what others change and change back, and tells a duplicate wherever it comes from', async () => {
    const people = server.collection();
    await people.insertMany(
      Array.from({ length: 20_000 }, (_, i) => ({ _id: i, n: (i * 7_919) % 20_000, some: i % 2 })),
    );
    const building = people.createIndex(
      { n: -1, tags: 1 },
      { unique: true, partialFilterExpression: { some: 1 } },
    );
    for (let round = 0; round < 40; round += 1) {
      const _id = 19_999 - round * 2;
      const n = ((await people.findOne({ _id })) as { n?: number } | null)?.n as number;
      await people.updateOne({ _id }, { $set: { n: -1 - round } });
      if (round % 2 === 0) await people.updateOne({ _id }, { $set: { n } });
      if (round % 5 === 0) await people.updateOne({ _id: _id - 1 }, { $set: { some: 1 } });
    }
    await building;
    expect(await server.db.command({ validate: people.collectionName })).toMatchObject({ valid: true });
    await expect(people.insertOne({ _id: -1, n: 7_919, some: 1 })).rejects.toMatchObject({ code: 11000 });
    await expect(people.createIndex({ some: 1 }, { unique: true })).rejects.toMatchObject({
      code: 11000,
      keyValue: { some: 0 },
    });
    expect((await people.indexes()).map(({ name }) => name)).toEqual(['_id_', 'n_-1_tags_1']);
  });

  it('ends when the index is dropped meanwhile, and leaves nothing of it', async () => {
    const people = server.collection();
    for (let start = 0; start < 30_000; start += 10_000) {
      await people.insertMany(Array.from({ length: 10_000 }, (_, i) => ({ _id: start + i, n: i % 100 })));
    }
    const building = people.createIndex({ n: 1 }).then(
      () => undefined,
      (error: { code?: unknown }) => error.code,
    );
    // It is among the indexes as soon as the command has begun.
    let isDropped = false;
    while (!isDropped) {
      isDropped = await people.dropIndex('n_1').then(
        () => true,
        () => false,
      );
    }
    expect(await building).toBe(276);
    expect((await people.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    expect(await server.db.command({ validate: people.collectionName })).toMatchObject({ valid: true });
  });
});
