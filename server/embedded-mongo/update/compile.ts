import { isStageName } from '../aggregate/stages.ts';
import { compileTransform } from '../aggregate/transform.ts';
import type { Vars } from '../aggregate/vars.ts';
import { equalValues } from '../bson/compare.ts';
import { positionOf } from '../bson/paths.ts';
import { cloneValue, type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { show } from '../store/duplicate-key.ts';
import { arrayOperators } from './array-operators.ts';
import { compileArrayFilters, expandPath, isPositional, type Positions } from './expand.ts';
import { type FieldOperator, fieldOperators } from './field-operators.ts';
import { checkReachable, setAtPath, unsetAtPath, valueAtPath } from './path.ts';

/** A compiled update. */
export interface Update {
  /** Whether it replaces the whole document. */
  isReplacement: boolean;
  /** Whether it needs to know which array element the query matched. */
  usesPosition: boolean;
  /** The changed document; `doc` itself may be changed in the course. The id stays as it was. */
  apply(doc: Doc, context: { matched: number | undefined; isInsert: boolean }): Doc;
}

/** Compiles an update: operators, a replacement, or a pipeline of stages. */
export function compileUpdate(spec: Value | undefined, arrayFilters: Value | undefined, vars: Vars): Update {
  if (Array.isArray(spec)) {
    if (arrayFilters !== undefined) fail(9, 'arrayFilters may not be specified for pipeline-syle updates');
    return pipelineUpdate(spec, vars);
  }
  if (!isDoc(spec)) return fail(9, 'Update argument must be either an object or an array');
  const first = spec.keys().next().value;
  if (first === undefined || !first.startsWith('$')) return replacement(spec);
  return operatorUpdate(spec, compileArrayFilters(arrayFilters, vars));
}

function pipelineUpdate(stages: Value[], vars: Vars): Update {
  const transforms = stages.map((stage) => {
    const transform = isDoc(stage) ? compileTransform(stage, vars) : undefined;
    if (transform) return transform;
    const name = isDoc(stage) ? (stage.keys().next().value ?? '') : '';
    if (isStageName(name)) fail(72, `${name} is not allowed to be used within an update`);
    return fail(40324, `Unrecognized pipeline stage name: '${name}'`);
  });
  return {
    isReplacement: false,
    usesPosition: false,
    apply(doc) {
      const id = doc.get('_id');
      let result = doc;
      for (const transform of transforms) result = transform(result, vars);
      return keepId(result, id);
    },
  };
}

function replacement(spec: Doc): Update {
  for (const name of spec.keys()) if (name.startsWith('$')) refuseName(name);
  return {
    isReplacement: true,
    usesPosition: false,
    apply: (doc) => keepId(cloneValue(spec) as Doc, doc.get('_id')),
  };
}

/** Gives a document the id it had, at the front; another id is refused. */
function keepId(doc: Doc, id: Value | undefined): Doc {
  const given = doc.get('_id');
  if (id === undefined) return doc;
  if (given !== undefined && !equalValues(given, id)) failImmutable(id, given);
  if (doc.keys().next().value === '_id' && given !== undefined) return doc;
  const result: Doc = new Map([['_id', id]]);
  for (const [name, value] of doc) if (name !== '_id') result.set(name, value);
  return result;
}

function failImmutable(was: Value, is: Value): never {
  return fail(
    66,
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(is)} (from ${show(was)})`,
  );
}

/** Changes a document at the concrete paths its path stands for there. */
type Step = (doc: Doc, targets: string[][], isInsert: boolean) => void;

interface PathStep {
  path: string;
  parts: string[];
  step: Step;
}

function operatorUpdate(spec: Doc, filters: Positions['filters']): Update {
  const steps: PathStep[] = [];
  for (const [operator, fields] of spec) {
    if (!isKnown(operator)) {
      fail(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      return fail(
        9,
        `Modifiers operate on fields but we found type ${typeOf(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      );
    }
    for (const [path, operand] of fields) {
      checkPath(path);
      if (operator === '$rename') checkRename(path, operand, steps);
      steps.push({ path, parts: path.split('.'), step: stepOf(operator, path, operand) });
    }
  }
  checkConflicts(steps.map(({ path }) => path));
  // MongoDB goes through the paths in order, so that new fields come in that order whatever the operators.
  steps.sort((a, b) => comparePaths(a.path, b.path));
  checkIdentifiers(steps, filters);
  const reserved = steps.find(({ path }) => path.startsWith('$'));
  return {
    isReplacement: false,
    usesPosition: steps.some(({ parts }) => parts.includes('$')),
    apply(doc, { matched, isInsert }) {
      const id = doc.get('_id');
      if (reserved && !isInsert) refuseName(reserved.path);
      // Which elements are meant is decided before the first of them changes.
      const targets = targetsOf(doc, steps, { matched, filters });
      for (const [i, { step }] of steps.entries()) step(doc, targets[i] as string[][], isInsert);
      const given = doc.get('_id');
      if (id !== undefined && (given === undefined || !equalValues(given, id))) {
        fail(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
      }
      return keepId(doc, given);
    },
  };
}

function targetsOf(doc: Doc, steps: PathStep[], positions: Positions): string[][][] {
  const targets = steps.map(({ parts }) => expandPath(doc, parts, positions));
  if (steps.some(({ path }) => path.includes('$'))) {
    const clash = clashOf(targets.flat().map((parts) => parts.join('.')));
    if (clash) fail(40, `Update created a conflict at '${clash.at}'`);
  }
  return targets;
}

function typeOf(value: Value): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
}

function isKnown(operator: string): boolean {
  return (
    Object.hasOwn(fieldOperators, operator) ||
    Object.hasOwn(arrayOperators, operator) ||
    operator === '$unset' ||
    operator === '$rename' ||
    operator === '$setOnInsert'
  );
}

function stepOf(operator: string, path: string, operand: Value): Step {
  if (operator === '$unset') {
    return (doc, targets) => {
      for (const target of targets) unsetAtPath(doc, target);
    };
  }
  if (operator === '$rename') return renaming(path.split('.'), (operand as string).split('.'));
  const make =
    operator === '$setOnInsert'
      ? fieldOperators.$set
      : (fieldOperators[operator] ?? arrayOperators[operator]);
  const field = make?.(operand, path) as FieldOperator;
  const onInsertOnly = operator === '$setOnInsert';
  return (doc, targets, isInsert) => {
    if (onInsertOnly && !isInsert) return;
    for (const target of targets) {
      const current = valueAtPath(doc, target);
      if (current === undefined && !field.creates) {
        checkReachable(doc, target);
        continue;
      }
      const value = field.apply(current, doc);
      if (value !== undefined) setAtPath(doc, target, value);
    }
  };
}

function renaming(from: string[], to: string[]): Step {
  return (doc) => {
    const value = valueAtPath(doc, from);
    if (value === undefined) return checkReachable(doc, from);
    for (const [path, role] of [
      [from, 'source'],
      [to, 'destination'],
    ] as const) {
      for (let i = 1; i < path.length; i++) {
        if (Array.isArray(valueAtPath(doc, path.slice(0, i)))) {
          fail(
            2,
            `The ${role} field cannot be an array element, '${path.join('.')}' in doc with _id: ${show(doc.get('_id') ?? null)} has an array field called '${path[i - 1]}'`,
          );
        }
      }
    }
    unsetAtPath(doc, from);
    unsetAtPath(doc, to);
    setAtPath(doc, to, value);
  };
}

function checkRename(path: string, operand: Value, steps: PathStep[]): void {
  if (typeof operand !== 'string') {
    fail(2, `The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
  }
  if (operand === path) fail(2, `The source and target field for $rename must differ: ${path}: "${operand}"`);
  for (const name of [path, operand]) {
    if (name.split('.').some((part) => part.startsWith('$'))) {
      fail(2, `The source and destination fields for $rename may not be dynamic: ${name}`);
    }
  }
  checkPath(operand);
  // The target takes part in the search for conflicts, though it has no step of its own.
  steps.push({ path: operand, parts: operand.split('.'), step: () => undefined });
}

function checkPath(path: string): void {
  if (path === '') fail(56, 'An empty update path is not valid.');
  if (path.split('.').includes('')) {
    fail(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  }
  if (isPositional(path.split('.', 1)[0] as string)) {
    fail(52, `Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  }
}

/** A document that is inserted may have any names; one that is there gets none at its top that looks like an operator. */
function refuseName(path: string): never {
  return fail(
    52,
    `The dollar ($) prefixed field '${path.split('.', 1)[0]}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  );
}

function checkConflicts(paths: string[]): void {
  const clash = clashOf(paths);
  if (clash) fail(40, `Updating the path '${clash.path}' would create a conflict at '${clash.at}'`);
}

/** A path that is another one or leads through it. */
function clashOf(paths: string[]): { path: string; at: string } | undefined {
  const sorted = paths.toSorted(comparePaths);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as string;
    const path = sorted[i] as string;
    if (path === before || path.startsWith(`${before}.`)) {
      return { path, at: before };
    }
  }
  return undefined;
}

function checkIdentifiers(steps: { path: string }[], filters: Positions['filters']): void {
  const used = new Set(
    steps.flatMap(({ path }) => [...path.matchAll(/\$\[([^\]]+)\]/g)].map((match) => match[1])),
  );
  for (const name of filters.keys()) {
    if (!used.has(name)) fail(9, `The array filter for identifier '${name}' was not used in the update`);
  }
}

function comparePaths(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] as string;
    const y = right[i] as string;
    if (x === y) continue;
    const p = positionOf(x);
    const q = positionOf(y);
    if (p >= 0 && q >= 0) return p - q;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
