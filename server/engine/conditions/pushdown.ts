import type { Condition, Leaf, RootCondition } from '../../../shared/condition.ts';
import { cut, cutText, isIndexable } from '../../../shared/scalars.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { readOperator } from '../../../shared/vocabulary/operators.ts';
import { keysOf } from './keys-of.ts';

/** A query of the database. */
export type Filter = Readonly<Record<string, unknown>>;

/**
 * What is indexed about a subject. Of a field, every scalar that the value is or holds at any depth of lists lies in
 * the index under the field's name as `scalarsOf` says; a value that holds too many lies there as null.
 */
export interface Indexed {
  subject: SubjectKind;
  /** The name under which the value at a path is indexed; undefined where it is not. */
  field(keys: readonly string[]): string | undefined;
  /** Subjects whose field holds a value that meets the comparison. */
  holding(field: string, comparison: Filter): Filter;
}

/**
 * A filter that finds, by index, every subject for which the condition holds, and maybe others; undefined where
 * nothing can be said by what is indexed. Comparisons of numbers admit text and what lists hold, since `"21" >= 21`
 * holds; whatever is true of missing values, negations above all, is left out, for an index does not know of those.
 */
export function pushdown(condition: RootCondition, indexed: Indexed): Filter | undefined {
  return filterOf(condition, indexed);
}

function filterOf(condition: Condition, indexed: Indexed): Filter | undefined {
  if ('not' in condition) return undefined;
  if ('all' in condition) {
    const parts = condition.all.map((child) => filterOf(child, indexed)).filter((part) => part !== undefined);
    return joined('$and', parts);
  }
  if ('any' in condition) {
    const parts = condition.any.map((child) => filterOf(child, indexed));
    const known = parts.filter((part) => part !== undefined);
    // One branch that may hold for anybody makes the whole hold for anybody.
    return known.length === parts.length ? joined('$or', known) : undefined;
  }
  return leafFilter(condition, indexed);
}

function joined(operator: '$and' | '$or', parts: readonly Filter[]): Filter | undefined {
  const [only, ...more] = parts;
  return only && more.length > 0 ? { [operator]: [...parts] } : only;
}

function leafFilter(leaf: Leaf, indexed: Indexed): Filter | undefined {
  if (leaf.fact !== indexed.subject) return undefined;
  const field = indexed.field(keysOf(leaf.path));
  const reading = readOperator(leaf.operator);
  if (field === undefined || !reading || reading.decorators.length > 0) return undefined;
  const comparisons = comparisonsOf(reading.name, leaf.value);
  return (
    comparisons &&
    joined(
      '$or',
      [...comparisons, tooMany].map((comparison) => indexed.holding(field, comparison)),
    )
  );
}

/** Any text, since text that looks like a number compares as one. */
const anyText: Filter = { $gte: '' };

/** What holds too much to be indexed may hold anything. */
const tooMany: Filter = { $eq: null };

/**
 * Comparisons of which a value that passes meets at least one. Undefined where a value passes that is no scalar and
 * holds none: nothing of it is indexed.
 */
function comparisonsOf(operator: string, value: unknown): Filter[] | undefined {
  switch (operator) {
    case 'equal':
    case 'contains':
      return isIndexable(value) ? [{ $eq: cut(value) }] : undefined;
    case 'in': {
      const values = value as unknown[];
      return values.every(isIndexable) ? [{ $in: [...new Set(values.map((one) => cut(one)))] }] : undefined;
    }
    case 'lessThan':
      return [{ $lt: value }, anyText];
    case 'lessThanInclusive':
      return [{ $lte: value }, anyText];
    case 'greaterThan':
      return [{ $gt: value }, anyText];
    case 'greaterThanInclusive':
      return [{ $gte: value }, anyText];
    case 'between': {
      const [low, high] = value as [unknown, unknown];
      return [{ $gte: low, $lte: high }, anyText];
    }
    case 'startsWith':
      return [startingWith(value as string)];
    case 'endsWith':
    case 'matchesText':
      return [anyText];
    default:
      return undefined;
  }
}

/** Half a character begins texts here, but the database knows whole ones only. */
function startingWith(prefix: string): Filter {
  if (/\p{Surrogate}/u.test(prefix)) return anyText;
  const literal = cutText(prefix).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return { $regex: `^${literal}` };
}
