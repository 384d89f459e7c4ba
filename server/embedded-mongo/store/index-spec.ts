import { isNumeric, numberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** What an index is, as `createIndexes` was told. */
export interface IndexSpec {
  name: string;
  key: Doc;
  unique: boolean;
  sparse: boolean;
  expireAfterSeconds: number | undefined;
  partialFilterExpression: Doc | undefined;
  /** A hidden index is kept up to date and keeps its promises, but no search uses it. */
  hidden: boolean;
}

const knownOptions = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'expireAfterSeconds',
  'partialFilterExpression',
  'background',
  'v',
  'ns',
  'collation',
  'hidden',
]);

/** Reads an index specification of `createIndexes`; what is not supported is refused by name. */
export function parseIndexSpec(doc: Value): IndexSpec {
  if (!isDoc(doc)) return fail(14, "The elements of the 'indexes' array must be objects");
  const key = doc.get('key');
  const name = doc.get('name');
  if (!isDoc(key) || key.size === 0) return fail(67, 'Index keys cannot be empty.');
  if (typeof name !== 'string' || name === '')
    return fail(9, "The 'name' field is a required property of an index specification");
  if (key.size > 32) fail(67, 'Index key pattern too large: a compound index has at most 32 fields');
  for (const [path, direction] of key) checkField(path, direction);
  for (const option of doc.keys()) {
    if (!knownOptions.has(option)) {
      fail(197, `The field '${option}' is not valid for an index specification. Specification: ${name}`);
    }
  }
  refuseUnsupported(doc);
  const expire = doc.get('expireAfterSeconds');
  if (expire !== undefined) checkExpiry(expire, key);
  const partial = doc.get('partialFilterExpression');
  if (partial !== undefined && !isDoc(partial)) {
    fail(14, 'partialFilterExpression for an index must be a document');
  }
  if (partial !== undefined && isTruthy(doc.get('sparse'))) {
    fail(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  return {
    name,
    key,
    unique: isTruthy(doc.get('unique')),
    sparse: isTruthy(doc.get('sparse')),
    expireAfterSeconds: isNumeric(expire) ? numberOf(expire) : undefined,
    partialFilterExpression: isDoc(partial) ? partial : undefined,
    hidden: isTruthy(doc.get('hidden')),
  };
}

/** An index specification as `listIndexes` shows it and as the catalogue keeps it. */
export function describeIndex(spec: IndexSpec): Doc {
  const doc: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', spec.key],
    ['name', spec.name],
  ]);
  if (spec.unique) doc.set('unique', true);
  if (spec.sparse) doc.set('sparse', true);
  if (spec.expireAfterSeconds !== undefined) doc.set('expireAfterSeconds', spec.expireAfterSeconds);
  if (spec.hidden) doc.set('hidden', true);
  if (spec.partialFilterExpression) doc.set('partialFilterExpression', spec.partialFilterExpression);
  return doc;
}

function checkField(path: string, direction: Value): void {
  if (path === '') fail(67, 'Index keys cannot contain an empty field name');
  if (path.startsWith('$') || path.includes('$**')) {
    fail(67, `The index key "${path}" is not supported by the embedded database`);
  }
  if (typeof direction === 'string') {
    fail(67, `Index type '${direction}' is not supported by the embedded database`);
  }
  if (!isNumeric(direction) || numberOf(direction) === 0 || Number.isNaN(numberOf(direction))) {
    fail(67, `Values in the index key pattern must be numbers above or below zero: ${path}`);
  }
}

/** Refuses what cannot be the `expireAfterSeconds` of an index with this key. */
export function checkExpiry(expire: Value, key: Doc): void {
  if (!isNumeric(expire)) fail(67, "TTL index 'expireAfterSeconds' option must be numeric");
  if (!(numberOf(expire) >= 0 && numberOf(expire) <= 2_147_483_647))
    fail(67, "TTL index 'expireAfterSeconds' option must be within an acceptable range");
  if (key.size > 1) fail(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  if (key.has('_id'))
    fail(197, "The field 'expireAfterSeconds' is not valid for an _id index specification.");
}

function refuseUnsupported(doc: Doc): void {
  const collation = doc.get('collation');
  if (isDoc(collation) && collation.get('locale') !== 'simple') {
    fail(67, 'Collations are not supported by the embedded database');
  }
}
