import type { Connection, mongo } from 'mongoose';
import { type Definition, define } from './definition.ts';
import { migrateAccountLists } from './migrate-account-lists.ts';
import { migrateEnteredAt } from './migrate-entered-at.ts';
import { migrateNames } from './migrate-names.ts';
import { migratePutOffs } from './migrate-put-offs.ts';
import { migrateTaskLists } from './migrate-task-lists.ts';
import { steadily } from './steady.ts';

/**
 * One step forward. It must bear being interrupted and run again, and two processes running it at once: it is
 * recorded only after it has run.
 */
interface Migration {
  id: string;
  /** Runs at every start, not only until it is recorded. */
  everyStart?: boolean;
  run(connection: Connection, definitions: readonly Definition[]): Promise<void>;
}

export const migrationsDefinition: Definition = define('migrations', { at: Date });

/** In order, never reordered and never removed. */
const migrations: readonly Migration[] = [
  // Every start, so that a restored backup without its indexes is mended, too.
  { id: '0001-indexes', everyStart: true, run: createIndexes },
  { id: '0002-account-lists', run: migrateAccountLists },
  { id: '0003-names', run: migrateNames },
  { id: '0004-put-offs', run: migratePutOffs },
  { id: '0005-task-lists', run: migrateTaskLists },
  { id: '0006-entered-at', run: migrateEnteredAt },
];

/** Brings the database to the shape this version expects, and records what it did. */
export async function migrate(connection: Connection, definitions: readonly Definition[]): Promise<void> {
  const recorded = connection.model('migrations', migrationsDefinition.schema);
  const done = new Set(
    (await steadily(() => recorded.find({}).lean())).map((migration) => String(migration._id)),
  );
  for (const { id, everyStart, run } of migrations) {
    if (done.has(id) && !everyStart) continue;
    await run(connection, definitions);
    await steadily(() =>
      recorded.updateOne({ _id: id }, [{ $set: { at: { $ifNull: ['$at', '$$NOW'] } } }], {
        upsert: true,
        updatePipeline: true,
      }),
    );
  }
}

/** One command per collection; what is there already stays. */
async function createIndexes(connection: Connection, definitions: readonly Definition[]): Promise<void> {
  await Promise.all(
    definitions.map(({ name, schema }) => {
      const indexes = schema.indexes().map(([key, { background: _background, ...options }]) => ({
        key: key as Record<string, 1 | -1>,
        ...options,
      })) as mongo.IndexDescription[];
      if (indexes.length === 0) return undefined;
      return steadily(() => connection.collection(name).createIndexes(indexes));
    }),
  );
}
