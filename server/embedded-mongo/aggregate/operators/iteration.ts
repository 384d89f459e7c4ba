import { isTruthy, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { bind, type Operator } from '../vars.ts';
import { integerOf, isNullish, namedOperands } from './operands.ts';

/** Operators that run an expression for each element of an array. */
export const iterationOperators: Record<string, Operator> = {
  $map: (operand, compiler) => {
    const spec = namedOperands('$map', operand, ['input', 'in'], ['as']);
    const name = variableName(spec.get('as'));
    const input = compiler.compile(spec.get('input'));
    const body = compiler.compile(spec.get('in'), [name]);
    return (root, vars) => {
      const items = input(root, vars);
      if (isNullish(items)) return null;
      return arrayOf('$map', items, 16883).map((item) => body(root, bind(name, item, vars)) ?? null);
    };
  },
  $filter: (operand, compiler) => {
    const spec = namedOperands('$filter', operand, ['input', 'cond'], ['as', 'limit']);
    const name = variableName(spec.get('as'));
    const input = compiler.compile(spec.get('input'));
    const limitOf = spec.has('limit') ? compiler.compile(spec.get('limit')) : undefined;
    const test = compiler.compile(spec.get('cond'), [name]);
    return (root, vars) => {
      const items = input(root, vars);
      if (isNullish(items)) return null;
      const limit = limitOf?.(root, vars);
      const most = isNullish(limit) ? Number.POSITIVE_INFINITY : integerOf(limit, '$filter', 327391);
      const kept: Value[] = [];
      for (const item of arrayOf('$filter', items, 28651)) {
        if (kept.length >= most) break;
        if (isTruthy(test(root, bind(name, item, vars)))) kept.push(item);
      }
      return kept;
    };
  },
  $reduce: (operand, compiler) => {
    const spec = namedOperands('$reduce', operand, ['input', 'initialValue', 'in']);
    const input = compiler.compile(spec.get('input'));
    const initial = compiler.compile(spec.get('initialValue'));
    const body = compiler.compile(spec.get('in'), ['this', 'value']);
    return (root, vars) => {
      const items = input(root, vars);
      if (isNullish(items)) return null;
      let value = initial(root, vars);
      for (const item of arrayOf('$reduce', items, 40080)) {
        value = body(root, bind('this', item, bind('value', value, vars)));
      }
      return value;
    };
  },
  $zip: (operand, compiler) => {
    const spec = namedOperands('$zip', operand, ['inputs'], ['useLongestLength', 'defaults']);
    const list = spec.get('inputs');
    if (!Array.isArray(list)) return fail(34461, 'inputs must be an array of expressions');
    const inputs = list.map((item) => compiler.compile(item));
    const useLongest = spec.get('useLongestLength') === true;
    const defaults = spec.has('defaults') ? compiler.compile(spec.get('defaults')) : undefined;
    return (root, vars) => {
      const arrays = inputs.map((input) => input(root, vars));
      if (arrays.some(isNullish)) return null;
      const rows = arrays.map((array) => arrayOf('$zip', array ?? null, 34468));
      const lengths = rows.map((row) => row.length);
      const fillers = defaults?.(root, vars);
      return Array.from({ length: useLongest ? Math.max(...lengths) : Math.min(...lengths) }, (_, i) =>
        rows.map((row, j) => row[i] ?? (Array.isArray(fillers) ? (fillers[j] ?? null) : null)),
      );
    };
  },
};

function variableName(name: Maybe): string {
  if (name === undefined) return 'this';
  return typeof name === 'string' ? name : fail(16866, 'the variable name must be a string');
}

function arrayOf(name: string, value: Value, code: number): Value[] {
  return Array.isArray(value)
    ? value
    : fail(code, `input to ${name} must be an array not ${typeNameOf(value)}`);
}
