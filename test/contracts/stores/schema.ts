import mongoose, { type mongo } from 'mongoose';

/** Seconds until documents are forgotten, by collection and the field they count from. */
export function lifetimes(uri: string): Promise<Record<string, number>> {
  return inside(uri, async (database) => {
    const found: Record<string, number> = {};
    for (const { name } of await database.listCollections({}, { nameOnly: true }).toArray())
      for (const { key, expireAfterSeconds } of await database.collection(name).indexes())
        if (expireAfterSeconds !== undefined)
          found[`${name}.${Object.keys(key).join()}`] = expireAfterSeconds;
    return found;
  });
}

/** The record of the migrations that ran. */
export function migrationsOf(uri: string): Promise<mongo.Document[]> {
  return inside(uri, (database) => database.collection('migrations').find().toArray());
}

/** Does something in the database over a connection of its own, as an operator's tool would. */
export async function inside<Result>(
  uri: string,
  work: (database: mongo.Db) => Promise<Result>,
): Promise<Result> {
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    if (!connection.db) throw new Error('The connection has no database.');
    return await work(connection.db);
  } finally {
    await connection.close();
  }
}
