import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveDatabase } from '../../server/embedded-mongo/index.ts';
import { locate } from '../../server/embedded-mongo/location.ts';
import type { Collection } from '../../server/embedded-mongo/store/collection.ts';
import type { Index } from '../../server/embedded-mongo/store/index.ts';
import { Store } from '../../server/embedded-mongo/store/store.ts';
import { freshDirectory, MongoClient } from './served.ts';

let dir: string;

beforeEach(async () => {
  dir = await freshDirectory();
  await withClient(async (client) => {
    const people = client.db('shop').collection<{ _id: number }>('people');
    await people.createIndex({ name: 1 });
    await people.createIndex({ email: 1 }, { unique: true });
    await people.insertMany(
      Array.from({ length: 300 }, (_, _id) => ({ _id, name: `n${_id % 7}`, email: `${_id}@example.com` })),
    );
  });
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function withClient<T>(work: (client: InstanceType<typeof MongoClient>) => Promise<T>): Promise<T> {
  const served = await serveDatabase({ dir });
  const client = new MongoClient(served.uri);
  try {
    return await work(client);
  } finally {
    await client.close();
    await served.close();
  }
}

/** Changes the stored bytes behind the back of the database, as a fault of the disk or of the code would. */
async function damage(change: (collection: Collection, index: (name: string) => Index) => void) {
  const store = new Store(locate(dir).data);
  store.load();
  const collection = store.get('shop.people') as Collection;
  store.write(() =>
    change(collection, (name) => collection.indexes.find(({ spec }) => spec.name === name) as Index),
  );
  await store.close();
}

function validate() {
  return withClient((client) => client.db('shop').command({ validate: 'people', full: true }));
}

function firstKey({ table }: Pick<Index, 'table'>): Buffer {
  for (const key of table.getKeys({ limit: 1 })) return Buffer.from(key);
  throw new Error('The table is empty');
}

describe('validate', () => {
  it('finds nothing wrong where nothing was damaged', async () => {
    expect(await validate()).toMatchObject({
      valid: true,
      errors: [],
      nrecords: 300,
      keysPerIndex: { _id_: 300, name_1: 300, email_1: 300 },
    });
  });

  for (const name of ['name_1', 'email_1']) {
    it(`misses an entry of ${name} that is gone`, async () => {
      await damage((_, index) => index(name).table.removeSync(firstKey(index(name))));
      const { valid, errors, indexDetails } = await validate();
      expect({ valid, errors }).toEqual({
        valid: false,
        errors: [expect.stringContaining(`index ${name} lacks an entry`)],
      });
      expect(indexDetails[name].valid).toBe(false);
      expect(indexDetails._id_.valid).toBe(true);
    });
  }

  it('finds the entries that a document left behind', async () => {
    await damage(({ documents }) => documents.removeSync(firstKey({ table: documents })));
    const { valid, errors, nrecords } = await validate();
    expect({ valid, nrecords }).toEqual({ valid: false, nrecords: 299 });
    expect(errors).toEqual([
      expect.stringMatching(/index name_1 has an entry the document \w+ left behind/),
      expect.stringMatching(/index email_1 has an entry the document \w+ left behind/),
    ]);
  });

  it('finds a document that lies under the id of another', async () => {
    await damage(({ documents }) => {
      const keys = [...documents.getKeys({ limit: 2 })].map((key) => Buffer.from(key));
      const [first, second] = keys as [Buffer, Buffer];
      documents.putSync(first, Buffer.from(documents.getBinary(second) as Buffer));
    });
    const { valid, errors } = await validate();
    expect(valid).toBe(false);
    expect(errors).toContainEqual(expect.stringContaining('has another _id than its key says'));
  });

  it('finds a document that cannot be read, and goes on', async () => {
    await damage(({ documents }) =>
      documents.putSync(firstKey({ table: documents }), Buffer.from('not a document')),
    );
    const { valid, errors, nrecords, nInvalidDocuments } = await validate();
    expect({ valid, nrecords, nInvalidDocuments }).toEqual({
      valid: false,
      nrecords: 300,
      nInvalidDocuments: 1,
    });
    expect(errors).toContainEqual(expect.stringContaining('cannot be read'));
  });
});
