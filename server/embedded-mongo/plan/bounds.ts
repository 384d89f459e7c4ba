import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { emptyArrayKey, encodeKey } from '../bson/key-encoding.ts';
import { isNaNValue } from '../bson/numbers.ts';
import { isDoc, isTruthy, rankOf, typeRank, type Value } from '../bson/values.ts';
import { isOperatorDoc } from '../match/compile.ts';
import { literalPrefixOf } from '../match/regex.ts';
import type { Condition } from './conditions.ts';
import {
  complement,
  everything,
  type Interval,
  intersect,
  normalise,
  pointAt,
  prefixAt,
} from './intervals.ts';

/** Where in one field of an index the matching keys lie, in ascending order. */
export interface FieldBounds {
  intervals: Interval[];
  /** Whether every key in the intervals satisfies the conditions, so that the document need not be asked. */
  isExact: boolean;
}

/** What the bounds may take for granted about the index. */
export interface BoundsContext {
  isMultikey: boolean;
  isSparse: boolean;
}

const smallestNumber = encodeKey(Number.NEGATIVE_INFINITY);
const nullPoint = pointAt(encodeKey(null));

/**
 * The bounds a field's conditions allow, or nothing when they allow none. A document with several keys may
 * satisfy each condition by another key, so in a multikey index only one condition may narrow the field.
 */
export function fieldBounds(conditions: Condition[], context: BoundsContext): FieldBounds | undefined {
  let best: FieldBounds | undefined;
  let hasUnbounded = false;
  for (const condition of conditions) {
    const bounds = conditionBounds(condition, context);
    if (!bounds) {
      hasUnbounded = true;
      continue;
    }
    if (!best) best = bounds;
    else if (context.isMultikey) {
      best = { ...(isNarrower(bounds, best) ? bounds : best), isExact: false };
    } else {
      best = {
        intervals: intersect(best.intervals, bounds.intervals),
        isExact: best.isExact && bounds.isExact,
      };
    }
  }
  return best && { intervals: best.intervals, isExact: best.isExact && !hasUnbounded };
}

function isNarrower(a: FieldBounds, b: FieldBounds): boolean {
  const points = (bounds: FieldBounds) =>
    bounds.intervals.every(({ from, to }) => from.key.equals(to.key)) ? 1 : 0;
  return points(a) > points(b) || (points(a) === points(b) && a.intervals.length < b.intervals.length);
}

function conditionBounds(condition: Condition, context: BoundsContext): FieldBounds | undefined {
  const { operator, operand } = condition;
  switch (operator) {
    case '$eq':
      return equality(operand, context);
    case '$in':
      return membership(operand as Value[], context);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return range(operator, operand, context);
    case '$_internalExprGte':
    case '$_internalExprLte':
      return expressionRange(operator, operand, context);
    case '$regex':
      return operand instanceof BSONRegExp ? prefix(operand, context) : undefined;
    case '$exists':
      return existence(operand, context);
    case '$ne':
      return inequality([operand], context);
    case '$nin':
      return inequality(operand as Value[], context);
    case '$all':
      return first(operand as Value[], context);
    case '$elemMatch':
      return elementRange(operand, context);
    default:
      return undefined;
  }
}

function equality(operand: Value, context: BoundsContext): FieldBounds | undefined {
  if (operand === null) {
    // A sparse index does not hold the documents without the field, and those match too.
    return context.isSparse ? undefined : { intervals: [nullPoint], isExact: !context.isMultikey };
  }
  if (Array.isArray(operand)) {
    // An array is stored by its elements; one that is itself an element is stored as it is.
    const points = [pointAt(encodeKey(operand)), pointAt(encodeKey(operand[0] ?? emptyKeyOf(operand)))];
    return { intervals: normalise(points), isExact: false };
  }
  if (operand instanceof BSONRegExp) return { intervals: [pointAt(encodeKey(operand))], isExact: true };
  return { intervals: [pointAt(encodeKey(operand))], isExact: true };
}

function emptyKeyOf(operand: Value[]): Value | typeof emptyArrayKey {
  return operand.length === 0 ? emptyArrayKey : null;
}

function membership(operands: Value[], context: BoundsContext): FieldBounds | undefined {
  const intervals: Interval[] = [];
  let isExact = true;
  for (const operand of operands) {
    const bounds = operand instanceof BSONRegExp ? prefix(operand, context) : equality(operand, context);
    if (!bounds) return undefined;
    intervals.push(...bounds.intervals);
    isExact &&= bounds.isExact;
  }
  return { intervals: normalise(intervals), isExact };
}

function range(operator: string, operand: Value, context: BoundsContext): FieldBounds | undefined {
  const isInclusive = operator === '$gte' || operator === '$lte';
  if (operand === null) return isInclusive ? equality(null, context) : { intervals: [], isExact: true };
  if (Array.isArray(operand) || operand instanceof MinKey || operand instanceof MaxKey) return undefined;
  const key = encodeKey(operand);
  if (isNaNValue(operand)) return { intervals: isInclusive ? [pointAt(key)] : [], isExact: true };
  const rank = rankOf(operand);
  const type = Buffer.from([rank]);
  const bottom = rank === typeRank.number ? smallestNumber : type;
  const interval: Interval = operator.startsWith('$gt')
    ? { from: { key, isAfter: !isInclusive }, to: { key: type, isAfter: true } }
    : { from: { key: bottom, isAfter: false }, to: { key, isAfter: isInclusive } };
  return { intervals: normalise([interval]), isExact: true };
}

/** A range over all types, as an expression compares them, with what is equal: the document is asked all the same. */
function expressionRange(operator: string, operand: Value, context: BoundsContext): FieldBounds | undefined {
  // To an expression an array is one value, and of that an index knows nothing.
  if (context.isMultikey) return undefined;
  const edge = encodeKey(operand);
  if (operator === '$_internalExprGte') {
    return { intervals: [{ from: { key: edge, isAfter: false }, to: everything.to }], isExact: false };
  }
  // What is missing is less than everything, and a sparse index does not know of that.
  if (context.isSparse) return undefined;
  return { intervals: [{ from: everything.from, to: { key: edge, isAfter: true } }], isExact: false };
}

function prefix(regex: BSONRegExp, _context: BoundsContext): FieldBounds | undefined {
  const literal = literalPrefixOf(regex.pattern, regex.options);
  const same = pointAt(encodeKey(regex));
  if (!literal) {
    const strings = Buffer.from([typeRank.string]);
    return { intervals: normalise([prefixAt(strings), same]), isExact: false };
  }
  // Without its closing byte the key of a text is the beginning of the keys of all texts it begins.
  const key = encodeKey(literal.prefix).subarray(0, -1);
  return { intervals: normalise([prefixAt(key), same]), isExact: literal.isWhole };
}

function existence(operand: Value, context: BoundsContext): FieldBounds | undefined {
  if (isTruthy(operand)) {
    if (context.isSparse) return { intervals: [everything], isExact: false };
    return undefined;
  }
  return context.isSparse ? undefined : { intervals: [nullPoint], isExact: false };
}

function inequality(operands: Value[], context: BoundsContext): FieldBounds | undefined {
  // What differs includes what is missing, and a sparse index does not know of that.
  if (context.isSparse && !operands.includes(null)) return undefined;
  // Inside arrays the key null also stands for "no element to look at", which does not equal null.
  if (context.isMultikey && operands.includes(null)) return undefined;
  if (operands.some((operand) => Array.isArray(operand) || operand instanceof BSONRegExp)) return undefined;
  const points = operands.map((operand) => pointAt(encodeKey(operand)));
  return {
    intervals: complement(normalise(points)),
    isExact: !context.isMultikey,
  };
}

function first(operands: Value[], context: BoundsContext): FieldBounds | undefined {
  const [operand] = operands;
  if (operand === undefined) return { intervals: [], isExact: true };
  if (isOperatorDoc(operand)) return undefined;
  const bounds = operand instanceof BSONRegExp ? prefix(operand, context) : equality(operand, context);
  return bounds && { ...bounds, isExact: false };
}

/** Conditions inside `$elemMatch` hold for one and the same element, so they narrow each other. */
function elementRange(operand: Value, context: BoundsContext): FieldBounds | undefined {
  if (!isDoc(operand) || !isOperatorDoc(operand)) return undefined;
  const inner = [...operand].map(([operator, value]) => ({ operator, operand: value }));
  const bounds = fieldBounds(inner, { ...context, isMultikey: false });
  return bounds && { ...bounds, isExact: false };
}
