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
  return projectionOf(choices);
}

/** Builds a projection from its choices, checking that they agree. */
export function projectionOf(choices: [string, Choice][], startsAsInclusion = false): Transform {
  const others = choices.filter(([path]) => path !== '_id');
  const includes = others.find(([, choice]) => choice.kind !== 'exclude');
  const excludes = others.find(([, choice]) => choice.kind === 'exclude');
  if (includes && excludes) {
    fail(
      includes[1].kind === 'include' ? 31254 : 31252,
      `Cannot do exclusion on field ${excludes[0]} in inclusion projection`,
    );
  }
  const id = choices.find(([path]) => path === '_id')?.[1];
  const isInclusion =
    startsAsInclusion ||
    includes !== undefined ||
    (excludes === undefined && id !== undefined && id.kind !== 'exclude');
  const tree: Branch = newBranch();
  if (isInclusion && !id && !others.some(([path]) => path.startsWith('_id.'))) {
    plant(tree, '_id', { kind: 'include' });
  }
  for (const [path, choice] of choices) {
    if (isInclusion && choice.kind === 'exclude') continue;
    plant(tree, path, choice);
  }
  if (isInclusion) return (doc, vars) => applyInclusion(doc, tree, doc, vars);
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

/** Whether a projection asks for nothing at all. */
export function isEmptyProjection(spec: Value | undefined): boolean {
  return !isDoc(spec) || spec.size === 0;
}
