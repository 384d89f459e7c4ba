import { type Doc, isDoc, typeNameOf, type Value } from '../bson/values.ts';
import { DatabaseError, fail } from '../errors.ts';
import { compileProjection, compileRemoval, type Transform } from '../project/projection.ts';
import { applyAddition, newBranch, plant, readChoices } from '../project/tree.ts';
import { compileExpression } from './expression.ts';
import type { Vars } from './vars.ts';

/**
 * Compiles the stages that make one document of another: these run in aggregations and in updates. Answers
 * nothing for any other stage.
 */
export function compileTransform(stage: Doc, vars: Vars): Transform | undefined {
  const [name, operand] = [...stage][0] ?? ['', null];
  switch (name) {
    case '$set':
    case '$addFields':
      return addition(name, operand, vars);
    case '$unset':
      return compileRemoval(operand);
    case '$project':
      if (!isDoc(operand)) return fail(15969, '$project specification must be an object');
      if (operand.size === 0)
        return fail(
          51272,
          'Invalid $project :: caused by :: projection specification must have at least one field',
        );
      return namingStage(name, () => compileProjection(operand, vars));
    case '$replaceRoot':
      if (!isDoc(operand) || !operand.has('newRoot'))
        return fail(40229, 'expected an object as specification for $replaceRoot stage');
      return newRoot(operand.get('newRoot') as Value, vars);
    case '$replaceWith':
      return newRoot(operand, vars);
    default:
      return undefined;
  }
}

function addition(name: string, operand: Value, vars: Vars): Transform {
  if (!isDoc(operand))
    return fail(40272, `${name} specification stage must be an object, got ${typeNameOf(operand)}`);
  const tree = newBranch();
  namingStage(name, () => readChoices(operand, vars, (path, choice) => plant(tree, path, choice), true));
  return (doc, values) => applyAddition(doc, tree, doc, values);
}

/** Says in which stage a specification is wrong, as MongoDB does. */
function namingStage<T>(name: string, compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return fail(error.code, `Invalid ${name} :: caused by :: ${error.message}`, error.extra);
  }
}

function newRoot(operand: Value, vars: Vars): Transform {
  const expression = compileExpression(operand, vars);
  return (doc, values) => {
    const root = expression(doc, values);
    if (isDoc(root)) return root;
    return fail(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was: ${typeNameOf(root)}`,
    );
  };
}
