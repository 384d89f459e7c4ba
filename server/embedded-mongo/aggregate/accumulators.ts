import { Decimal128 } from 'bson';
import { addNumbers, isNumeric, type Numeric, numberOf } from '../bson/numbers.ts';
import { type Doc, doubleValue, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileExpression } from './expression.ts';
import { quotientOf } from './operators/arithmetic.ts';
import { compareInExpressions } from './operators/logic.ts';
import { mergeInto } from './operators/object.ts';
import { integerOf } from './operators/operands.ts';
import { deviation } from './operators/reducing.ts';
import { setOf } from './operators/set.ts';
import { roughSize } from './rough-size.ts';
import { compileSort } from './sort-order.ts';
import type { Expression, Vars } from './vars.ts';

/** Gathers one value out of all documents of a group. */
export interface Accumulator {
  add(value: Maybe, doc: Doc): void;
  result(): Value;
  /** Roughly how many bytes it holds. Asked for each document, unless it is always the same. */
  size(): number;
  isFixed?: true;
}

/** An accumulator ready for groups: what it reads from each document, and how a group begins. */
export interface CompiledAccumulator {
  input: Expression;
  start(): Accumulator;
}

/** Compiles an accumulator such as `{ $sum: "$amount" }`. */
export function compileAccumulator(spec: Value, field: string, vars: Vars): CompiledAccumulator {
  if (!isDoc(spec)) return fail(40234, `The field '${field}' must be an accumulator object`);
  if (spec.size !== 1) return fail(40238, `The field '${field}' must specify one accumulator`);
  const [name, operand] = [...spec][0] as [string, Value];
  if (name === '$count') {
    if (!isDoc(operand) || operand.size > 0) fail(9, '$count takes no arguments, i.e. $count:{}');
    return { input: () => 1, start: sum };
  }
  const start = Object.hasOwn(plain, name) ? plain[name] : undefined;
  if (start) {
    const single = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand;
    if (Array.isArray(single)) return fail(40237, `The ${name} accumulator is a unary operator`);
    return { input: compileExpression(single, vars), start };
  }
  const withOptions = Object.hasOwn(configured, name) ? configured[name] : undefined;
  if (withOptions && isDoc(operand)) return withOptions(operand, vars);
  if (refusedAccumulators.has(name)) {
    return fail(115, `The accumulator ${name} is not supported by the embedded database`);
  }
  return fail(15952, `unknown group operator '${name}'`);
}

const refusedAccumulators = new Set(['$accumulator', '$concatArrays', '$median', '$percentile', '$setUnion']);

const plain: Record<string, () => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: () => best(-1),
  $max: () => best(1),
  $first: () => edge(true),
  $last: () => edge(false),
  $push: list,
  $addToSet: () => {
    const inner = new Map<string, Value>();
    let size = 200;
    return {
      add(value) {
        if (value === undefined) return;
        for (const [key, item] of setOf([value])) {
          if (inner.has(key)) continue;
          inner.set(key, item);
          size += key.length + roughSize(item) + 60;
        }
      },
      result: () => [...inner.values()],
      size: () => size,
    };
  },
  $mergeObjects: () => {
    const merged: Doc = new Map();
    return {
      add: (value) => mergeInto(merged, value),
      result: () => merged,
      size: () => roughSize(merged),
    };
  },
  $stdDevPop: () => collected((values) => deviation(values, 0)),
  $stdDevSamp: () => collected((values) => deviation(values, 1)),
};

const configured: Record<string, (operand: Doc, vars: Vars) => CompiledAccumulator> = {
  $firstN: (operand, vars) => severalOf(operand, vars, 'input', (items, n) => items.slice(0, n)),
  $lastN: (operand, vars) => severalOf(operand, vars, 'input', (items, n) => items.slice(-n)),
  $maxN: (operand, vars) =>
    severalOf(operand, vars, 'input', (items, n) =>
      items.toSorted((a, b) => compareInExpressions(b, a)).slice(0, n),
    ),
  $minN: (operand, vars) =>
    severalOf(operand, vars, 'input', (items, n) => items.toSorted(compareInExpressions).slice(0, n)),
  $top: (operand, vars) => ordered(operand, vars, 1, true),
  $bottom: (operand, vars) => ordered(operand, vars, -1, true),
  $topN: (operand, vars) => ordered(operand, vars, 1, false),
  $bottomN: (operand, vars) => ordered(operand, vars, -1, false),
};

function sum(): Accumulator {
  let total: Numeric = 0;
  return {
    add(value) {
      if (typeof value === 'number' && typeof total === 'number') {
        // Most sums are of small whole numbers, and stay such.
        const sum = total + value;
        if ((sum | 0) === sum && (value | 0) === value && (total | 0) === total) {
          total = sum;
          return;
        }
      }
      if (isNumeric(value))
        total = addNumbers(total, value) ?? doubleValue(numberOf(total) + numberOf(value));
    },
    result: () => total,
    size: () => 16,
    isFixed: true,
  };
}

function average(): Accumulator {
  // Ints are averaged as doubles; only decimals need more.
  let doubles = 0;
  let total: Numeric | undefined;
  let count = 0;
  return {
    add(value) {
      if (!isNumeric(value)) return;
      count++;
      if (total === undefined && !(value instanceof Decimal128)) doubles += numberOf(value);
      else {
        const sum: Numeric = total ?? doubleValue(doubles);
        const term = value instanceof Decimal128 ? value : doubleValue(numberOf(value));
        total = addNumbers(sum, term) ?? sum;
      }
    },
    result: () => (count === 0 ? null : quotientOf(total ?? doubleValue(doubles), count)),
    size: () => 24,
    isFixed: true,
  };
}

function best(direction: 1 | -1): Accumulator {
  let found: Maybe;
  return {
    add(value) {
      if (value === undefined || value === null) return;
      if (found === undefined || compareInExpressions(value, found) * direction > 0) found = value;
    },
    result: () => found ?? null,
    size: () => 64 + roughSize(found ?? null),
  };
}

function edge(isFirst: boolean): Accumulator {
  let value: Maybe;
  let has = false;
  return {
    add(next) {
      if (!isFirst || !has) value = next;
      has = true;
    },
    result: () => value ?? null,
    size: () => 64 + roughSize(value ?? null),
  };
}

function list(): Accumulator {
  const items: Value[] = [];
  let size = 64;
  return {
    add(value) {
      if (value === undefined) return;
      items.push(value);
      size += roughSize(value);
    },
    result: () => items,
    size: () => size,
  };
}

function collected(finish: (values: Maybe[]) => Value): Accumulator {
  const values: Maybe[] = [];
  let size = 64;
  return {
    add(value) {
      values.push(value);
      size += roughSize(value ?? null);
    },
    result: () => finish(values),
    size: () => size,
  };
}

function countOf(operand: Doc, vars: Vars): number {
  const n = integerOf(compileExpression(operand.get('n'), vars)(new Map(), vars), 'n', 5787902);
  return n > 0 ? n : fail(5787908, `'n' must be greater than 0, found ${n}`);
}

function severalOf(
  operand: Doc,
  vars: Vars,
  field: string,
  take: (items: Value[], n: number) => Value[],
): CompiledAccumulator {
  const n = countOf(operand, vars);
  return {
    input: compileExpression(operand.get(field), vars),
    start: () =>
      collected((values) =>
        take(
          values.map((value) => value ?? null),
          n,
        ),
      ),
  };
}

function ordered(operand: Doc, vars: Vars, direction: 1 | -1, isSingle: boolean): CompiledAccumulator {
  const sortBy = operand.get('sortBy');
  if (!isDoc(sortBy)) return fail(5788003, 'Missing or invalid sortBy');
  const order = compileSort(sortBy);
  const n = isSingle ? 1 : countOf(operand, vars);
  return {
    input: compileExpression(operand.get('output'), vars),
    start: () => {
      let rows: { key: Buffer; value: Value; size: number }[] = [];
      let held = 0;
      const trim = () => {
        rows.sort((a, b) => Buffer.compare(a.key, b.key));
        rows = direction === 1 ? rows.slice(0, n) : rows.slice(-n);
        held = rows.reduce((sum, { size }) => sum + size, 0);
      };
      return {
        add(value, doc) {
          const key = order.keyOf(doc);
          const size = 150 + key.length + roughSize(value ?? null);
          rows.push({ key, value: value ?? null, size });
          held += size;
          if (rows.length > n * 2 + 100) trim();
        },
        result() {
          trim();
          const values = rows.map((row) => row.value);
          return isSingle ? (values[0] ?? null) : values;
        },
        size: () => held,
      };
    },
  };
}
