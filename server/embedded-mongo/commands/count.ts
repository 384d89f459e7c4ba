import { commandVars } from '../aggregate/expression.ts';
import { integerOption } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { distinctValues, planDistinct } from '../plan/distinct.ts';
import { countMatching, docOption, type Query } from '../plan/query.ts';
import { type Command, type CommandContext, collectionOf, type Reply, scanContext } from './command.ts';

/** `count` and `distinct`. */
export const countCommands: Record<string, Command> = {
  count: { kind: 'read', options: ['query', 'limit', 'skip', 'hint', 'fields'], run: count },
  distinct: { kind: 'read', options: ['key', 'query', 'hint'], run: distinct },
};

function* count(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const query = countQuery(command);
  const collection = collectionOf(context);
  if (!collection) {
    compileQuery(query.filter, query.vars);
    return { n: 0 };
  }
  return { n: yield* countMatching(scanContext(state, collection), query) };
}

function* distinct(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const { query, key } = distinctQuery(command);
  const collection = collectionOf(context);
  if (!collection) {
    compileQuery(query.filter, query.vars);
    return { values: [] };
  }
  const scan = scanContext(state, collection);
  return { values: yield* distinctValues(scan, query, key, planDistinct(scan, query, key)) };
}

/** What a `distinct` command asks for. */
export function distinctQuery(command: Doc): { query: Query; key: string } {
  const key = command.get('key');
  if (typeof key !== 'string' || key === '')
    return fail(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const filter = docOption(command.get('query'), 'distinct.query') ?? new Map();
  return { query: { filter, hint: command.get('hint'), vars: commandVars(undefined) }, key };
}

/** What a `count` command asks for. */
export function countQuery(command: Doc): Query {
  return {
    filter: docOption(command.get('query'), 'count.query') ?? new Map(),
    skip: integerOption(command.get('skip'), 0),
    limit: Math.abs(integerOption(command.get('limit'), 0)),
    hint: command.get('hint'),
    vars: commandVars(undefined),
  };
}
