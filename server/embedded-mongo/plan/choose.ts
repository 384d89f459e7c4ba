import type { SortOrder } from '../aggregate/sort-order.ts';
import { equalValues } from '../bson/compare.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../store/collection.ts';
import type { Index } from '../store/index.ts';
import { fieldBounds } from './bounds.ts';
import { type Condition, type Conditions, conditionsOf, elementConditions } from './conditions.ts';
import { mostStreams, planIndex, rangeScore } from './index-plan.ts';
import { edgeBytes, isPoint } from './intervals.ts';
import type { IdPlan, IndexPlan, Plan, ScanPlan } from './plan.ts';

/**
 * Chooses how to find the documents of a query: by id, by the index that narrows most, by several indexes
 * for alternatives, or else by reading everything. An index that gives the order asked for is preferred
 * over one as good that does not.
 */
export function choosePlan(
  collection: Collection,
  filter: Doc,
  sort: SortOrder | undefined,
  hint: Value | undefined,
): Plan {
  const conditions = conditionsOf(filter);
  const natural = naturalOrder(sort, hint);
  if (natural !== undefined) return scan(filter, sort, natural);
  const hinted = hintedIndex(collection, hint);
  if (hinted) {
    const plan = planIndex(hinted, conditions, sort, true);
    return plan ?? scan(filter, sort, false);
  }
  const isForId = hint !== undefined;
  const byId = planIds(conditions, sort);
  if (byId && (isForId || byId.kind === 'ids')) return byId;
  const best = isForId ? undefined : bestIndex(collection, conditions, sort);
  const union = isForId ? undefined : planUnion(collection, filter, conditions, sort, best?.score ?? 0);
  if (union) return union;
  if (best) return best;
  return byId ?? scan(filter, sort, false);
}

function bestIndex(
  collection: Collection,
  conditions: Conditions,
  sort: SortOrder | undefined,
): IndexPlan | undefined {
  let best: IndexPlan | undefined;
  for (const index of collection.indexes) {
    if (index.isBuilding || index.spec.hidden) continue;
    const plan = planIndex(index, conditions, sort, false);
    if (plan && (!best || plan.score > best.score)) best = plan;
  }
  return best;
}

function planIds(conditions: Conditions, sort: SortOrder | undefined): IdPlan | ScanPlan | undefined {
  const given = conditions.fields.get('_id');
  const bounds = given && fieldBounds(given, { isMultikey: false, isSparse: false });
  const onlySort = sort?.fields.length === 1 && sort.fields[0]?.path === '_id' ? sort.fields[0] : undefined;
  const isAlone = conditions.fields.size === 1 && conditions.alternatives.length === 0 && !conditions.hasRest;
  if (!bounds) {
    if (!onlySort) return undefined;
    const isExact =
      conditions.fields.size === 0 && conditions.alternatives.length === 0 && !conditions.hasRest;
    const isReversed = onlySort.direction < 0;
    return { kind: 'scan', range: undefined, bounds: undefined, isReversed, isExact, isSorted: true };
  }
  const isExact = bounds.isExact && isAlone;
  const isReversed = onlySort?.direction === -1;
  if (bounds.intervals.every(isPoint)) {
    const ids = bounds.intervals.map((interval) => interval.from.key);
    if (isReversed) ids.reverse();
    return {
      kind: 'ids',
      ids,
      bounds: bounds.intervals,
      isExact,
      isSorted: !sort || onlySort !== undefined || ids.length < 2,
    };
  }
  const [first] = bounds.intervals;
  const last = bounds.intervals.at(-1);
  if (!first || !last) return { kind: 'ids', ids: [], bounds: [], isExact: true, isSorted: true };
  return {
    kind: 'scan',
    range: { start: edgeBytes(first.from), end: edgeBytes(last.to) },
    bounds: bounds.intervals,
    isReversed,
    isExact: isExact && bounds.intervals.length === 1,
    isSorted: !sort || onlySort !== undefined,
  };
}

/**
 * Alternatives, each answered by an index of its own, when that beats the best single index. When each comes in the
 * order asked for, they are merged in it.
 */
function planUnion(
  collection: Collection,
  filter: Doc,
  conditions: Conditions,
  sort: SortOrder | undefined,
  scoreToBeat: number,
): Plan | undefined {
  for (const clauses of conditions.alternatives) {
    const rest = withoutAlternatives(filter, clauses);
    const plans: (IdPlan | IndexPlan | ScanPlan)[] = [];
    for (const clause of clauses) {
      const plan = planClause(collection, conditionsOf(rest, clause), sort, scoreToBeat);
      if (!plan) break;
      plans.push({ ...plan, isExact: false });
    }
    if (plans.length < clauses.length) continue;
    const isMerged = sort !== undefined && plans.every((plan) => plan.isSorted) && canMerge(plans);
    return {
      kind: 'union',
      plans,
      isExact: false,
      isSorted: sort === undefined || isMerged,
      order: isMerged ? sort : undefined,
    };
  }
  return undefined;
}

/** How one of several alternatives is found: by ids, by the index that narrows most, or by a range of ids. */
function planClause(
  collection: Collection,
  conditions: Conditions,
  sort: SortOrder | undefined,
  scoreToBeat: number,
): IdPlan | IndexPlan | ScanPlan | undefined {
  const byId = planIds(conditions, sort);
  if (byId?.kind === 'ids') return byId;
  const best = bestIndex(collection, conditions, sort);
  if (best && best.score > scoreToBeat) return best;
  return byId?.range && scoreToBeat < rangeScore ? byId : undefined;
}

/** Every stream keeps keys read ahead, so there may not be any number of them. */
function canMerge(plans: (IdPlan | IndexPlan | ScanPlan)[]): boolean {
  const streams = plans.map((plan) => (plan.kind === 'index' ? (plan.streams?.length ?? 1) : 1));
  return streams.reduce((sum, one) => sum + one, 0) <= mostStreams;
}

function withoutAlternatives(filter: Doc, clauses: Doc[]): Doc {
  const rest: Doc = new Map();
  for (const [name, operand] of filter) {
    if (name === '$or' && operand === clauses) continue;
    if (name === '$and') {
      rest.set(
        name,
        (operand as Doc[]).map((clause) => withoutAlternatives(clause, clauses)),
      );
    } else rest.set(name, operand);
  }
  return rest;
}

function scan(filter: Doc, sort: SortOrder | undefined, isReversed: boolean): ScanPlan {
  const isSorted = !sort || sort.fields[0]?.path === '$natural';
  const isExact = filter.size === 0;
  return { kind: 'scan', range: undefined, bounds: undefined, isReversed, isExact, isSorted };
}

function naturalOrder(sort: SortOrder | undefined, hint: Value | undefined): boolean | undefined {
  const field = sort?.fields.find((candidate) => candidate.path === '$natural');
  if (field) return field.direction < 0;
  if (isDoc(hint) && hint.has('$natural')) return hint.get('$natural') === -1;
  return undefined;
}

function hintedIndex(collection: Collection, hint: Value | undefined): Index | undefined {
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return undefined;
  const isId = hint === '_id_' || (isDoc(hint) && hint.size === 1 && hint.has('_id'));
  if (isId) return undefined;
  const found = collection.indexes.find((index) =>
    typeof hint === 'string' ? index.spec.name === hint : equalValues(index.spec.key, hint),
  );
  if (!found || found.isBuilding || found.spec.hidden) {
    return fail(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
  return found;
}

/** Conditions on fields inside array elements that one `$elemMatch` names, ready for an index on such a field. */
export function conditionsFor(path: string, conditions: Conditions): Condition[] | undefined {
  const direct = conditions.fields.get(path);
  if (direct) return direct;
  for (const [outer, list] of conditions.fields) {
    if (!path.startsWith(`${outer}.`)) continue;
    for (const condition of list) {
      if (condition.operator !== '$elemMatch') continue;
      const inner = elementConditions(outer, condition.operand).get(path);
      // That the rest of the element matches is left to the document.
      if (inner) return [...inner, { operator: '$elemMatch', operand: null }];
    }
  }
  return undefined;
}
