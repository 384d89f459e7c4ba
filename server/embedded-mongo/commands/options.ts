import { isNumeric, numberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Fields every command may carry. */
const common = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  '$queryOptions',
  '$configServerState',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'txnNumber',
  'stmtId',
  'stmtIds',
  'autocommit',
  'startTransaction',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'allowDiskUse',
  'bypassDocumentValidation',
  'bypassEmptyTsReplacement',
  'collation',
  'rawData',
]);

/** Checks what all commands have in common, and refuses fields the command does not know. */
export function checkOptions(name: string, command: Doc, options: readonly string[]): void {
  for (const field of command.keys()) {
    if (field !== name && !common.has(field) && !options.includes(field)) {
      fail(40415, `BSON field '${name}.${field}' is an unknown field.`);
    }
  }
  if (command.get('autocommit') === false || command.get('startTransaction') === true) {
    fail(
      263,
      'Transactions are not supported by the embedded database; set MONGODB_URI to use a replica set',
    );
  }
  checkReadConcern(command.get('readConcern'));
  checkWriteConcern(command.get('writeConcern'));
  checkCollation(command.get('collation'));
}

/** Refuses every collation but the simple one, which compares bytes. */
export function checkCollation(collation: Value | undefined): void {
  if (!isDoc(collation) || collation.size === 0 || collation.get('locale') === 'simple') return;
  fail(115, 'Collations are not supported by the embedded database');
}

function checkReadConcern(concern: Value | undefined): void {
  const level = isDoc(concern) ? concern.get('level') : undefined;
  if (level === undefined || level === 'local' || level === 'majority' || level === 'available') return;
  fail(72, `The read concern level '${String(level)}' is not supported by the embedded database`);
}

function checkWriteConcern(concern: Value | undefined): void {
  const w = isDoc(concern) ? concern.get('w') : undefined;
  if (w === undefined || w === 'majority') return;
  if (typeof w === 'string') fail(79, `No write concern mode named '${w}' found`);
  // Every acknowledged write is on the disk already; there is nobody else to wait for.
  if (isNumeric(w) && numberOf(w) > 1) fail(2, "cannot use 'w' > 1 when a host is not replicated");
}

/** How long a command may take, in milliseconds; nothing when it has no limit. */
export function timeLimitOf(command: Doc): number | undefined {
  const limit = command.get('maxTimeMS');
  if (limit === undefined || limit === null) return undefined;
  if (!isNumeric(limit) || numberOf(limit) < 0) fail(2, 'maxTimeMS must be a non-negative number');
  const ms = numberOf(limit as number);
  return ms > 0 ? ms : undefined;
}
