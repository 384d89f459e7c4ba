import { lookUp, type Vars } from '../aggregate/vars.ts';
import { expressionValueAt } from '../bson/paths.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';

/** A path that an `$expr` demands to have the value of an expression without fields. */
export interface ExpressionEquality {
  path: string;
  read(vars: Vars): Maybe;
}

/**
 * The filter with what its `$expr` says of single fields put beside it, as an index can answer it. Whatever satisfies
 * `$expr: { $eq: ['$a', v] }` satisfies `{ a: { $eq: v } }`; the other way it need not, so the `$expr` is still asked.
 */
export function withExpressionEqualities(filter: Doc, vars: Vars): Doc {
  const clauses = expressionEqualities(filter).flatMap(({ path, read }): Doc[] => {
    const value = read(vars) ?? null;
    // Inside an array of documents the expression gathers what a query looks at one by one.
    if (Array.isArray(value) && path.includes('.')) return [];
    return [new Map([[path, new Map([['$eq', value]])]])];
  });
  return clauses.length === 0 ? filter : new Map([['$and', [filter, ...clauses]]]);
}

/** The equalities that hold for every document a filter lets through. */
export function expressionEqualities(filter: Doc): ExpressionEquality[] {
  return [...filter].flatMap(([name, operand]) => {
    if (name === '$and' && Array.isArray(operand)) {
      return operand.flatMap((clause) => (isDoc(clause) ? expressionEqualities(clause) : []));
    }
    return name === '$expr' ? equalitiesOf(operand) : [];
  });
}

function equalitiesOf(expression: Value): ExpressionEquality[] {
  if (!isDoc(expression) || expression.size !== 1) return [];
  const and = expression.get('$and');
  if (Array.isArray(and)) return and.flatMap(equalitiesOf);
  const terms = expression.get('$eq');
  if (!Array.isArray(terms) || terms.length !== 2) return [];
  const [a, b] = terms as [Value, Value];
  return equality(a, b) ?? equality(b, a) ?? [];
}

function equality(field: Value, other: Value): ExpressionEquality[] | undefined {
  if (typeof field !== 'string' || !/^\$[^$.]/.test(field)) return undefined;
  const read = constantOf(other);
  return read && [{ path: field.slice(1), read }];
}

/** How to tell the value of an expression that looks at no document; nothing for one that may. */
function constantOf(expression: Value): ((vars: Vars) => Maybe) | undefined {
  if (isDoc(expression)) {
    const literal = expression.size === 1 ? expression.get('$literal') : undefined;
    return literal === undefined ? undefined : () => literal;
  }
  if (Array.isArray(expression)) return undefined;
  if (typeof expression !== 'string' || !expression.startsWith('$')) return () => expression;
  const [name = '', ...path] = expression.slice(2).split('.');
  if (!expression.startsWith('$$') || /^[A-Z]/.test(name)) return undefined;
  return (vars) => expressionValueAt(lookUp(name, vars), path);
}
