import { lookUp, type Vars } from '../aggregate/vars.ts';
import { expressionValueAt, positionOf } from '../bson/paths.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';

/** A path whose value an `$expr` demands to compare in a way with that of an expression without fields. */
export interface ExpressionCondition {
  path: string;
  operator: Comparison;
  read(vars: Vars): Maybe;
}

type Comparison = '$eq' | '$gt' | '$gte' | '$lt' | '$lte';

/** What a comparison says when its sides are exchanged. */
const exchanged: Readonly<Record<Comparison, Comparison>> = {
  $eq: '$eq',
  $gt: '$lt',
  $gte: '$lte',
  $lt: '$gt',
  $lte: '$gte',
};

/**
 * The filter with what its `$expr` says of single fields put beside it, as an index can answer it. Whatever satisfies
 * `$expr: { $eq: ['$a', v] }` satisfies `{ a: { $eq: v } }`; the other way it need not, so the `$expr` is still asked.
 * Expressions compare values of all types with one another, which a query does not: their ranges have operators of their
 * own, `$_internalExprGte` and `$_internalExprLte` as in MongoDB, that no client may use.
 */
export function withExpressionConditions(filter: Doc, vars: Vars): Doc {
  return beside(filter, expressionConditions(filter), vars);
}

/** The filter with no more put beside it than what its `$expr` demands to be equal. */
export function withExpressionEqualities(filter: Doc, vars: Vars): Doc {
  return beside(filter, expressionEqualities(filter), vars);
}

/** The equalities that hold for every document a filter lets through. */
export function expressionEqualities(filter: Doc): ExpressionCondition[] {
  return expressionConditions(filter).filter(({ operator }) => operator === '$eq');
}

function beside(filter: Doc, conditions: readonly ExpressionCondition[], vars: Vars): Doc {
  const clauses = conditions.flatMap((condition): Doc[] => {
    const demanded = demandOf(condition, condition.read(vars));
    return demanded ? [new Map([[condition.path, new Map([demanded])]])] : [];
  });
  return clauses.length === 0 ? filter : new Map([['$and', [filter, ...clauses]]]);
}

/** The operator and operand of a query that let through at least what a condition does; nothing where none do. */
function demandOf({ path, operator }: ExpressionCondition, value: Maybe): [string, Value] | undefined {
  if (operator === '$eq') {
    // Inside an array of documents the expression gathers what a query looks at one by one.
    return Array.isArray(value) && path.includes('.') ? undefined : ['$eq', value ?? null];
  }
  // A query takes a number in a path for a place in an array, an expression for a field.
  if (value === undefined || path.split('.').some((part) => positionOf(part) >= 0)) return undefined;
  return [operator.startsWith('$gt') ? '$_internalExprGte' : '$_internalExprLte', value];
}

function expressionConditions(filter: Doc): ExpressionCondition[] {
  return [...filter].flatMap(([name, operand]) => {
    if (name === '$and' && Array.isArray(operand)) {
      return operand.flatMap((clause) => (isDoc(clause) ? expressionConditions(clause) : []));
    }
    return name === '$expr' ? conditionsOfExpression(operand) : [];
  });
}

function conditionsOfExpression(expression: Value): ExpressionCondition[] {
  if (!isDoc(expression) || expression.size !== 1) return [];
  const and = expression.get('$and');
  if (Array.isArray(and)) return and.flatMap(conditionsOfExpression);
  const [name = '', terms] = [...expression][0] ?? [];
  if (!Object.hasOwn(exchanged, name) || !Array.isArray(terms) || terms.length !== 2) return [];
  const operator = name as Comparison;
  const [a, b] = terms as [Value, Value];
  return comparison(a, operator, b) ?? comparison(b, exchanged[operator], a) ?? [];
}

function comparison(field: Value, operator: Comparison, other: Value): ExpressionCondition[] | undefined {
  if (typeof field !== 'string' || !/^\$[^$.]/.test(field)) return undefined;
  const read = constantOf(other);
  return read && [{ path: field.slice(1), operator, read }];
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
