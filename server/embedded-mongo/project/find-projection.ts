import type { Vars } from '../aggregate/vars.ts';
import { wholeNumberOf } from '../bson/numbers.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileQuery, type Matcher } from '../match/compile.ts';
import type { MatchDetails } from '../match/walk.ts';
import { projectionOf, type Transform } from './projection.ts';
import { type Choice, readChoices } from './tree.ts';

/** Changes one field of the result, given the document it was made from. */
interface Adjustment {
  path: string[];
  adjust(value: Value[], original: Doc): Value[];
  /** Whether the field is left out where it is no array. */
  dropsOthers: boolean;
}

/**
 * Compiles the projection of `find`: as `$project`, and besides `$slice`, `$elemMatch` and the positional
 * `path.$`, which shows the array element that satisfied `matcher`.
 */
export function compileFindProjection(spec: Doc, matcher: Matcher, vars: Vars): Transform {
  const choices: [string, Choice][] = [];
  const adjustments: Adjustment[] = [];
  let isInclusion = false;
  const rest: Doc = new Map();
  for (const [path, value] of spec) {
    const operator = isDoc(value) && value.size === 1 ? value.keys().next().value : undefined;
    if (operator === '$slice') {
      adjustments.push(sliceOf(path, (value as Doc).get('$slice') as Value));
    } else if (operator === '$elemMatch') {
      choices.push([path, { kind: 'include' }]);
      adjustments.push(elementOf(path, (value as Doc).get('$elemMatch') as Value, vars));
      isInclusion = true;
    } else if (operator === '$meta') {
      fail(115, 'The projection operator $meta is not supported by the embedded database');
    } else if (path.endsWith('.$')) {
      choices.push([path.slice(0, -2), { kind: 'include' }]);
      adjustments.push(positionalOf(path.slice(0, -2), matcher));
      isInclusion = true;
    } else rest.set(path, value);
  }
  readChoices(rest, vars, (path, choice) => choices.push([path, choice]), false);
  const includes = choices.some(([path, choice]) => path !== '_id' && choice.kind !== 'exclude');
  // A slice alone keeps all fields; next to included ones it is included too.
  if (includes) {
    for (const { path, dropsOthers } of adjustments) {
      const name = path.join('.');
      if (!dropsOthers && !choices.some(([other]) => other === name))
        choices.push([name, { kind: 'include' }]);
    }
  }
  const project = choices.length === 0 ? (doc: Doc) => doc : projectionOf(choices, isInclusion);
  if (adjustments.length === 0) return project;
  return (doc, values) => {
    let result = project(doc, values);
    for (const adjustment of adjustments) result = adjusted(result, adjustment, 0, doc);
    return result;
  };
}

function adjusted(doc: Doc, adjustment: Adjustment, depth: number, original: Doc): Doc {
  const name = adjustment.path[depth] as string;
  const value = doc.get(name);
  const copy: Doc = new Map(doc);
  if (depth < adjustment.path.length - 1) {
    if (isDoc(value)) copy.set(name, adjusted(value, adjustment, depth + 1, original));
    else if (Array.isArray(value)) {
      copy.set(
        name,
        value.map((item) => (isDoc(item) ? adjusted(item, adjustment, depth + 1, original) : item)),
      );
    }
    return copy;
  }
  if (Array.isArray(value)) {
    const changed = adjustment.adjust(value, original);
    if (adjustment.dropsOthers && changed.length === 0) copy.delete(name);
    else copy.set(name, changed);
  } else if (adjustment.dropsOthers) copy.delete(name);
  return copy;
}

function sliceOf(path: string, operand: Value): Adjustment {
  const [a, b] = (Array.isArray(operand) ? operand : [operand]).map(wholeNumberOf);
  if (a === undefined || (Array.isArray(operand) && (operand.length !== 2 || b === undefined || b <= 0))) {
    return fail(28667, 'Invalid $slice syntax. The given syntax did not match the find() syntax');
  }
  return {
    path: path.split('.'),
    dropsOthers: false,
    adjust(items) {
      if (b === undefined) return a >= 0 ? items.slice(0, a) : items.slice(a);
      const start = a >= 0 ? a : Math.max(0, items.length + a);
      return items.slice(start, start + b);
    },
  };
}

function elementOf(path: string, operand: Value, vars: Vars): Adjustment {
  if (path.includes('.')) fail(31275, 'Cannot use $elemMatch projection on a nested field');
  if (!isDoc(operand)) return fail(31274, 'elemMatch: Invalid argument, object required');
  const matches = compileQuery(new Map([['items', new Map([['$elemMatch', operand]])]]), vars);
  return {
    path: [path],
    dropsOthers: true,
    adjust(items) {
      const found = items.find((item) => matches(new Map([['items', [item]]])));
      return found === undefined ? [] : [found];
    },
  };
}

function positionalOf(path: string, matcher: Matcher): Adjustment {
  return {
    path: path.split('.'),
    dropsOthers: false,
    adjust(items, original) {
      const details: MatchDetails = { position: undefined };
      matcher(original, details);
      if (details.position === undefined) {
        fail(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      }
      const item = items[details.position];
      return item === undefined ? [] : [item];
    },
  };
}
