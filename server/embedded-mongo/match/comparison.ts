import { BSONSymbol, MaxKey, MinKey } from 'bson';
import { compareValues } from '../bson/compare.ts';
import { encodeKey } from '../bson/key-encoding.ts';
import { isNaNValue } from '../bson/numbers.ts';
import { type Maybe, rankOf, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isRegex, regexOf } from './regex.ts';
import type { ElementTest } from './walk.ts';

/** Tests equality; null also equals missing. A regular expression here equals only itself: see `matchesRegex`. */
export function equalTo(value: Value): ElementTest {
  if (value === null) return (candidate) => candidate === undefined || candidate === null;
  if (typeof value === 'string') {
    return (candidate) =>
      candidate === value || (candidate instanceof BSONSymbol && candidate.value === value);
  }
  if (typeof value === 'boolean') return (candidate) => candidate === value;
  return (candidate) => candidate !== undefined && compareValues(candidate, value) === 0;
}

export type Comparison = '$gt' | '$gte' | '$lt' | '$lte';

/** Tests order against values of the same type only; the ends of the order compare with everything. */
export function ordered(operator: Comparison, value: Value): ElementTest {
  const accepts = acceptance[operator];
  const isInclusive = operator === '$gte' || operator === '$lte';
  if (value === null) return isInclusive ? equalTo(null) : () => false;
  if (value instanceof MinKey || value instanceof MaxKey) {
    return (candidate) => candidate !== undefined && accepts(compareValues(candidate, value));
  }
  if (isNaNValue(value)) return isInclusive ? equalTo(value) : () => false;
  const rank = rankOf(value);
  return (candidate) =>
    candidate !== undefined &&
    rankOf(candidate) === rank &&
    accepts(compareValues(candidate, value)) &&
    !isNaNValue(candidate);
}

const acceptance: Record<Comparison, (difference: number) => boolean> = {
  $gt: (difference) => difference > 0,
  $gte: (difference) => difference >= 0,
  $lt: (difference) => difference < 0,
  $lte: (difference) => difference <= 0,
};

/** Tests text against a regular expression; a stored regular expression equal to it matches too. */
export function matchesRegex(regex: RegExp, same?: Value): ElementTest {
  return (candidate) => {
    if (typeof candidate === 'string') return regex.test(candidate);
    if (candidate instanceof BSONSymbol) return regex.test(candidate.value);
    return same !== undefined && candidate !== undefined && compareValues(candidate, same) === 0;
  };
}

/** Tests membership in a list, which may hold regular expressions. */
export function oneOf(values: Value[]): ElementTest {
  const regexes: ElementTest[] = [];
  const strings = new Set<string>();
  const keys = new Set<string>();
  let hasNull = false;
  for (const value of values) {
    if (value instanceof Map && [...value.keys()][0]?.startsWith('$')) {
      const name = [...value.keys()][0];
      if (name !== '$ref' && name !== '$id' && name !== '$db') fail(2, 'cannot nest $ under $in');
    }
    if (value === null) hasNull = true;
    else if (typeof value === 'string') strings.add(value);
    else if (isRegex(value)) regexes.push(matchesRegex(regexOf(value), value));
    else keys.add(encodeKey(value).toString('latin1'));
  }
  return (candidate: Maybe) => {
    if (candidate === undefined || candidate === null) return hasNull;
    if (typeof candidate === 'string' && strings.has(candidate)) return true;
    if (keys.size > 0 && keys.has(encodeKey(candidate).toString('latin1'))) return true;
    if (candidate instanceof BSONSymbol && strings.has(candidate.value)) return true;
    return regexes.some((test) => test(candidate));
  };
}
