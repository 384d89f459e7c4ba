import { AsyncLocalStorage } from 'node:async_hooks';
import { mongo } from 'mongoose';
import type { Definition } from '../../../server/mongo/definition.ts';
import { Shelf } from '../../../server/mongo/shelf.ts';
import { createStores } from '../../../server/mongo/stores.ts';
import type { Stores } from '../../../server/ports/index.ts';

/** What calls of stores did to the database: `true` for those that wrote. */
export type Calls = Map<string, boolean>;

const writing = new Set(['bulkWrite', 'updateOne', 'updateMany', 'findOneAndUpdate', 'deleteMany']);
const reading = new Set(['findOne', 'countDocuments', 'estimatedDocumentCount']);
const reaching = new Set(['find', 'aggregate']);
const patience = 10_000;

/**
 * The stores of a database on which every write fails twice: at first it never gets there, then it is carried out and
 * its answer is lost; and every read loses its first answer. Notes which calls of stores were made, and which of them wrote.
 */
export function faultyStores(database: mongo.Db, calls: Calls): Stores {
  const running = new AsyncLocalStorage<string>();
  const failing = faultyDatabase(database, () => {
    const call = running.getStore();
    if (call !== undefined) calls.set(call, true);
  });
  const connections = { unlessLost: <Result>(call: Promise<Result>) => call };
  const stores = createStores(({ name }: Definition) => new Shelf(failing, name, patience, connections));
  const noting = Object.entries(stores).map(([name, store]) => [name, noted(name, store, running, calls)]);
  return Object.fromEntries(noting) as Stores;
}

function noted(name: string, store: object, running: AsyncLocalStorage<string>, calls: Calls): object {
  return new Proxy(store, {
    get(target, key, receiver) {
      const method: unknown = Reflect.get(target, key, receiver);
      if (typeof method !== 'function') return method;
      const call = `${name}.${String(key)}`;
      return (...given: unknown[]) => {
        if (!calls.has(call)) calls.set(call, false);
        return running.run(call, () => Reflect.apply(method, target, given) as unknown);
      };
    },
  });
}

function faultyDatabase(database: mongo.Db, onWrite: () => void): mongo.Db {
  // A repeated write comes with the very objects of the first attempt.
  const attempts = new WeakMap<object, number>();
  async function attempt(what: object, carryOut: () => Promise<unknown>): Promise<unknown> {
    onWrite();
    const earlier = attempts.get(what) ?? 0;
    attempts.set(what, earlier + 1);
    if (earlier === 0) throw new mongo.MongoNetworkError('the call was lost');
    if (earlier > 1) return carryOut();
    await carryOut().catch(() => undefined);
    throw new mongo.MongoNetworkError('the answer was lost');
  }
  // So does a repeated read; what is asked without saying anything is told apart by what asks.
  const read = new WeakSet<object>();
  async function readTwice(what: object, carryOut: () => Promise<unknown>): Promise<unknown> {
    if (read.has(what)) return carryOut();
    read.add(what);
    await carryOut();
    throw new mongo.MongoNetworkError('the answer was lost');
  }
  return new Proxy(database, {
    get(target, key) {
      if (key === 'collection')
        return (name: string) => {
          const collection = target.collection(name);
          return withMethods(collection, (method, given, carryOut) => {
            if (writing.has(method)) return attempt(given[0] as object, carryOut);
            const what = ([given[0]].flat()[0] ?? collection) as object;
            if (reading.has(method)) return readTwice(what, carryOut);
            if (!reaching.has(method)) return carryOut();
            return withMethods(carryOut() as unknown as object, (step, _, goOn) =>
              step === 'toArray' ? readTwice(what, goOn) : goOn(),
            );
          });
        };
      if (key === 'command')
        return (command: { documents: object[] }, options: object) =>
          attempt(command.documents[0] as object, () => target.command(command, options));
      return bound(target, key);
    },
  });
}

type Around = (method: string, given: unknown[], carryOut: () => Promise<unknown>) => unknown;

function withMethods<Target extends object>(target: Target, around: Around): Target {
  return new Proxy(target, {
    get(_, key) {
      const method = bound(target, key);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => around(String(key), given, () => method(...given) as Promise<unknown>);
    },
  });
}

function bound(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key, target);
  return typeof value === 'function' ? value.bind(target) : value;
}
