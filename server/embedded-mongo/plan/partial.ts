import { compareValues, equalValues } from '../bson/compare.ts';
import type { Doc } from '../bson/values.ts';
import { isTruthy, rankOf, typeNameOf, type Value } from '../bson/values.ts';
import { type Condition, type Conditions, conditionsOf } from './conditions.ts';

/** Whether every document that satisfies the query is covered by a partial index with this expression. */
export function impliesPartial(query: Conditions, expression: Doc): boolean {
  const needed = conditionsOf(expression);
  if (needed.hasRest || needed.alternatives.length > 0) return false;
  for (const [path, conditions] of needed.fields) {
    const given = query.fields.get(path);
    if (!given) return false;
    if (!conditions.every((need) => given.some((have) => implies(have, need)))) return false;
  }
  return true;
}

function implies(have: Condition, need: Condition): boolean {
  if (have.operator === need.operator && equalValues(have.operand, need.operand)) return true;
  // Each of several possible values must satisfy the index's condition.
  if (have.operator === '$in') {
    const values = have.operand as Value[];
    return values.length > 0 && values.every((operand) => implies({ operator: '$eq', operand }, need));
  }
  if (!['$eq', '$gt', '$gte', '$lt', '$lte'].includes(have.operator) || have.operand === null) return false;
  switch (need.operator) {
    case '$exists':
      return isTruthy(need.operand);
    case '$type':
      return have.operator === '$eq' && typeNameOf(have.operand) === need.operand;
    case '$ne':
      return have.operator === '$eq' && !equalValues(have.operand, need.operand);
    case '$in':
      return have.operator === '$eq' && (need.operand as Value[]).some((v) => equalValues(v, have.operand));
    case '$gt':
    case '$gte':
      return isBeyond(have, need, 1, ['$gt', '$gte']);
    case '$lt':
    case '$lte':
      return isBeyond(have, need, -1, ['$lt', '$lte']);
    default:
      return false;
  }
}

function isBeyond(have: Condition, need: Condition, direction: 1 | -1, operators: string[]): boolean {
  if (have.operator !== '$eq' && !operators.includes(have.operator)) return false;
  if (rankOf(have.operand) !== rankOf(need.operand)) return false;
  const difference = compareValues(have.operand, need.operand) * direction;
  const isStrict = need.operator === '$gt' || need.operator === '$lt';
  const givesStrict = have.operator === '$gt' || have.operator === '$lt';
  return isStrict && !givesStrict ? difference > 0 : difference >= 0;
}
