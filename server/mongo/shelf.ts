import { mongo } from 'mongoose';
import type { LostConnections } from './lost-connections.ts';
import { steadily, writeErrorsOf } from './steady.ts';
import type { Stored } from './stored.ts';

export type Query = Readonly<Record<string, unknown>>;
export type Sort = Readonly<Record<string, 1 | -1>>;

/** One write of a batch. */
export type Operation =
  | { insertOne: { document: Stored } }
  | { updateOne: { filter: Query; update: Query | readonly Query[]; upsert?: boolean } }
  | { replaceOne: { filter: Query; replacement: Stored } };

export interface ReadOptions {
  sort?: Sort;
  limit?: number;
  projection?: Readonly<Record<string, 0 | 1>>;
  /** The keys of the index to walk, where we know better than a planner that looks at shapes alone. */
  hint?: Sort;
}

/** What became of a batch of writes. */
export interface Written {
  matched: number;
  /** Positions of operations refused since a unique value was taken. */
  refused: Set<number>;
  /** More than 1 when an earlier attempt may have been applied unseen. */
  attempts: number;
}

/** Enough for every batch stores read: one round trip unless 16 MB are reached. */
const BATCH = 10_000;
const DUPLICATE = 11000;

/** Documents of one insert command: even the largest calls stay far below the 48 MB of a message. */
const INSERTS = 1_000;

/** One collection; every call outlives a restart of the database, see `steadily`. */
export class Shelf {
  readonly #database: mongo.Db;
  readonly #collection: mongo.Collection<Stored>;
  readonly #patience: number;
  readonly #connections: LostConnections;

  constructor(database: mongo.Db, name: string, patience: number, connections: LostConnections) {
    this.#database = database;
    this.#collection = database.collection<Stored>(name);
    this.#patience = patience;
    this.#connections = connections;
  }

  find(query: Query, options: ReadOptions = {}): Promise<Stored[]> {
    return this.#steadily(() => this.#collection.find(query, { ...options, batchSize: BATCH }).toArray());
  }

  async first(query: Query, options: Omit<ReadOptions, 'limit'> = {}): Promise<Stored | undefined> {
    return (await this.#steadily(() => this.#collection.findOne(query, options))) ?? undefined;
  }

  aggregate<Row extends object>(pipeline: readonly Query[]): Promise<Row[]> {
    return this.#steadily(() =>
      this.#collection.aggregate<Row>([...pipeline] as mongo.Document[], { batchSize: BATCH }).toArray(),
    );
  }

  count(query: Query): Promise<number> {
    return this.#steadily(() => this.#collection.countDocuments(query));
  }

  /** How many documents there are, from the collection's own count. */
  size(): Promise<number> {
    return this.#steadily(() => this.#collection.estimatedDocumentCount());
  }

  /**
   * Inserts; answers the ids refused since they or another unique value are there. `own` finds, among the refused
   * ids, those an earlier attempt of this very call wrote: they are not refused.
   */
  async insert(documents: readonly Stored[], own?: Query): Promise<Set<string>> {
    if (documents.length === 0) return new Set();
    const { refused, attempts } = await this.#steadily(async (attempts) => ({
      refused: await this.#insertAll(documents),
      attempts,
    }));
    const ids = new Set<string>();
    documents.forEach((document, at) => {
      if (refused.has(at)) ids.add(document._id);
    });
    if (attempts === 1 || ids.size === 0 || own === undefined) return ids;
    const ours = await this.find({ _id: { $in: [...ids] }, ...own }, { projection: { _id: 1 } });
    for (const document of ours) ids.delete(document._id);
    return ids;
  }

  /**
   * Sends the command itself: the driver's bulk writes measure every document before they serialise it, which costs
   * ingestion as much again. Answers the positions refused as duplicates; throws any other failure.
   */
  async #insertAll(documents: readonly Stored[]): Promise<Set<number>> {
    const refused = new Set<number>();
    for (let from = 0; from < documents.length; from += INSERTS) {
      const result = await this.#database.command(
        {
          insert: this.#collection.collectionName,
          documents: documents.slice(from, from + INSERTS),
          ordered: false,
          writeConcern: { w: 'majority', j: true },
        },
        { ignoreUndefined: true },
      );
      const errors = (result.writeErrors ?? []) as { index: number; code: number; errmsg: string }[];
      const other = errors.find(({ code }) => code !== DUPLICATE) ?? result.writeConcernError;
      if (other) throw new mongo.MongoServerError(other);
      for (const { index } of errors) refused.add(from + index);
    }
    return refused;
  }

  /** Many writes in one round trip; duplicates are answered, every other failure is thrown. */
  async write(operations: readonly Operation[], options: { ordered: boolean }): Promise<Written> {
    if (operations.length === 0) return { matched: 0, refused: new Set(), attempts: 1 };
    return this.#steadily(async (attempts) => {
      try {
        const result = await this.#collection.bulkWrite(
          operations as mongo.AnyBulkWriteOperation<Stored>[],
          options,
        );
        return { matched: result.matchedCount, refused: new Set<number>(), attempts };
      } catch (error) {
        if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
        const failures = writeErrorsOf(error);
        if (failures.length === 0 || failures.some(({ code }) => code !== DUPLICATE)) throw error;
        return {
          matched: error.result.matchedCount,
          refused: new Set(failures.map(({ index }) => index)),
          attempts,
        };
      }
    });
  }

  /**
   * Changes one document; answers whether there was one. Where the change makes the document match no more, `own` finds
   * what an earlier attempt of this very call changed, whose answer was lost.
   */
  change(
    query: Query,
    update: Query | readonly Query[],
    { own, ...options }: { upsert?: boolean; own?: Query } = {},
  ): Promise<boolean> {
    return this.#steadily(async (attempt) => {
      const { matchedCount } = await twiceAtMost(() =>
        this.#collection.updateOne(query, asUpdate(update), options),
      );
      if (matchedCount > 0 || attempt === 1 || own === undefined) return matchedCount > 0;
      return (await this.#collection.countDocuments(own)) > 0;
    });
  }

  /** Changes all that match; answers how many did, not counting what an attempt changed whose answer was lost. */
  changeAll(query: Query, update: Query): Promise<number> {
    return this.#steadily(
      async () => (await this.#collection.updateMany(query, asUpdate(update))).matchedCount,
    );
  }

  /** Changes one document and answers it as it is then; `own` as for `change`, for documents that match no more. */
  async changeAndRead(
    query: Query,
    update: Query | readonly Query[],
    { own, ...options }: { upsert?: boolean; sort?: Sort; own?: Query } = {},
  ): Promise<Stored | undefined> {
    const document = await this.#steadily(async (attempt) => {
      const changed = attempt > 1 && own ? await this.#collection.findOne(own) : null;
      if (changed) return changed;
      return twiceAtMost(() =>
        this.#collection.findOneAndUpdate(query, asUpdate(update), { ...options, returnDocument: 'after' }),
      );
    });
    return document ?? undefined;
  }

  /** Deletes all that match. */
  async remove(query: Query): Promise<void> {
    await this.#steadily(() => this.#collection.deleteMany(query));
  }

  /** Deletes one document; answers whether it was there, also when the answer of the deletion was lost. */
  async take(id: string): Promise<boolean> {
    const query = { _id: id };
    if ((await this.count(query)) === 0) return false;
    return this.#steadily(async (attempt) => {
      const { deletedCount } = await this.#collection.deleteMany(query);
      return deletedCount > 0 || attempt > 1;
    });
  }

  #steadily<Result>(work: (attempt: number) => Promise<Result>): Promise<Result> {
    return steadily((attempt) => this.#connections.unlessLost(work(attempt)), this.#patience);
  }
}

/** Of two upserts that make the same document at once, the second is refused; tried again, it finds it there. */
async function twiceAtMost<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === DUPLICATE) return work();
    throw error;
  }
}

function asUpdate(update: Query | readonly Query[]): mongo.UpdateFilter<Stored> {
  return update as mongo.UpdateFilter<Stored>;
}
