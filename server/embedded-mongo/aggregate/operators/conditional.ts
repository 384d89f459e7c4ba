import { type Doc, isDoc, isTruthy, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { bind, type Expression, type Operator } from '../vars.ts';
import { compileOperands, isNullish, namedOperands } from './operands.ts';

export const conditionalOperators: Record<string, Operator> = {
  $cond: (operand, compiler) => {
    const parts = isDoc(operand)
      ? ['if', 'then', 'else'].map((name) =>
          namedOperands('$cond', operand, ['if', 'then', 'else']).get(name),
        )
      : operand;
    const [test, yes, no] = compileOperands('$cond', parts as Value, compiler, 3) as [
      Expression,
      Expression,
      Expression,
    ];
    return (root, vars) => (isTruthy(test(root, vars)) ? yes(root, vars) : no(root, vars));
  },
  $ifNull: (operand, compiler) => {
    const terms = compileOperands('$ifNull', operand, compiler, 2, Number.POSITIVE_INFINITY);
    const last = terms.pop() as Expression;
    return (root, vars) => {
      for (const term of terms) {
        const value = term(root, vars);
        if (!isNullish(value)) return value;
      }
      return last(root, vars);
    };
  },
  $switch: (operand, compiler) => {
    const spec = namedOperands('$switch', operand, ['branches'], ['default']);
    const branches = spec.get('branches');
    if (!Array.isArray(branches) || branches.length === 0) {
      return fail(40068, '$switch requires at least one branch.');
    }
    const compiled = branches.map((branch) => {
      const { test, then } = branchOf(branch);
      return [compiler.compile(test), compiler.compile(then)] as const;
    });
    const otherwise = spec.has('default') ? compiler.compile(spec.get('default')) : undefined;
    return (root, vars) => {
      for (const [test, then] of compiled) if (isTruthy(test(root, vars))) return then(root, vars);
      if (otherwise) return otherwise(root, vars);
      return fail(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    };
  },
  $let: (operand, compiler) => {
    const spec = namedOperands('$let', operand, ['vars', 'in']);
    const declared = spec.get('vars');
    if (!isDoc(declared)) return fail(16874, 'invalid parameter: expected an object (vars)');
    const bindings = [...declared].map(([name, value]) => [name, compiler.compile(value)] as const);
    const body = compiler.compile(spec.get('in'), [...declared.keys()]);
    return (root, vars) => {
      let inner = vars;
      for (const [name, value] of bindings) inner = bind(name, value(root, vars), inner);
      return body(root, inner);
    };
  },
};

function branchOf(branch: Value): { test: Value; then: Value } {
  const doc: Doc = isDoc(branch) ? branch : fail(40062, '$switch expected each branch to be an object');
  const test = doc.get('case');
  const then = doc.get('then');
  if (test === undefined) return fail(40064, "$switch requires each branch have a 'case' expression");
  if (then === undefined) return fail(40065, "$switch requires each branch have a 'then' expression.");
  return { test, then };
}
