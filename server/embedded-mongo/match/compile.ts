import { compileExpression } from '../aggregate/expression.ts';
import type { Vars } from '../aggregate/vars.ts';
import { type Doc, isDoc, isTruthy, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type Comparison, equalTo, matchesRegex, oneOf, ordered } from './comparison.ts';
import { type BitOperator, bits, ofSize, ofType, remainder } from './leaf-operators.ts';
import { buildRegex, isRegex, regexOf } from './regex.ts';
import { anyAtPath, type ElementTest, type MatchDetails, queryPath } from './walk.ts';

/** Whether a document satisfies a query; with `details`, also where in an array it does. */
export type Matcher = (doc: Doc, details?: MatchDetails) => boolean;

/**
 * Compiles a query once, to be tested on many documents. `vars` are the variables `$expr` may read. Unknown
 * operators and malformed operands are refused with MongoDB's codes.
 */
export function compileQuery(filter: Doc, vars: Vars): Matcher {
  const tests: Matcher[] = [];
  for (const [name, operand] of filter) {
    if (name.startsWith('$') && !isOfReference(name)) {
      const test = topLevel(name, operand, vars);
      if (test) tests.push(test);
    } else tests.push(field(name, operand, vars));
  }
  return all(tests);
}

/** Whether a document is a set of operators such as `{ $gt: 1 }` rather than a value to equal. */
export function isOperatorDoc(value: Value | undefined): value is Doc {
  if (!isDoc(value)) return false;
  const first = value.keys().next().value;
  return first?.startsWith('$') === true && !isOfReference(first);
}

/** Whether a field is one of a database reference, which looks like operators but is a value. */
function isOfReference(name: string): boolean {
  return name === '$ref' || name === '$id' || name === '$db';
}

function all(tests: Matcher[]): Matcher {
  const [first, second] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (tests.length === 2) return (doc, details) => first(doc, details) && second(doc, details);
  return (doc, details) => {
    for (const test of tests) if (!test(doc, details)) return false;
    return true;
  };
}

function topLevel(name: string, operand: Value, vars: Vars): Matcher | undefined {
  switch (name) {
    case '$and':
      return all(clauses(name, operand, vars));
    case '$or': {
      const tests = clauses(name, operand, vars);
      return (doc, details) => tests.some((test) => test(doc, details));
    }
    case '$nor': {
      const tests = clauses(name, operand, vars);
      return (doc) => !tests.some((test) => test(doc));
    }
    case '$expr': {
      const expression = compileExpression(operand, vars);
      return (doc) => isTruthy(expression(doc, vars));
    }
    case '$comment':
      return undefined;
    case '$alwaysTrue':
      return undefined;
    case '$alwaysFalse':
      return () => false;
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      return fail(115, `The query operator ${name} is not supported by the embedded database`);
    default:
      return fail(
        2,
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, ` +
          'consider using $getField or $setField.',
      );
  }
}

function clauses(name: string, operand: Value, vars: Vars): Matcher[] {
  if (!Array.isArray(operand)) return fail(2, `${name} must be an array`);
  if (operand.length === 0) return fail(2, `$and/$or/$nor must be a nonempty array`);
  return operand.map((clause) =>
    isDoc(clause) ? compileQuery(clause, vars) : fail(2, '$or/$and/$nor entries need to be full objects'),
  );
}

/** Stands for the value at hand itself, where `$elemMatch` asks about an element and not about a field. */
const itself = Symbol('the value itself');
type Path = string | typeof itself;

function field(path: string, operand: Value, vars: Vars): Matcher {
  if (isRegex(operand)) return leaf(path, matchesRegex(regexOf(operand), operand));
  if (isOperatorDoc(operand)) return operators(path, operand, vars);
  return leaf(path, equalTo(operand));
}

function operators(path: Path, spec: Doc, vars: Vars): Matcher {
  const tests: Matcher[] = [];
  for (const [name, operand] of spec) {
    const test = operator(path, name, operand, spec, vars);
    if (test) tests.push(test);
  }
  return all(tests);
}

function operator(path: Path, name: string, operand: Value, spec: Doc, vars: Vars): Matcher | undefined {
  switch (name) {
    case '$eq':
      return leaf(path, equalTo(operand));
    case '$ne':
      if (isRegex(operand)) fail(2, "Can't have regex as arg to $ne.");
      return not(leaf(path, equalTo(operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (isRegex(operand)) fail(2, `Can't have RegEx as arg to predicate over field '${String(path)}'.`);
      return leaf(path, ordered(name as Comparison, operand));
    case '$in':
      return leaf(path, oneOf(arrayOperand(name, operand)));
    case '$nin':
      return not(leaf(path, oneOf(arrayOperand(name, operand))));
    case '$exists': {
      const test = whole(path, (candidate) => candidate !== undefined);
      return isTruthy(operand) ? test : not(test);
    }
    case '$type':
      return leaf(path, ofType(operand));
    case '$mod':
      return leaf(path, remainder(operand));
    case '$size':
      return whole(path, ofSize(operand));
    case '$regex':
      return leaf(path, regexOperator(operand, spec.get('$options')));
    case '$options':
      if (!spec.has('$regex')) fail(2, '$options needs a $regex');
      return undefined;
    case '$not':
      return negation(path, operand, vars);
    case '$all':
      return containsAll(path, operand, vars);
    case '$elemMatch':
      return whole(path, elementMatch(operand, vars));
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return leaf(path, bits(name as BitOperator, operand));
    case '$comment':
      return undefined;
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
      return fail(115, `The query operator ${name} is not supported by the embedded database`);
    default:
      return fail(2, `unknown operator: ${name}`);
  }
}

function leaf(path: Path, test: ElementTest): Matcher {
  if (path === itself) return onItself(test);
  if (!path.includes('.')) {
    return (doc, details) => {
      const value = doc.get(path);
      if (!Array.isArray(value)) return test(value, details);
      return anyItem(value, test, details) || test(value, details);
    };
  }
  const walked = queryPath(path);
  return (doc, details) => anyAtPath(doc, walked, true, test, details);
}

function anyItem(items: Value[], test: ElementTest, details: MatchDetails | undefined): boolean {
  for (let i = 0; i < items.length; i++) {
    if (!test(items[i], details)) continue;
    if (details) details.position = i;
    return true;
  }
  return false;
}

function whole(path: Path, test: ElementTest): Matcher {
  if (path === itself) return onItself(test);
  const walked = queryPath(path);
  return (doc, details) => anyAtPath(doc, walked, false, test, details);
}

// What does not hold anywhere has no position, so the details are not passed on.
function not(test: Matcher): Matcher {
  return (doc) => !test(doc);
}

function arrayOperand(name: string, operand: Value): Value[] {
  return Array.isArray(operand) ? operand : fail(2, `${name} needs an array`);
}

function regexOperator(operand: Value, options: Value | undefined): ElementTest {
  if (options !== undefined && typeof options !== 'string') fail(2, '$options has to be a string');
  if (isRegex(operand)) {
    if (options !== undefined && operand.options !== '') {
      fail(51074, 'options set in both $regex and $options');
    }
    return matchesRegex(buildRegex(operand.pattern, options ?? operand.options), operand);
  }
  if (typeof operand !== 'string') return fail(2, '$regex has to be a string');
  return matchesRegex(buildRegex(operand, options ?? ''));
}

function negation(path: Path, operand: Value, vars: Vars): Matcher {
  if (isRegex(operand)) return not(leaf(path, matchesRegex(regexOf(operand), operand)));
  if (!isDoc(operand)) return fail(2, '$not needs a regex or a document');
  if (operand.size === 0) return fail(2, '$not cannot be empty');
  return not(operators(path, operand, vars));
}

function containsAll(path: Path, operand: Value, vars: Vars): Matcher {
  const wanted = arrayOperand('$all', operand);
  if (wanted.length === 0) return () => false;
  return all(
    wanted.map((item) => {
      if (isDoc(item) && item.has('$elemMatch')) {
        return whole(path, elementMatch(item.get('$elemMatch') as Value, vars));
      }
      if (isOperatorDoc(item)) return fail(2, 'no $ expressions in $all');
      return isRegex(item) ? leaf(path, matchesRegex(regexOf(item), item)) : leaf(path, equalTo(item));
    }),
  );
}

const queryOperators = new Set(['$and', '$or', '$nor', '$expr', '$where', '$comment', '$jsonSchema']);

function elementMatch(operand: Value, vars: Vars): ElementTest {
  if (!isDoc(operand)) return fail(2, '$elemMatch needs an Object');
  const first = operand.keys().next().value ?? '';
  const item = isOperatorDoc(operand) && !queryOperators.has(first) ? valueTest(operand, vars) : undefined;
  const query = item ? undefined : compileQuery(operand, vars);
  return (candidate, details) => {
    if (!Array.isArray(candidate)) return false;
    for (let i = 0; i < candidate.length; i++) {
      const element = candidate[i] as Value;
      const matches = item ? item(element) : matchesElement(element, query as Matcher);
      if (!matches) continue;
      if (details) details.position = i;
      return true;
    }
    return false;
  };
}

function matchesElement(element: Value, query: Matcher): boolean {
  if (isDoc(element)) return query(element);
  // Inside $elemMatch an array counts as a document whose fields are its positions.
  if (Array.isArray(element)) return query(new Map(element.map((item, i) => [String(i), item])));
  return false;
}

/** Operators applied to one array element, which is itself not entered if it is an array. */
function valueTest(spec: Doc, vars: Vars): (element: Value) => boolean {
  const test = operators(itself, spec, vars);
  return (element) => test(new Map([[holder, element]]));
}

const holder = 'value';

function onItself(test: ElementTest): Matcher {
  return (doc) => test(doc.get(holder));
}
