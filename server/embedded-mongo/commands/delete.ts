import { commandVars } from '../aggregate/expression.ts';
import type { Vars } from '../aggregate/vars.ts';
import { decodeDocument } from '../bson/decode.ts';
import { integerOption } from '../bson/numbers.ts';
import type { Doc, Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { docOption } from '../plan/query.ts';
import type { Collection } from '../store/collection.ts';
import { type Command, type CommandContext, collectionOf, type Reply, type ServerState } from './command.ts';
import { checkCollation } from './options.ts';
import { statementAt, statementsOf } from './statements.ts';
import { findIds, findOne } from './update.ts';
import { type WriteError, writeError } from './write-errors.ts';

/** `delete`. */
export const deleteCommand: Command = {
  kind: 'write',
  makesRoom: true,
  options: ['deletes', 'ordered', 'let'],
  run: runDeletes,
};

const statementOptions = new Set(['q', 'limit', 'hint', 'collation']);

function* runDeletes(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const deletes = statementsOf(context, 'deletes');
  const vars = commandVars(command.get('let'));
  const writeErrors: WriteError[] = [];
  let n = 0;
  for (let i = 0; i < deletes.length; i++) {
    try {
      const statement = statementAt(deletes, i, 'delete.deletes');
      for (const name of statement.keys()) {
        if (!statementOptions.has(name))
          fail(40415, `BSON field 'delete.deletes.${name}' is an unknown field.`);
      }
      checkCollation(statement.get('collation'));
      const limit = integerOption(statement.get('limit'), -1);
      if (limit !== 0 && limit !== 1)
        fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
      const filter = docOption(statement.get('q'), 'delete.deletes.q') ?? new Map();
      n += yield* runDelete(state, collectionOf(context), filter, limit === 1, statement.get('hint'), vars);
    } catch (error) {
      writeErrors.push(writeError(i, error));
      if (command.get('ordered') !== false) break;
    }
    if (state.turn.isOver()) yield;
  }
  return writeErrors.length > 0 ? { n, writeErrors } : { n };
}

/** Deletes what a query finds, the first document only or all; answers how many. */
export function* runDelete(
  state: ServerState,
  collection: Collection | undefined,
  filter: Doc,
  isSingle: boolean,
  hint: Value | undefined,
  vars: Vars,
): Generator<void, number> {
  const matcher = compileQuery(filter, vars);
  if (!collection) return 0;
  if (isSingle) {
    const entry = yield* findOne(state, collection, { filter, hint, vars });
    if (!entry) return 0;
    collection.remove(entry.id, entry.doc);
    return 1;
  }
  let count = 0;
  for (const id of yield* findIds(state, collection, { filter, hint, vars })) {
    const bytes = collection.read(id);
    const doc = bytes && decodeDocument(bytes);
    // Others may have changed it since its id was gathered.
    if (doc && matcher(doc)) {
      collection.remove(id, doc);
      count++;
    }
    if (state.turn.isOver()) yield;
  }
  return count;
}
