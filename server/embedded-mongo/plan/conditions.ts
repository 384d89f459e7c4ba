import { BSONRegExp } from 'bson';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { isOperatorDoc } from '../match/compile.ts';

/** One condition on one field: an operator and its operand, as an index could answer it. */
export interface Condition {
  operator: string;
  operand: Value;
}

/** A query taken apart: conditions that must all hold, and alternatives of which one must. */
export interface Conditions {
  fields: Map<string, Condition[]>;
  alternatives: Doc[][];
  /** Whether something is left that no index can answer. */
  hasRest: boolean;
}

/** Takes a valid query apart. Nested `$and` and single alternatives are flattened. */
export function conditionsOf(...filters: Doc[]): Conditions {
  const found: Conditions = { fields: new Map(), alternatives: [], hasRest: false };
  for (const filter of filters) gather(filter, found);
  return found;
}

function gather(filter: Doc, found: Conditions): void {
  for (const [name, operand] of filter) {
    if (name === '$and') for (const clause of operand as Doc[]) gather(clause, found);
    else if (name === '$or') {
      const clauses = operand as Doc[];
      if (clauses.length === 1) gather(clauses[0] as Doc, found);
      else found.alternatives.push(clauses);
    } else if (name.startsWith('$')) {
      if (name !== '$comment' && name !== '$alwaysTrue') found.hasRest = true;
    } else gatherField(name, operand, found);
  }
}

function gatherField(path: string, operand: Value, found: Conditions): void {
  const list = found.fields.get(path) ?? [];
  found.fields.set(path, list);
  if (operand instanceof BSONRegExp) list.push({ operator: '$regex', operand });
  else if (isOperatorDoc(operand)) {
    for (const [operator, inner] of operand) {
      if (operator === '$options' || operator === '$comment') continue;
      const options = operand.get('$options');
      if (operator === '$regex' && typeof inner === 'string') {
        list.push({ operator, operand: new BSONRegExp(inner, typeof options === 'string' ? options : '') });
      } else list.push({ operator, operand: inner });
    }
  } else list.push({ operator: '$eq', operand });
}

/** The fields a document inside `$elemMatch` names, as paths from the outside. */
export function elementConditions(path: string, operand: Value): Map<string, Condition[]> {
  const found: Conditions = { fields: new Map(), alternatives: [], hasRest: false };
  if (!isDoc(operand) || isOperatorDoc(operand)) return found.fields;
  gather(operand, found);
  return new Map([...found.fields].map(([name, list]) => [`${path}.${name}`, list]));
}
