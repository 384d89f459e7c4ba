import { compareValues, equalValues } from '../../bson/compare.ts';
import { integerValue, isDoc, type Maybe, typeNameOf, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { compileSort } from '../sort-order.ts';
import type { Expression, Operator } from '../vars.ts';
import { compileOperands, integerOf, isNullish, namedOperands } from './operands.ts';

export const arrayOperators: Record<string, Operator> = {
  $size: (operand, compiler) => {
    const [inner] = compileOperands('$size', operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = inner(root, vars);
      if (Array.isArray(value)) return value.length;
      return fail(17124, `The argument to $size must be an array, but was of type: ${typeNameOf(value)}`);
    };
  },
  $isArray: (operand, compiler) => {
    const [inner] = compileOperands('$isArray', operand, compiler, 1) as [Expression];
    return (root, vars) => Array.isArray(inner(root, vars));
  },
  $arrayElemAt: (operand, compiler) => {
    const [list, index] = compileOperands('$arrayElemAt', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const items = list(root, vars);
      const at = index(root, vars);
      if (isNullish(items) || isNullish(at)) return null;
      const array = arrayOf("$arrayElemAt's first argument", items, 28689);
      return array.at(integerOf(at, '$arrayElemAt', 28691));
    };
  },
  $first: ending('$first', 0),
  $last: ending('$last', -1),
  $firstN: several('$firstN', (items, n) => items.slice(0, n)),
  $lastN: several('$lastN', (items, n) => items.slice(-n)),
  $maxN: several('$maxN', (items, n) =>
    present(items)
      .sort((a, b) => compareValues(b, a))
      .slice(0, n),
  ),
  $minN: several('$minN', (items, n) => present(items).sort(compareValues).slice(0, n)),
  $concatArrays: (operand, compiler) => {
    const terms = compileOperands('$concatArrays', operand, compiler, 0, Number.POSITIVE_INFINITY);
    return (root, vars) => {
      const joined: Value[] = [];
      for (const term of terms) {
        const value = term(root, vars);
        if (isNullish(value)) return null;
        for (const item of arrayOf('$concatArrays', value, 28664)) joined.push(item);
      }
      return joined;
    };
  },
  $slice: (operand, compiler) => {
    const terms = compileOperands('$slice', operand, compiler, 2, 3);
    return (root, vars) => {
      const [items, ...numbers] = terms.map((term) => term(root, vars));
      if (isNullish(items) || numbers.some(isNullish)) return null;
      const [a = 0, b] = numbers.map((n) => integerOf(n, '$slice', 28725));
      return slice(arrayOf('$slice', items, 28724), a, b);
    };
  },
  $in: (operand, compiler) => {
    const [needle, list] = compileOperands('$in', operand, compiler, 2) as [Expression, Expression];
    return (root, vars) => {
      const items = list(root, vars);
      if (!Array.isArray(items)) {
        return fail(40081, `$in requires an array as a second argument, found: ${typeNameOf(items)}`);
      }
      const wanted = needle(root, vars);
      return wanted !== undefined && items.some((item) => equalValues(item, wanted));
    };
  },
  $indexOfArray: (operand, compiler) => {
    const terms = compileOperands('$indexOfArray', operand, compiler, 2, 4);
    return (root, vars) => {
      const [items, wanted, from, to] = terms.map((term) => term(root, vars));
      if (isNullish(items)) return null;
      const array = arrayOf('$indexOfArray', items, 40090);
      const end =
        to === undefined ? array.length : Math.min(array.length, integerOf(to, '$indexOfArray', 40096));
      for (let i = from === undefined ? 0 : integerOf(from, '$indexOfArray', 40096); i < end; i++) {
        if (equalValues(array[i], wanted)) return i;
      }
      return -1;
    };
  },
  $range: (operand, compiler) => {
    const terms = compileOperands('$range', operand, compiler, 2, 3);
    return (root, vars) => {
      const [from = 0, to = 0, by = 1] = terms.map((term) => integerOf(term(root, vars), '$range', 34443));
      if (by === 0) fail(34449, '$range requires a non-zero step value');
      if ((to - from) / by > 16_000_000) fail(292, '$range would use too much memory');
      const numbers: Value[] = [];
      for (let n = from; by > 0 ? n < to : n > to; n += by) numbers.push(integerValue(n));
      return numbers;
    };
  },
  $reverseArray: (operand, compiler) => {
    const [inner] = compileOperands('$reverseArray', operand, compiler, 1) as [Expression];
    return (root, vars) => {
      const value = inner(root, vars);
      return isNullish(value) ? null : arrayOf('$reverseArray', value, 34435).toReversed();
    };
  },
  $sortArray: (operand, compiler) => {
    const spec = namedOperands('$sortArray', operand, ['input', 'sortBy']);
    const input = compiler.compile(spec.get('input'));
    const order = spec.get('sortBy');
    const direction = isDoc(order) ? undefined : integerOf(order, '$sortArray', 2942504);
    const compareDocs = isDoc(order) ? compileSort(order).compare : undefined;
    return (root, vars) => {
      const value = input(root, vars);
      if (isNullish(value)) return null;
      const items = arrayOf('$sortArray', value, 2942504);
      if (direction !== undefined) return items.toSorted((a, b) => compareValues(a, b) * direction);
      return items.toSorted((a, b) =>
        isDoc(a) && isDoc(b) && compareDocs ? compareDocs(a, b) : compareValues(a, b),
      );
    };
  },
};

function arrayOf(what: string, value: Value, code: number): Value[] {
  return Array.isArray(value) ? value : fail(code, `${what} must be an array, but is ${typeNameOf(value)}`);
}

function present(items: Value[]): Value[] {
  return items.filter((item) => item !== null);
}

function ending(name: string, position: 0 | -1): Operator {
  return (operand, compiler) => {
    const [inner] = compileOperands(name, operand, compiler, 1) as [Expression];
    return (root, vars): Maybe => {
      const value = inner(root, vars);
      return isNullish(value) ? null : arrayOf(`${name}'s argument`, value, 28689).at(position);
    };
  };
}

function several(name: string, take: (items: Value[], n: number) => Value[]): Operator {
  return (operand, compiler) => {
    const spec = namedOperands(name, operand, ['n', 'input']);
    const count = compiler.compile(spec.get('n'));
    const input = compiler.compile(spec.get('input'));
    return (root, vars) => {
      const n = integerOf(count(root, vars), name, 5787902);
      if (n < 1) fail(5787908, `'n' must be greater than 0, found ${n}`);
      const value = input(root, vars);
      return take(arrayOf(name, value ?? null, 5788200), n);
    };
  };
}

function slice(items: Value[], a: number, b: number | undefined): Value[] {
  if (b === undefined) return a >= 0 ? items.slice(0, a) : items.slice(a);
  if (b <= 0) fail(28729, `Third argument to $slice must be positive: ${b}`);
  const start = a >= 0 ? a : Math.max(0, items.length + a);
  return items.slice(start, start + b);
}
