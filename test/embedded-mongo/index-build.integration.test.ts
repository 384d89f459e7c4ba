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
});
