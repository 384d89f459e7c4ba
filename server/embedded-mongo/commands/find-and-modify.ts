import { commandVars } from '../aggregate/expression.ts';
import { type Doc, isTruthy } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery } from '../match/compile.ts';
import { docOption } from '../plan/query.ts';
import { compileFindProjection } from '../project/find-projection.ts';
import { compileUpdate } from '../update/compile.ts';
import { type Command, type CommandContext, collectionOf, namespaceOf, type Reply } from './command.ts';
import { changeEntry, findOne, insertUpserted } from './update.ts';

/** `findAndModify`. */
export const findAndModifyCommand: Command = {
  kind: 'write',
  makesRoom: ({ command }) => isTruthy(command.get('remove')),
  options: ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'arrayFilters', 'hint', 'let'],
  prepare(context) {
    if (isTruthy(context.command.get('upsert'))) context.state.store.create(namespaceOf(context));
  },
  run: findAndModify,
};

function* findAndModify(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const isRemove = isTruthy(command.get('remove'));
  const isNew = isTruthy(command.get('new'));
  const isUpsert = isTruthy(command.get('upsert'));
  const spec = command.get('update');
  if (isRemove && spec !== undefined) fail(9, 'Cannot specify both an update and remove=true');
  if (isRemove && isNew)
    fail(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (isRemove && isUpsert) fail(9, 'Cannot specify both upsert=true and remove=true');
  if (!isRemove && spec === undefined) fail(9, 'Either an update or remove=true must be specified');
  const vars = commandVars(command.get('let'));
  const filter = docOption(command.get('query'), 'findAndModify.query') ?? new Map();
  const matcher = compileQuery(filter, vars);
  const change = isRemove ? undefined : compileUpdate(spec, command.get('arrayFilters'), vars);
  const fields = docOption(command.get('fields'), 'findAndModify.fields');
  const project = fields && fields.size > 0 ? compileFindProjection(fields, matcher, vars) : undefined;
  const show = (doc: Doc) => (project ? project(doc, vars) : doc);

  const collection = collectionOf(context);
  const sort = docOption(command.get('sort'), 'findAndModify.sort');
  const entry =
    collection && (yield* findOne(state, collection, { filter, sort, hint: command.get('hint'), vars }));
  if (!entry || !collection) {
    if (!isUpsert || !change || !collection) {
      return { lastErrorObject: isRemove ? { n: 0 } : { n: 0, updatedExisting: false }, value: null };
    }
    const doc = insertUpserted(collection, filter, change);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: doc.get('_id') },
      value: isNew ? show(doc) : null,
    };
  }
  if (!change) {
    const value = show(entry.doc);
    collection.remove(entry.id, entry.doc);
    return { lastErrorObject: { n: 1 }, value };
  }
  const before = isNew ? undefined : show(entry.doc);
  const { after } = changeEntry(collection, entry, matcher, change);
  return { lastErrorObject: { n: 1, updatedExisting: true }, value: before ?? show(after) };
}
