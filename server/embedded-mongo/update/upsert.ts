import { cloneValue, type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isOperatorDoc } from '../match/compile.ts';
import { isRegex } from '../match/regex.ts';
import { withId } from '../store/collection.ts';
import type { Update } from './compile.ts';
import { setAtPath } from './path.ts';

/**
 * The document an upsert inserts: what the query says by equality, changed by the update, with an id made
 * up when neither gives one.
 */
export function upsertedDocument(filter: Doc, update: Update): Doc {
  const doc: Doc = new Map();
  if (update.isReplacement) {
    const id = equalityOf(filter, '_id');
    if (id !== undefined) doc.set('_id', id);
  } else addEqualities(doc, filter);
  return withId(update.apply(doc, { matched: undefined, isInsert: true }));
}

function equalityOf(filter: Doc, path: string): Value | undefined {
  const doc: Doc = new Map();
  addEqualities(doc, filter, path);
  return doc.get(path);
}

function addEqualities(doc: Doc, filter: Doc, only?: string, given = new Set<string>()): void {
  for (const [name, operand] of filter) {
    if (name === '$and' || (name === '$or' && Array.isArray(operand) && operand.length === 1)) {
      for (const clause of operand as Doc[]) addEqualities(doc, clause, only, given);
    } else if (!name.startsWith('$') && (only === undefined || name === only)) {
      const value = equalityOperand(operand);
      if (value === undefined) continue;
      const parts = name.split('.');
      checkSingle(given, name);
      given.add(name);
      setAtPath(doc, parts, cloneValue(value));
    }
  }
}

function checkSingle(given: ReadonlySet<string>, name: string): void {
  for (const other of given) {
    if (other === name) fail(54, `cannot infer query fields to set, path '${name}' is matched twice`);
    if (name.startsWith(`${other}.`) || other.startsWith(`${name}.`)) {
      fail(54, `cannot infer query fields to set, both paths '${other}' and '${name}' are matched`);
    }
  }
}

function equalityOperand(operand: Value): Value | undefined {
  if (isRegex(operand)) return undefined;
  if (!isOperatorDoc(operand)) return operand;
  if (operand.has('$eq')) return operand.get('$eq');
  const all = operand.get('$all');
  if (Array.isArray(all) && all.length === 1 && !isDoc(all[0])) return all[0];
  const list = operand.get('$in');
  return Array.isArray(list) && list.length === 1 && !isRegex(list[0]) ? list[0] : undefined;
}
