import { decodeDocument, decodeFields } from '../bson/decode.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { CommandContext } from './command.ts';
import { largestWriteBatch } from './hello.ts';

/** The statements of a command that writes, encoded still where they came that way. */
export type Statements = readonly (Buffer | Value)[];

/** The statements of a command, at least one and not too many; `field` is where they are when the body has them. */
export function statementsOf(context: CommandContext, field: string): Statements {
  const given = context.statements ?? context.command.get(field);
  if (!Array.isArray(given)) {
    return fail(40414, `BSON field '${context.name}.${field}' is missing but a required field`);
  }
  if (given.length < 1 || given.length > largestWriteBatch) {
    fail(16, `Write batch sizes must be between 1 and ${largestWriteBatch}. Got ${given.length} operations.`);
  }
  return given;
}

/** A statement, decoded; `what` names it in the refusal of one that is no document. */
export function statementAt(statements: Statements, index: number, what: string): Doc {
  const statement = statements[index];
  if (Buffer.isBuffer(statement)) return decodeDocument(statement);
  return isDoc(statement as Value)
    ? (statement as Doc)
    : fail(14, `BSON field '${what}' is the wrong type, expected type 'object'`);
}

/** No more of a statement than the fields named; nothing where it is no document. */
export function glanceAt(
  statements: Statements,
  index: number,
  fields: ReadonlySet<string>,
): Doc | undefined {
  const statement = statements[index];
  if (Buffer.isBuffer(statement)) return decodeFields(statement, fields);
  return isDoc(statement as Value) ? (statement as Doc) : undefined;
}
