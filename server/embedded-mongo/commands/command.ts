import type { Encodable } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import type { Cursors } from '../cursors.ts';
import { fail } from '../errors.ts';
import type { ScanContext, ScanCost } from '../plan/scan.ts';
import type { Turn } from '../source.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/store.ts';
import type { Usage } from './usage.ts';

/** What the server shares with all commands. */
export interface ServerState {
  store: Store;
  cursors: Cursors;
  /** The turn of whatever is running; only one thing runs at a time. */
  turn: Turn;
  /** How many bytes are free for the data. */
  room(): number;
  startedAt: number;
  counts: Map<string, number>;
  usage: Usage;
  /** What all searches together have read. */
  examined: ScanCost;
  connections: () => number;
  /** What is running or waiting to run. */
  operations: () => Operation[];
  /** The last lines told to the log, oldest first. */
  recentLog: readonly string[];
}

/** A command that has not been answered yet. */
export interface Operation {
  context: CommandContext;
  /** On the clock of `performance.now()`. */
  startedAt: number;
  isWrite: boolean;
}

/** One command on its way. */
export interface CommandContext {
  state: ServerState;
  name: string;
  db: string;
  command: Doc;
  /** What is to be written, encoded as it came, where it is not a field of the command. */
  statements: Buffer[] | undefined;
  connectionId: number;
}

/** The context of work the server gives itself. */
export function ownContext(state: ServerState): CommandContext {
  return { state, name: 'own work', db: 'admin', command: new Map(), statements: undefined, connectionId: 0 };
}

export type Reply = Encodable;

/**
 * A command of the protocol. It answers at once or as a generator, which yields whenever others should have
 * their turn: a read goes on later, a write is committed so far and goes on in the next transaction.
 */
export interface Command {
  kind: 'read' | 'write' | 'catalogue';
  /** Whether it only removes, and is let through when the disk is full. Nothing else that changes data is. */
  makesRoom?: boolean | ((context: CommandContext) => boolean);
  /** The fields the command knows besides those every command has. */
  options: readonly string[];
  /** Runs before the transaction of a write: the place to create collections and tables. */
  prepare?(context: CommandContext): void;
  run(context: CommandContext): Reply | Generator<void, Reply>;
  /**
   * Runs when a write is over, well or badly, outside any transaction: the place to drop and rename tables. What it
   * throws is the answer.
   */
  settle?(context: CommandContext, outcome: Reply | Error): void;
}

/** The name of the collection a command is about, which is the value of its first field. */
export function collectionName(context: CommandContext): string {
  const name = context.command.get(context.name);
  if (typeof name === 'string' && name !== '') return name;
  return failName(context.db, name === '');
}

/** The full name of the collection a command is about. */
export function namespaceOf(context: CommandContext): string {
  return `${context.db}.${collectionName(context)}`;
}

/** The collection a command is about, if it exists. */
export function collectionOf(context: CommandContext): Collection | undefined {
  return context.state.store.get(namespaceOf(context));
}

/** What a scan of a collection needs; what it reads is added to `cost`. */
export function scanContext(
  state: ServerState,
  collection: Collection,
  cost: ScanCost = state.examined,
): ScanContext {
  const { store, turn } = state;
  return { store, turn, collection, cost };
}

function failName(db: string, isEmpty: boolean): never {
  return fail(73, isEmpty ? `Invalid namespace specified '${db}.'` : 'collection name has invalid type');
}
