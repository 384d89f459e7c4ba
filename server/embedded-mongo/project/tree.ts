import { compileExpression, isExpressionOperator } from '../aggregate/expression.ts';
import type { Expression, Vars } from '../aggregate/vars.ts';
import { isNumeric } from '../bson/numbers.ts';
import { type Doc, isDoc, isTruthy, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** What a projection says about one field: keep it, drop it, compute it, or look inside. */
export type Choice =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'compute'; value: Expression; spec: Maybe }
  | Branch;

/** What a projection says about the fields of a document. */
export interface Branch {
  kind: 'branch';
  fields: Map<string, Choice>;
  /** Whether something below is computed, so that the field comes to be even where it is missing. */
  computes: boolean;
}

/** Starts an empty tree. */
export function newBranch(): Branch {
  return { kind: 'branch', fields: new Map(), computes: false };
}

/** Puts a choice at a dotted path; two choices that touch each other are refused. */
export function plant(tree: Branch, path: string, choice: Choice): void {
  const parts = fieldParts(path);
  let branch = tree;
  if (choice.kind === 'compute') branch.computes = true;
  for (const [depth, part] of parts.slice(0, -1).entries()) {
    let inner = branch.fields.get(part);
    if (!inner) {
      inner = newBranch();
      branch.fields.set(part, inner);
    }
    if (inner.kind !== 'branch') {
      fail(31249, `Path collision at ${path} remaining portion ${parts.slice(depth + 1).join('.')}`);
    }
    if (choice.kind === 'compute') inner.computes = true;
    branch = inner;
  }
  const last = parts.at(-1) as string;
  if (branch.fields.has(last)) fail(31250, `Path collision at ${path}`);
  branch.fields.set(last, choice);
}

/** The field names of a dotted path, none of them empty or looking like an operator. */
function fieldParts(path: string): string[] {
  if (path === '') fail(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) fail(40353, "FieldPath must not end with a '.'.");
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') fail(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) refuseDollar(part);
  }
  return parts;
}

function refuseDollar(name: string): never {
  return fail(
    16410,
    `FieldPath field names may not start with '$'. Consider using $getField or $setField: '${name}'`,
  );
}

/**
 * Reads a specification whose nested documents are paths too, as `$project` and `$addFields` have it. What
 * `claims` answers for with true is left to it.
 */
export function readChoices(
  spec: Doc,
  vars: Vars,
  found: (path: string, choice: Choice) => void,
  isComputedOnly: boolean,
  claims: (path: string, value: Value) => boolean = () => false,
  prefix = '',
): void {
  for (const [name, value] of spec) {
    const path = prefix + name;
    if (name.startsWith('$')) refuseDollar(name);
    if (claims(path, value)) continue;
    if (!isComputedOnly && (isNumeric(value) || typeof value === 'boolean')) {
      found(path, { kind: isTruthy(value) ? 'include' : 'exclude' });
    } else if (isDoc(value) && !isExpressionOperator(value)) {
      if (value.size === 0 && !isComputedOnly)
        fail(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      if (value.size === 0) found(path, { kind: 'compute', value: () => new Map(), spec: value });
      else readChoices(value, vars, found, isComputedOnly, claims, `${path}.`);
    } else found(path, { kind: 'compute', value: compileExpression(value, vars), spec: value });
  }
}

/** A document with only what the tree includes, and what it computes, the latter at the end. */
export function applyInclusion(doc: Doc, tree: Branch, root: Doc, vars: Vars): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const choice = tree.fields.get(name);
    if (choice?.kind === 'include') result.set(name, value);
    else if (choice?.kind === 'branch') {
      const inner = includeWithin(value, choice, root, vars);
      if (inner !== undefined) result.set(name, inner);
    }
  }
  computeFields(result, doc, tree, root, vars);
  return result;
}

function includeWithin(value: Value, tree: Branch, root: Doc, vars: Vars): Maybe {
  if (isDoc(value)) return applyInclusion(value, tree, root, vars);
  if (Array.isArray(value)) {
    return value
      .map((item) => includeWithin(item, tree, root, vars))
      .filter((item): item is Value => item !== undefined);
  }
  return tree.computes ? applyInclusion(new Map(), tree, root, vars) : undefined;
}

function computeFields(result: Doc, original: Doc, tree: Branch, root: Doc, vars: Vars): void {
  for (const [name, choice] of tree.fields) {
    if (choice.kind === 'compute') {
      const value = choice.value(root, vars);
      if (value !== undefined) result.set(name, value);
    } else if (choice.kind === 'branch' && choice.computes && !original.has(name)) {
      result.set(name, applyInclusion(new Map(), choice, root, vars));
    }
  }
}

/** A document without what the tree excludes. */
export function applyExclusion(doc: Doc, tree: Branch): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const choice = tree.fields.get(name);
    if (!choice) result.set(name, value);
    else if (choice.kind === 'branch') result.set(name, excludeWithin(value, choice));
  }
  return result;
}

function excludeWithin(value: Value, tree: Branch): Value {
  if (isDoc(value)) return applyExclusion(value, tree);
  return Array.isArray(value) ? value.map((item) => excludeWithin(item, tree)) : value;
}

/** A document with computed fields put in; existing ones keep their place, missing results remove them. */
export function applyAddition(doc: Doc, tree: Branch, root: Doc, vars: Vars): Doc {
  const result: Doc = new Map(doc);
  for (const [name, choice] of tree.fields) {
    if (choice.kind === 'compute') {
      const value = choice.value(root, vars);
      if (value === undefined) result.delete(name);
      else result.set(name, value);
    } else if (choice.kind === 'branch') {
      result.set(name, addWithin(doc.get(name), choice, root, vars));
    }
  }
  return result;
}

function addWithin(value: Maybe, tree: Branch, root: Doc, vars: Vars): Value {
  if (Array.isArray(value)) return value.map((item) => addWithin(item, tree, root, vars));
  return applyAddition(isDoc(value) ? value : new Map(), tree, root, vars);
}
