import fc from 'fast-check';
import { type FactSnapshot, factsOf, historiesOf } from '../../../server/engine/facts.ts';
import type { Condition, Leaf, RootCondition } from '../../../shared/condition.ts';
import { DAY } from '../../../shared/time.ts';
import { type ConditionScope, validateCondition } from '../../../shared/validate-condition.ts';
import { eventMeasures, measuresProperty } from '../../../shared/vocabulary/event-fact.ts';
import { decorators, operatorNames } from '../../../shared/vocabulary/operators.ts';

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
const date = fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-01', '1772323200000');
const number = fc.constantFrom(0, -0, 1, 2, 3, 21, 21.5, -4, 1e21, 0.1);
const scalar = fc.oneof(text, date, number, fc.boolean(), fc.constant(null));

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

const keys = ['plan', 'seats', 'tags', 'ż key', 'nested'] as const;

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
const numericValue = fc.oneof(number, fc.array(number, { minLength: 1, maxLength: 3 }), fc.boolean());

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

const anyLeaf = fc.oneof(recordLeaf('contact'), recordLeaf('account'), recordLeaf('trigger'), eventLeaf);

/** A condition that validation accepts in a workflow's goal, where most is allowed. */
export const condition: fc.Arbitrary<RootCondition> = tree(anyLeaf, 4);

export { where };

function history(contents: fc.Arbitrary<unknown>): fc.Arbitrary<FactSnapshot['events']> {
  const at = fc.oneof(
    fc.constantFrom(now, now + 1, now - DAY, now - DAY + 1, now - 14 * DAY, Math.floor(now / DAY) * DAY - 1),
    fc.integer({ min: now - 40 * DAY, max: now + DAY }),
  );
  const events = fc
    .array(fc.record({ at, properties: fc.option(record(contents), { nil: undefined }) }), { maxLength: 6 })
    .map((list) => list.sort((one, other) => one.at - other.at));
  return fc
    .record({ 'Signed In': events, Paid: events }, { requiredKeys: [] })
    .map((byName) => historiesOf(new Map(Object.entries(byName))));
}

function snapshots(contents: fc.Arbitrary<unknown>): fc.Arbitrary<FactSnapshot> {
  return fc
    .record({
      contact: record(contents),
      account: fc.option(record(contents), { nil: undefined }),
      trigger: fc.option(record(contents), { nil: undefined }),
      appearedAt: fc.integer({ min: now - 60 * DAY, max: now }),
      enteredAt: fc.option(fc.integer({ min: now - 20 * DAY, max: now }), { nil: undefined }),
      events: history(contents),
    })
    .map(factsOf);
}

export const snapshot = snapshots(held);
export const hostileSnapshot = snapshots(fc.oneof(held, hostile));
export const properties = record(held);

function isValid(leaf: Partial<Leaf>, scope: ConditionScope): boolean {
  return validateCondition({ all: [leaf] }, { path: '', scope }).every(
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
