import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

const plan = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
const rule = (change: Record<string, unknown>) => ({ all: [{ ...plan, ...change }] });

function nested(levels: number): unknown {
  let tree: unknown = plan;
  for (let level = 0; level < levels; level++) tree = { all: [tree] };
  return tree;
}

async function explained(when: unknown): Promise<string> {
  const { status, body } = await server.call('POST', '/api/conditions/explain', {
    body: JSON.stringify({ when, userId: 'nobody' }),
  });
  expect([400, 404, 413, 422]).toContain(status);
  return body.code;
}

describe('a condition that only means harm', () => {
  const hostile: [string, unknown, string][] = [
    ['nested too deep for a person', nested(13), 'CONDITION_TOO_DEEP'],
    ['nested too deep for a parser', nested(1_000), 'BODY_TOO_DEEP'],
    ['of ten thousand rules', { any: Array(10_000).fill(plan) }, 'CONDITION_TOO_LARGE'],
    ['with a path into prototypes', rule({ path: '$.__proto__.polluted' }), 'FACT_PATH_PROTOTYPE'],
    ['with a regular expression', rule({ operator: 'regex', value: '^(a+)+$' }), 'OPERATOR_UNKNOWN'],
    ['with an operator of the database', rule({ operator: '$regex', value: '^(a+)+$' }), 'OPERATOR_UNKNOWN'],
    ['with a huge text', rule({ value: 'x'.repeat(500_000) }), 'OPERATOR_VALUE_LARGE'],
    ['with an unknown key', rule({ priority: 1 }), 'CONDITION_KEY_UNKNOWN'],
    ['that is no tree', [plan], 'CONDITION_ROOT'],
    [
      'with a filter that hides a tree of its own',
      rule({
        fact: 'event',
        path: undefined,
        params: { event: 'Paid', where: { any: Array(10_000).fill(plan) } },
        operator: 'greaterThan',
        value: 0,
      }),
      'CONDITION_TOO_LARGE',
    ],
  ];

  it.each(hostile)('%s is refused by its own code', async (_, when, code) => {
    expect(await explained(when)).toBe(code);
  });

  it('cannot hide an operator of the database in a value', async () => {
    for (const value of [{ $regex: '^(a+)+$' }, [{ $where: 'sleep(1000)' }], { __proto__: null, a: 1 }])
      expect(['OPERATOR_VALUE', 'OPERATOR_KEY_REFUSED']).toContain(await explained(rule({ value })));
  });

  it('leaves the server answering', async () => {
    expect(await explained({ all: [plan] })).toBe('CONTACT_UNKNOWN');
  });
});
