import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import type { Doc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type Collection, idKeyOf, withId } from '../store/collection.ts';
import { type Command, type CommandContext, collectionOf, namespaceOf, type Reply } from './command.ts';
import { statementAt, statementsOf } from './statements.ts';
import { type WriteError, writeError } from './write-errors.ts';

/** `insert`. */
export const insertCommand: Command = {
  kind: 'write',
  options: ['documents', 'ordered'],
  prepare(context) {
    context.state.store.create(namespaceOf(context));
  },
  run: insert,
};

function* insert(context: CommandContext): Generator<void, Reply> {
  const { command, state } = context;
  const documents = statementsOf(context, 'documents');
  const isOrdered = command.get('ordered') !== false;
  const writeErrors: WriteError[] = [];
  let n = 0;
  for (let i = 0; i < documents.length; i++) {
    // A collection dropped between two transactions is simply created again, as in MongoDB.
    const collection = collectionOf(context);
    if (!collection) return fail(26, `ns not found ${namespaceOf(context)}`);
    try {
      const document = documents[i];
      if (Buffer.isBuffer(document)) insertBytes(collection, document);
      else insertDoc(collection, statementAt(documents, i, 'insert.documents'), undefined);
      n++;
    } catch (error) {
      writeErrors.push(writeError(i, error));
      if (isOrdered) break;
    }
    if (state.turn.isOver()) yield;
  }
  return writeErrors.length > 0 ? { n, writeErrors } : { n };
}

/** Stores a document that came encoded; the bytes are kept unless the id has to be put in front. */
export function insertBytes(collection: Collection, bytes: Buffer): Doc {
  return insertDoc(collection, decodeDocument(bytes), bytes);
}

/** Stores a document, giving it an id when it has none. */
export function insertDoc(collection: Collection, doc: Doc, bytes: Buffer | undefined): Doc {
  const stored = withId(doc);
  const id = idKeyOf(stored.get('_id') ?? null);
  collection.insert(id, stored, (stored === doc ? bytes : undefined) ?? encodeDocument(stored));
  return stored;
}
