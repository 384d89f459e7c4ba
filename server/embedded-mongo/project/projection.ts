import type { Vars } from '../aggregate/vars.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import {
  applyExclusion,
  applyInclusion,
  type Branch,
  type Choice,
  newBranch,
  plant,
  readChoices,
} from './tree.ts';

/** Makes one document out of another. */
export type Transform = (doc: Doc, vars: Vars) => Doc;

/**
 * Compiles what `$project` and the projection of `find` have in common: a set of fields to keep, or a set
 * to drop, never both but for `_id`, and with a set to keep also computed fields.
 */
export function compileProjection(spec: Doc, vars: Vars): Transform {
  const choices: [string, Choice][] = [];
  readChoices(spec, vars, (path, choice) => choices.push([path, choice]), false);
  const includesId = choices.some(([path, { kind }]) => path === '_id' && kind === 'include');
  return projectionOf(choices, isInclusion(choices) ?? includesId);
}

/**
 * Whether the choices keep fields rather than drop them; nothing when they speak of `_id` alone, which may be
 * kept or dropped either way. Choices that do not agree are refused, naming the first that differs.
 */
export function isInclusion(choices: readonly [string, Choice][]): boolean | undefined {
  let keeps: boolean | undefined;
  for (const [path, choice] of choices) {
    if (path === '_id' && choice.kind !== 'compute') continue;
    if (choice.kind === 'exclude') {
      if (keeps === true) fail(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
      keeps = false;
    } else {
      if (keeps === false) refuseInExclusion(path, choice);
      keeps = true;
    }
  }
  return keeps;
}

function refuseInExclusion(path: string, choice: Choice): never {
  if (choice.kind !== 'compute') {
    return fail(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
  }
  if (isDoc(choice.spec)) {
    return fail(31252, 'Cannot use expression other than $meta in exclusion projection');
  }
  return fail(31310, `Cannot use an expression for the field ${path} in an exclusion projection`);
}

/** Builds a projection from choices that agree. */
export function projectionOf(choices: readonly [string, Choice][], keeps: boolean): Transform {
  const tree: Branch = newBranch();
  if (keeps && !choices.some(([path]) => path === '_id' || path.startsWith('_id.'))) {
    plant(tree, '_id', { kind: 'include' });
  }
  for (const [path, choice] of choices) {
    if ((choice.kind === 'exclude') !== keeps) plant(tree, path, choice);
  }
  if (keeps) return (doc, vars) => applyInclusion(doc, tree, doc, vars);
  return (doc) => applyExclusion(doc, tree);
}

/** The paths of `$unset`, as a transform. */
export function compileRemoval(operand: Value): Transform {
  const paths = Array.isArray(operand) ? operand : [operand];
  if (paths.length === 0)
    fail(31119, '$unset specification must be a string or an array with at least one field');
  const tree = newBranch();
  for (const path of paths) {
    if (typeof path !== 'string')
      return fail(31120, '$unset specification must be a string or an array containing only string values');
    plant(tree, path, { kind: 'exclude' });
  }
  return (doc) => applyExclusion(doc, tree);
}
