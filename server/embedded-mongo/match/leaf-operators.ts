import { Binary } from 'bson';
import { isNumeric, numberOf, wholeNumberOf } from '../bson/numbers.ts';
import { type Maybe, type TypeName, typeNameOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { ElementTest } from './walk.ts';

const typeCodes: Record<number, TypeName> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};
const typeNames = new Set<string>(Object.values(typeCodes));
const numberTypes: ReadonlySet<TypeName> = new Set(['double', 'int', 'long', 'decimal']);

/** The types a `$type` operand names, by alias or by number. */
export function parseTypes(operand: Value): Set<TypeName> {
  const types = new Set<TypeName>();
  for (const item of Array.isArray(operand) ? operand : [operand]) {
    if (item === 'number') for (const type of numberTypes) types.add(type);
    else if (typeof item === 'string') {
      if (!typeNames.has(item)) fail(2, `Unknown type name alias: ${item}`);
      types.add(item as TypeName);
    } else if (isNumeric(item)) {
      const type = typeCodes[numberOf(item)];
      // 0 and 6 are deprecated types no stored value has.
      if (type === undefined && numberOf(item) !== 6)
        fail(2, `Invalid numerical type code: ${numberOf(item)}`);
      if (type) types.add(type);
    } else fail(14, 'type must be represented as a number or a string');
  }
  if (types.size === 0 && Array.isArray(operand) && operand.length === 0) {
    fail(9, '$type must match at least one type');
  }
  return types;
}

/** Tests a value's BSON type. */
export function ofType(operand: Value): ElementTest {
  const types = parseTypes(operand);
  return (candidate) => candidate !== undefined && types.has(typeNameOf(candidate));
}

/** Tests the remainder of a division. */
export function remainder(operand: Value): ElementTest {
  if (!Array.isArray(operand)) return fail(2, 'malformed mod, needs to be an array');
  if (operand.length < 2) fail(2, 'malformed mod, not enough elements');
  if (operand.length > 2) fail(2, 'malformed mod, too many elements');
  const [divisor, rest] = operand.map((item, i) => {
    const part = i === 0 ? 'divisor' : 'remainder';
    if (!isNumeric(item)) fail(2, `malformed mod, ${part} not a number`);
    const whole = Math.trunc(numberOf(item));
    if (!Number.isFinite(whole)) {
      fail(
        2,
        `malformed mod, ${part} value is invalid :: caused by :: Unable to coerce NaN/Inf to integral type`,
      );
    }
    return whole;
  }) as [number, number];
  if (divisor === 0) fail(2, 'divisor cannot be 0');
  return (candidate) => {
    if (!isNumeric(candidate)) return false;
    if (typeof candidate === 'bigint') return Number(candidate % BigInt(divisor)) === rest;
    return Math.trunc(numberOf(candidate)) % divisor === rest;
  };
}

/** Tests the length of an array. */
export function ofSize(operand: Value): ElementTest {
  const size = wholeNumberOf(operand);
  if (size === undefined) fail(2, 'Failed to parse $size. Expected an integer');
  if (size < 0) fail(2, `Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (candidate) => Array.isArray(candidate) && candidate.length === size;
}

export type BitOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

/** Tests bits of whole numbers and of binary data, numbered from the least significant. */
export function bits(operator: BitOperator, operand: Value): ElementTest {
  const positions = bitPositions(operator, operand);
  const wantsSet = operator.endsWith('Set');
  const wantsAll = operator.startsWith('$bitsAll');
  return (candidate) => {
    const isSet = bitReader(candidate);
    if (!isSet) return false;
    const test = (position: number) => isSet(position) === wantsSet;
    return wantsAll ? positions.every(test) : positions.some(test);
  };
}

function bitPositions(operator: string, operand: Value): number[] {
  if (Array.isArray(operand)) {
    return operand.map((item) => {
      const position = wholeNumberOf(item);
      if (position === undefined || position < 0) {
        fail(2, `${operator}: bit positions must be integers >= 0`);
      }
      return position;
    });
  }
  const isSet = bitReader(operand);
  const isNegative = isNumeric(operand) && numberOf(operand) < 0;
  if (!isSet || isNegative) return fail(2, `${operator} takes an Array, a number, or a BinData`);
  const length = operand instanceof Binary ? operand.position * 8 : 64;
  return Array.from({ length }, (_, i) => i).filter(isSet);
}

function bitReader(value: Maybe): ((position: number) => boolean) | undefined {
  if (value instanceof Binary) {
    return (position) => (((value.buffer[position >> 3] ?? 0) >> (position & 7)) & 1) === 1;
  }
  const whole = typeof value === 'bigint' ? value : wholeNumberOf(value);
  if (whole === undefined) return undefined;
  const all = BigInt(whole);
  // Beyond 63 the sign goes on for ever.
  return (position) => ((all >> BigInt(Math.min(position, 63))) & 1n) === 1n;
}
