import type { Vars } from '../aggregate/vars.ts';
import { isNumeric, numberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, isTruthy, type Maybe, typeNameOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery, type Matcher } from '../match/compile.ts';
import type { MatchDetails } from '../match/walk.ts';
import { isInclusion, projectionOf, type Transform } from './projection.ts';
import { type Choice, newBranch, plant, readChoices } from './tree.ts';

/** Changes one field of the result, given the document it was made from. */
interface Adjustment {
  path: string[];
  /** What becomes of an array there; nothing removes the field. */
  adjust(value: Value[], original: Doc): Value[] | undefined;
  /** Whether an array on the way is taken for the one at the end. */
  stopsAtArray: boolean;
}

/**
 * Compiles the projection of `find`: as `$project`, and besides `$slice`, `$elemMatch` and the positional
 * `path.$`, which shows the array element that satisfied `matcher`. A `$slice` goes with fields kept as well
 * as with fields dropped; an `$elemMatch` with neither keeps the field alone.
 */
export function compileFindProjection(spec: Doc, matcher: Matcher, vars: Vars): Transform {
  const operators: Operators = { slices: [], elements: new Map(), positional: undefined };
  const choices: [string, Choice][] = [];
  const touched = newBranch();
  const choose = (path: string, choice: Choice) => {
    plant(touched, path, { kind: 'include' });
    choices.push([path, choice]);
  };
  const claims = (path: string, value: Value) => {
    if (isPositional(path, value)) {
      if (operators.positional) fail(31276, 'Cannot specify more than one positional projection per query.');
      const array = path.slice(0, -2);
      choose(array, { kind: 'include' });
      operators.positional = positionalOf(array, matcher);
    } else if (!claimOperator(path, value, operators, vars)) return false;
    else plant(touched, path, { kind: 'include' });
    if (operators.positional && operators.elements.size > 0) {
      fail(31255, 'Cannot specify positional operator and $elemMatch.');
    }
    return true;
  };
  readChoices(spec, vars, choose, false, claims);
  return withOperators(choices, operators);
}

/** What a projection asks for besides keeping, dropping and computing. */
interface Operators {
  slices: Adjustment[];
  /** For each path the elements of an array that are shown. */
  elements: Map<string, (items: Value[]) => Value[] | undefined>;
  positional: Adjustment | undefined;
}

function claimOperator(path: string, value: Value, operators: Operators, vars: Vars): boolean {
  if (!isDoc(value) || value.size !== 1) return false;
  const [name, operand] = value.entries().next().value as [string, Value];
  switch (name) {
    case '$slice': {
      // With an array to cut it is the expression of that name.
      if (Array.isArray(operand) && operand.length > 1 && !isNumeric(operand[0])) return false;
      operators.slices.push(sliceOf(path, operand));
      return true;
    }
    case '$elemMatch':
      operators.elements.set(path, elementOf(path, operand, vars));
      return true;
    case '$meta':
      return fail(115, 'The projection operator $meta is not supported by the embedded database');
    default:
      return false;
  }
}

function withOperators(choices: [string, Choice][], operators: Operators): Transform {
  const { slices, elements, positional } = operators;
  const includesId = choices.some(([path, { kind }]) => path === '_id' && kind === 'include');
  const keeps = isInclusion(choices) ?? (includesId || elements.size > 0);
  const adjustments = positional ? [...slices, positional] : [...slices];
  for (const [path, shown] of elements) {
    if (keeps) choices.push([path, { kind: 'compute', value: shownIn(path, shown), spec: undefined }]);
    else adjustments.push({ path: [path], stopsAtArray: false, adjust: shown });
  }
  if (keeps) for (const { path } of slices) choices.push([path.join('.'), { kind: 'include' }]);
  const project = projectionOf(choices, keeps);
  if (adjustments.length === 0) return project;
  return (doc, values) => {
    let result = project(doc, values);
    for (const adjustment of adjustments) result = adjusted(result, adjustment, 0, doc);
    if (keeps) return result;
    // Where fields are dropped, an element is shown of arrays only.
    for (const path of elements.keys()) if (!Array.isArray(result.get(path))) result.delete(path);
    return result;
  };
}

function shownIn(path: string, shown: (items: Value[]) => Value[] | undefined) {
  return (root: Maybe): Maybe => {
    const items = (root as Doc).get(path);
    return Array.isArray(items) ? shown(items) : undefined;
  };
}

function isPositional(path: string, value: Value): boolean {
  if (path.includes('.$.')) {
    fail(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path." +
        'Positional projection may only be used at the end, for example: a.b.$. If the query previously used a ' +
        "form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.",
    );
  }
  if (!path.endsWith('.$')) return false;
  if (isDoc(value)) fail(31271, 'positional projection cannot be used with an expression or sub object');
  if (!isNumeric(value) && typeof value !== 'boolean') {
    fail(31308, 'positional projection cannot be used with a literal');
  }
  if (!isTruthy(value)) fail(31395, 'positional projection cannot be used with exclusion');
  return true;
}

function adjusted(doc: Doc, adjustment: Adjustment, depth: number, original: Doc): Doc {
  const name = adjustment.path[depth] as string;
  const value = doc.get(name);
  const copy: Doc = new Map(doc);
  const isLast = depth === adjustment.path.length - 1;
  if (Array.isArray(value) && (isLast || adjustment.stopsAtArray)) {
    const changed = adjustment.adjust(value, original);
    if (changed === undefined) copy.delete(name);
    else copy.set(name, changed);
  } else if (!isLast && value !== undefined) copy.set(name, within(value, adjustment, depth + 1, original));
  return copy;
}

function within(value: Value, adjustment: Adjustment, depth: number, original: Doc): Value {
  if (isDoc(value)) return adjusted(value, adjustment, depth, original);
  return Array.isArray(value) ? value.map((item) => within(item, adjustment, depth, original)) : value;
}

function sliceOf(path: string, operand: Value): Adjustment {
  const [a, b] = sliceBounds(operand);
  return {
    path: path.split('.'),
    stopsAtArray: false,
    adjust(items) {
      if (b === undefined) return a >= 0 ? items.slice(0, a) : items.slice(a);
      const start = a >= 0 ? a : Math.max(0, items.length + a);
      return items.slice(start, start + b);
    },
  };
}

/** How many elements to show, or how many to skip and then to show. */
function sliceBounds(operand: Value): [number, number?] {
  const refuse = (why: string): never =>
    fail(28667, `Invalid $slice syntax. The given syntax did not match the find() syntax because :: ${why}`);
  if (isNumeric(operand)) return [wholeOf(numberOf(operand))];
  if (!Array.isArray(operand)) return refuse('$slice only supports numbers and [skip, limit] arrays');
  const [skip, limit] = operand;
  if (operand.length !== 2 || !isNumeric(skip)) {
    return refuse('$slice array argument should be of form [skip, limit]');
  }
  if (!isNumeric(limit)) {
    return refuse(`$slice limit argument must be a number, but was of type ${typeNameOf(limit)}`);
  }
  const shown = wholeOf(numberOf(limit));
  return shown > 0
    ? [wholeOf(numberOf(skip)), shown]
    : refuse(`$slice limit must be positive, got: ${shown}`);
}

function wholeOf(n: number): number {
  return Math.trunc(n) || 0;
}

function elementOf(path: string, operand: Value, vars: Vars): (items: Value[]) => Value[] | undefined {
  if (path.includes('.')) fail(31275, 'Cannot use $elemMatch projection on a nested field');
  if (!isDoc(operand)) {
    return fail(31274, `elemMatch: Invalid argument, object required, but got ${typeNameOf(operand)}`);
  }
  const matches = compileQuery(new Map([['items', new Map([['$elemMatch', operand]])]]), vars);
  return (items) => {
    const found = items.find((item) => matches(new Map([['items', [item]]])));
    return found === undefined ? undefined : [found];
  };
}

function positionalOf(path: string, matcher: Matcher): Adjustment {
  return {
    path: path.split('.'),
    // The position is that of the outermost array, which is where the query noted it.
    stopsAtArray: true,
    adjust(items, original) {
      const details: MatchDetails = { position: undefined };
      matcher(original, details);
      if (details.position === undefined) {
        return fail(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      const item = items[details.position];
      if (item === undefined) {
        return fail(
          51247,
          "Executor error during find command :: caused by :: positional operator '.$' element mismatch",
        );
      }
      return [item];
    },
  };
}
