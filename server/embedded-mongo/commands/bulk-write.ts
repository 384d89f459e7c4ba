import { commandVars } from '../aggregate/expression.ts';
import type { Vars } from '../aggregate/vars.ts';
import { encodeDocument } from '../bson/encode.ts';
import { isNumeric, numberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { docOption } from '../plan/query.ts';
import { sourceOf } from '../source.ts';
import type { Command, CommandContext, Reply } from './command.ts';
import { runDelete } from './delete.ts';
import { openCursor } from './find.ts';
import { insertDoc } from './insert.ts';
import { glanceAt, statementAt, statementsOf } from './statements.ts';
import { runUpdate } from './update.ts';
import { writeError } from './write-errors.ts';

/** `bulkWrite`: inserts, updates and deletes in several collections. */
export const bulkWriteCommand: Command = {
  kind: 'write',
  makesRoom(context) {
    const all = statementsOf(context, 'ops');
    return all.every((_, idx) => glanceAt(all, idx, deleting)?.has('delete'));
  },
  options: ['ops', 'nsInfo', 'ordered', 'errorsOnly', 'let', 'cursor'],
  prepare(context) {
    const names = namespaces(context.command);
    // Only where a collection is missing do operations have to be looked for that would create it.
    if (names.every((name) => context.state.store.get(name))) return;
    const all = statementsOf(context, 'ops');
    for (let idx = 0; idx < all.length; idx++) {
      const operation = glanceAt(all, idx, creatingFields);
      if (!operation) continue;
      const isUpsert = operation.has('update') && isTruthy(operation.get('upsert'));
      if (operation.has('insert') || isUpsert) context.state.store.create(namespaceAt(names, operation));
    }
  },
  run: bulkWrite,
};

const deleting = new Set(['delete']);

/** What tells whether an operation may create a collection. */
const creatingFields = new Set(['insert', 'update', 'upsert']);

interface Totals {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

function* bulkWrite(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const names = namespaces(command);
  const all = statementsOf(context, 'ops');
  const vars = commandVars(command.get('let'));
  const errorsOnly = isTruthy(command.get('errorsOnly'));
  const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Buffer[] = [];
  let nErrors = 0;
  for (let idx = 0; idx < all.length; idx++) {
    try {
      const outcome = yield* runOperation(
        context,
        statementAt(all, idx, 'bulkWrite.ops'),
        names,
        totals,
        vars,
      );
      if (!errorsOnly) results.push(encodeDocument({ ok: 1, idx, ...outcome }));
    } catch (error) {
      const { index: _, ...described } = writeError(idx, error);
      results.push(encodeDocument({ ok: 0, idx, ...described, n: 0 }));
      nErrors++;
      if (command.get('ordered') !== false) break;
    }
    if (state.turn.isOver()) yield;
  }
  const cursorSpec = command.get('cursor');
  const batchSize = isDoc(cursorSpec) ? cursorSpec.get('batchSize') : results.length + 1;
  const opened = yield* openCursor(
    state,
    'admin.$cmd.bulkWrite',
    sourceOf(results),
    batchSize ?? results.length + 1,
  );
  return { ...opened, nErrors, ...totals };
}

function* runOperation(
  context: CommandContext,
  operation: Doc,
  names: string[],
  totals: Totals,
  vars: Vars,
): Generator<void, Record<string, unknown>> {
  const { state } = context;
  const collection = state.store.get(namespaceAt(names, operation));
  const filter = docOption(operation.get('filter'), 'bulkWrite.ops.filter') ?? new Map();
  if (operation.has('insert')) {
    const doc = operation.get('document');
    if (!isDoc(doc) || !collection) return fail(14, 'an insert needs a document');
    insertDoc(collection, doc, undefined);
    totals.nInserted++;
    return { n: 1 };
  }
  if (operation.has('delete')) {
    const isSingle = !isTruthy(operation.get('multi'));
    const n = yield* runDelete(state, collection, filter, isSingle, operation.get('hint'), vars);
    totals.nDeleted += n;
    return { n };
  }
  const outcome = yield* runUpdate(
    state,
    collection,
    {
      filter,
      change: operation.get('updateMods'),
      constants: operation.get('constants'),
      arrayFilters: operation.get('arrayFilters'),
      isMulti: isTruthy(operation.get('multi')),
      isUpsert: isTruthy(operation.get('upsert')),
      hint: operation.get('hint'),
      sort: docOption(operation.get('sort'), 'bulkWrite.ops.sort'),
    },
    vars,
  );
  totals.nMatched += outcome.matched;
  totals.nModified += outcome.modified;
  if (outcome.upsertedId === undefined) return { n: outcome.matched, nModified: outcome.modified };
  totals.nUpserted++;
  return { n: 1, nModified: 0, upserted: { _id: outcome.upsertedId } };
}

function namespaces(command: Doc): string[] {
  const all = command.get('nsInfo');
  if (!Array.isArray(all))
    return fail(40414, "BSON field 'bulkWrite.nsInfo' is missing but a required field");
  return all.map((info) => {
    const ns = isDoc(info) ? info.get('ns') : undefined;
    return typeof ns === 'string' ? ns : fail(14, "BSON field 'bulkWrite.nsInfo.ns' is the wrong type");
  });
}

function namespaceAt(names: string[], operation: Doc): string {
  const position: Value | undefined = operation.values().next().value;
  const name = isNumeric(position) ? names[numberOf(position)] : undefined;
  return name ?? fail(2, 'BulkWrite ops entry has an invalid nsInfo index.');
}
