import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type Collection, idKeyOf, withId } from '../store/collection.ts';
import { type Command, type CommandContext, collectionOf, namespaceOf, type Reply } from './command.ts';
import { largestWriteBatch } from './hello.ts';
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
  const given = context.documents ?? command.get('documents');
  const documents: (Buffer | Value)[] | undefined = Array.isArray(given) ? given : undefined;
  if (!documents) return fail(40414, "BSON field 'insert.documents' is missing but a required field");
  checkBatch(documents.length);
  const isOrdered = command.get('ordered') !== false;
  const writeErrors: WriteError[] = [];
  let n = 0;
  for (let i = 0; i < documents.length; i++) {
    // A collection dropped between two transactions is simply created again, as in MongoDB.
    const collection = collectionOf(context);
    if (!collection) return fail(26, `ns not found ${namespaceOf(context)}`);
    try {
      const document: Buffer | Value | undefined = documents[i];
      if (Buffer.isBuffer(document)) insertBytes(collection, document);
      else if (document instanceof Map) insertDoc(collection, document, undefined);
      else fail(14, "BSON field 'insert.documents' is the wrong type, expected type 'object'");
      n++;
    } catch (error) {
      writeErrors.push(writeError(i, error));
      if (isOrdered) break;
    }
    if (state.turn.isOver()) yield;
  }
  return writeErrors.length > 0 ? { n, writeErrors } : { n };
}

/** Refuses commands with no statements or too many. */
export function checkBatch(length: number): void {
  if (length < 1 || length > largestWriteBatch) {
    fail(16, `Write batch sizes must be between 1 and ${largestWriteBatch}. Got ${length} operations.`);
  }
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
