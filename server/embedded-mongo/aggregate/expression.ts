import { expressionValueAt } from '../bson/paths.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { arithmeticOperators } from './operators/arithmetic.ts';
import { arrayOperators } from './operators/array.ts';
import { bitOperators } from './operators/bits.ts';
import { conditionalOperators } from './operators/conditional.ts';
import { conversionOperators } from './operators/conversion.ts';
import { dateOperators } from './operators/date.ts';
import { datePartOperators } from './operators/date-parts.ts';
import { iterationOperators } from './operators/iteration.ts';
import { logicOperators } from './operators/logic.ts';
import { objectOperators } from './operators/object.ts';
import { reducingOperators } from './operators/reducing.ts';
import { setOperators } from './operators/set.ts';
import { sizeOperators } from './operators/sizes.ts';
import { stringOperators } from './operators/string.ts';
import { trigonometryOperators } from './operators/trigonometry.ts';
import { bind, type Expression, lookUp, type Operator, type Vars } from './vars.ts';

const operators = new Map<string, Operator>(
  Object.entries({
    ...arithmeticOperators,
    ...arrayOperators,
    ...bitOperators,
    ...conditionalOperators,
    ...conversionOperators,
    ...dateOperators,
    ...datePartOperators,
    ...iterationOperators,
    ...logicOperators,
    ...objectOperators,
    ...reducingOperators,
    ...setOperators,
    ...sizeOperators,
    ...stringOperators,
    ...trigonometryOperators,
  }),
);

/** Expressions MongoDB has and this database has not. */
const refused = new Set([
  '$accumulator',
  '$function',
  '$median',
  '$meta',
  '$percentile',
  '$toHashedIndexKey',
]);

const builtIn = new Set(['ROOT', 'CURRENT', 'REMOVE', 'NOW', 'DESCEND', 'PRUNE', 'KEEP']);

/**
 * Compiles an aggregation expression. The variables of `vars` may be used; their values are read when the
 * expression is evaluated, from the variables given then. Unknown operators get MongoDB's code 168.
 */
export function compileExpression(value: Maybe, vars: Vars): Expression {
  const names = new Set(builtIn);
  for (let v = vars; v; v = v.next) names.add(v.name);
  return compile(value, names);
}

/** The variables every command can read: those of its `let`, evaluated without a document, and `$$NOW`. */
export function commandVars(declared: Maybe): Vars {
  let vars: Vars = bind('NOW', new Date(), undefined);
  if (!isDoc(declared)) return vars;
  for (const [name, value] of declared) {
    vars = bind(checkedName(name), compileExpression(value, vars)(new Map(), vars), vars);
  }
  return vars;
}

/** Whether a document is an operator such as `{ $add: [...] }`. */
export function isExpressionOperator(value: Maybe): boolean {
  return isDoc(value) && value.size === 1 && (value.keys().next().value as string).startsWith('$');
}

function compile(value: Maybe, names: ReadonlySet<string>): Expression {
  if (typeof value === 'string' && value.startsWith('$')) return compilePath(value, names);
  if (Array.isArray(value)) return compileArray(value, names);
  if (!isDoc(value)) return () => value;
  const first = value.keys().next().value;
  if (first?.startsWith('$')) return compileOperator(first, value, names);
  return compileObject(value, names);
}

function compilePath(path: string, names: ReadonlySet<string>): Expression {
  if (!path.startsWith('$$')) {
    if (path === '$') fail(16872, "'$' by itself is not a valid FieldPath");
    const parts = path.slice(1).split('.');
    const [only] = parts;
    if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
    if (parts.length === 1 && only !== undefined) {
      return (root) => (isDoc(root) ? root.get(only) : expressionValueAt(root, parts));
    }
    return (root) => expressionValueAt(root, parts);
  }
  const [name = '', ...rest] = path.slice(2).split('.');
  if (!names.has(name)) fail(17276, `Use of undefined variable: ${name}`);
  if (name === 'ROOT' || name === 'CURRENT') {
    // Inside a group or a map the root is still the document at hand.
    return rest.length === 0 ? (root) => root : (root) => expressionValueAt(root, rest);
  }
  if (name === 'REMOVE') return () => undefined;
  if (rest.length === 0) return (_, vars) => lookUp(name, vars);
  return (_, vars) => expressionValueAt(lookUp(name, vars), rest);
}

function compileArray(items: Value[], names: ReadonlySet<string>): Expression {
  const compiled = items.map((item) => compile(item, names));
  // An array has no holes: what is missing becomes null.
  return (root, vars) => compiled.map((item) => item(root, vars) ?? null);
}

function compileObject(doc: Doc, names: ReadonlySet<string>): Expression {
  const fields = [...doc].map(([name, value]) => {
    if (name.includes('.'))
      fail(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    if (name.startsWith('$')) fail(15983, `An object representing an expression must have exactly one field`);
    return [name, compile(value, names)] as const;
  });
  return (root, vars) => {
    const result: Doc = new Map();
    for (const [name, expression] of fields) {
      const value = expression(root, vars);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  };
}

function compileOperator(name: string, doc: Doc, names: ReadonlySet<string>): Expression {
  if (doc.size !== 1) {
    fail(15983, 'An object representing an expression must have exactly one field');
  }
  const operand = doc.get(name);
  if (name === '$literal' || name === '$const') return () => operand;
  const operator = operators.get(name);
  if (refused.has(name)) {
    return fail(115, `The expression ${name} is not supported by the embedded database`);
  }
  if (!operator) return fail(168, `Unrecognized expression '${name}'`);
  return operator(operand, {
    compile: (inner, added) => compile(inner, added ? new Set([...names, ...added.map(checkedName)]) : names),
  });
}

/** Refuses names a user may not give to a variable: they begin with a lower case letter. */
function checkedName(name: string): string {
  if (name === 'CURRENT') return name;
  if (!/^[a-z\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*$/.test(name)) {
    fail(16867, `'${name}' starts with an invalid character for a user variable name`);
  }
  return name;
}
