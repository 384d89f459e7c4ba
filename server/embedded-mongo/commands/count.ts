import { commandVars } from '../aggregate/expression.ts';
import { encodeKey } from '../bson/key-encoding.ts';
import { integerOption } from '../bson/numbers.ts';
import { valuesAt } from '../bson/paths.ts';
import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { countMatching, docOption, planQuery, type Query, queryEntries } from '../plan/query.ts';
import { PAUSE } from '../source.ts';
import { largestDocument } from '../store/collection.ts';
import { type Command, type CommandContext, collectionOf, type Reply, scanContext } from './command.ts';

/** `count` and `distinct`. */
export const countCommands: Record<string, Command> = {
  count: { kind: 'read', options: ['query', 'limit', 'skip', 'hint', 'fields'], run: count },
  distinct: { kind: 'read', options: ['key', 'query', 'hint'], run: distinct },
};

function* count(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const query: Query = {
    filter: docOption(command.get('query'), 'count.query') ?? new Map(),
    skip: integerOption(command.get('skip'), 0),
    limit: Math.abs(integerOption(command.get('limit'), 0)),
    hint: command.get('hint'),
    vars: commandVars(undefined),
  };
  const collection = collectionOf(context);
  if (!collection) {
    compileQuery(query.filter, query.vars);
    return { n: 0 };
  }
  return { n: yield* countMatching(scanContext(state, collection), query) };
}

function* distinct(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const key = command.get('key');
  if (typeof key !== 'string' || key === '')
    return fail(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const query: Query = {
    filter: docOption(command.get('query'), 'distinct.query') ?? new Map(),
    hint: command.get('hint'),
    vars: commandVars(undefined),
  };
  const collection = collectionOf(context);
  if (!collection) {
    compileQuery(query.filter, query.vars);
    return { values: [] };
  }
  const scan = scanContext(state, collection);
  const source = queryEntries(scan, query, planQuery(scan, query));
  const parts = key.split('.');
  const found = new Map<string, Value>();
  let size = 0;
  for (;;) {
    const entry = source.next();
    if (entry === undefined) break;
    if (entry === PAUSE) {
      yield;
      continue;
    }
    for (const value of valuesAt(entry.doc, parts)) {
      const text = encodeKey(value).toString('latin1');
      if (found.has(text)) continue;
      found.set(text, value);
      size += text.length;
      if (size > largestDocument) fail(17217, 'distinct too big, 16mb cap');
    }
  }
  return { values: [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value) };
}
