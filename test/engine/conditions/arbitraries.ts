import fc from 'fast-check';
import { type FactSnapshot, factsOf } from '../../../server/engine/facts.ts';
import type { Condition, Leaf, RootCondition } from '../../../shared/condition.ts';
import { type ConditionScope, validateCondition } from '../../../shared/validate-condition.ts';
import { eventMeasures, measuresProperty } from '../../../shared/vocabulary/event-fact.ts';
import { decorators, operatorNames } from '../../../shared/vocabulary/operators.ts';
import { dateLike, historiesAround, measuredFacts, statesOf, zone } from './arbitrary-facts.ts';

export const now = Date.UTC(2026, 2, 10, 15, 30);

const text = fc.constantFrom(
  '',
  'pro',
  'Pro Plan',
  'PRO',
  'p',
  'żółw',
  '🐢 turtle',
  'İstanbul',
  '21',
  '21.5x',
);
const number = fc.constantFrom(0, -0, 1, 2, 3, 21, 21.5, -4, 1e21, 0.1);
const scalar = fc.oneof(
  text,
  fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01'),
  number,
  fc.boolean(),
  fc.constant(null),
);

/** What a trait or property may hold; also what JSON cannot carry but a caller in the same process might. */
const held: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>({}, { a: 1 }, new Date(now), Number.NaN, Infinity, undefined),
  },
);

/** Values whose conversion to a number throws. */
const hostile = fc.constantFrom<unknown>(
  { toString: 1 },
  { toString: null, valueOf: 'x' },
  Object.create(null),
  [{ toString: 1 }],
  ['21', { toString: 1 }],
);

const keys = ['plan', 'seats', 'tags', 'ż key', 'nested', 'renewsAt', 'zone'] as const;

function record(value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .tuple(
      fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5, noNullPrototype: true }),
      fc.option(fc.dictionary(fc.constantFrom('a', 'b'), value, { noNullPrototype: true }), {
        nil: undefined,
      }),
    )
    .map(([flat, nested]) => (nested ? { ...flat, nested } : flat));
}

const path = fc.constantFrom(
  '$.plan',
  '$.seats',
  '$.tags',
  '$.ż key',
  '$.nested.a',
  '$.nested.b',
  '$.missing.deep.down',
  '$',
);

const operator = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      {
        weight: 2,
        arbitrary: fc.array(fc.constantFrom<string>(...decorators), { minLength: 1, maxLength: 3 }),
      },
    ),
    fc.constantFrom<string>(...operatorNames),
  )
  .map(([before, name]) => [...before, name].join(':'));

const value = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.array(scalar, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  },
  { weight: 1, arbitrary: fc.tuple(number, number) },
);
const bound = fc.constantFrom(-1, -0.5, 0, 0.9, 1, 2, 7, 14, 21, 30, 60);
const numericValue = fc.oneof(
  { weight: 3, arbitrary: bound },
  { weight: 1, arbitrary: number },
  { weight: 1, arbitrary: fc.array(bound, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.boolean() },
);

/** An operator with a value that fits it. Rejected while it is small: rejecting whole rules would take seconds. */
function comparison(of: Partial<Leaf>, scope: ConditionScope, values: fc.Arbitrary<unknown>) {
  return fc.record({ operator, value: values }).filter((pair) => isValid({ ...of, ...pair }, scope));
}

function recordLeaf(fact: string): fc.Arbitrary<Leaf> {
  const scope = fact === 'properties' ? 'where' : 'goal';
  return fc
    .tuple(path, comparison({ fact, path: '$.plan' }, scope, value), fc.boolean())
    .map(([at, pair, wanted]) =>
      at === '$' ? { fact, path: at, operator: 'exists', value: wanted } : { fact, path: at, ...pair },
    );
}

const where = tree(recordLeaf('properties'), 3);

const window: fc.Arbitrary<object> = fc.oneof(
  fc.constant({}),
  fc.constantFrom('1d', '36h', '2w', '90m', '30d').map((within) => ({ within })),
  fc.constant({ since: 'entry' }),
);
const measure = fc.constantFrom(...eventMeasures).chain((kind): fc.Arbitrary<object> => {
  if (kind === 'daysSinceLast' || kind === 'daysSinceFirst')
    return fc.record({ measure: fc.constant(kind), ifNever: fc.constantFrom('created', 'missing') });
  if (measuresProperty(kind))
    return fc.record({ measure: fc.constant(kind), property: fc.constantFrom('$.seats', '$.nested.a') });
  return fc.record({ measure: fc.constant(kind) }, { requiredKeys: [] });
});

const eventLeaf: fc.Arbitrary<Leaf> = fc
  .record({
    event: fc.constantFrom('Signed In', 'Paid', 'Never'),
    measure,
    window,
    filter: fc.option(where, { nil: undefined }),
    pair: comparison({ fact: 'event', params: { event: 'Paid' } }, 'goal', numericValue),
  })
  .map(({ event, measure: measured, window: within, filter, pair }) => ({
    fact: 'event',
    params: { event, ...measured, ...within, ...(filter ? { where: filter } : {}) },
    ...pair,
  }));

/** The facts that measure something other than events, each with all its ways of being asked. */
const measureLeaf: fc.Arbitrary<Leaf> = fc
  .oneof(
    ...measuredFacts.map(([fact, params]) =>
      fc
        .tuple(params, fact === 'trend' ? fc.option(where, { nil: undefined }) : fc.constant(undefined))
        .map(([given, filter]) => ({ fact, params: filter ? { ...given, where: filter } : given })),
    ),
  )
  .chain((of) =>
    comparison(of, 'goal', isYesOrNo(of) ? fc.boolean() : numericValue).map((pair) => ({ ...of, ...pair })),
  );

function isYesOrNo({ fact, params }: { fact: string; params: Record<string, unknown> }): boolean {
  if (fact === 'members') return params.measure === 'mostActiveLeft';
  return fact === 'segment' || (fact === 'signal' && params.measure !== 'daysOpen');
}

const anyLeaf = fc.oneof(
  { weight: 1, arbitrary: recordLeaf('contact') },
  { weight: 1, arbitrary: recordLeaf('account') },
  { weight: 1, arbitrary: recordLeaf('trigger') },
  { weight: 1, arbitrary: recordLeaf('enrolment') },
  { weight: 4, arbitrary: eventLeaf },
  { weight: 4, arbitrary: measureLeaf },
);

/** A condition that validation accepts in a workflow's goal, where most is allowed. */
export const condition: fc.Arbitrary<RootCondition> = tree(anyLeaf, 4);

export { where };

function snapshots(contents: fc.Arbitrary<unknown>): fc.Arbitrary<FactSnapshot> {
  return fc
    .record({
      ...statesOf(now),
      contact: subjectRecord(contents),
      account: fc.option(subjectRecord(contents), { nil: undefined }),
      trigger: fc.option(record(contents), { nil: undefined }),
      enrolment: fc.option(record(contents), { nil: undefined }),
      events: historiesAround(now, record(contents)),
    })
    .map(factsOf);
}

/** A contact or account: anything at all, often with a date and a zone that are meant. */
function subjectRecord(contents: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> {
  const meant = fc.record({ renewsAt: dateLike, zone }, { requiredKeys: [] });
  return fc.tuple(record(contents), meant).map(([any, given]) => ({ ...any, ...given }));
}

export const snapshot = snapshots(held);
export const hostileSnapshot = snapshots(fc.oneof(held, hostile));
export const properties = record(held);

function isValid(leaf: Partial<Leaf>, scope: ConditionScope): boolean {
  const subject = leaf.fact === 'members' ? 'account' : 'contact';
  return validateCondition({ all: [leaf] }, { path: '', scope, subject }).every(
    ({ severity }) => severity === 'warning',
  );
}

function tree(leaf: fc.Arbitrary<Leaf>, maxDepth: number): fc.Arbitrary<RootCondition> {
  const { node } = fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 4, arbitrary: leaf },
      { weight: 1, arbitrary: fc.record({ all: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }) },
      { weight: 1, arbitrary: fc.record({ any: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }) },
      { weight: 1, arbitrary: fc.record({ not: tie('node') }) },
    ),
  }));
  const children = fc.array(node, { minLength: 1, maxLength: 4 });
  return fc.oneof(fc.record({ all: children }), fc.record({ any: children }));
}
