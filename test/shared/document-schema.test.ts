import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { conditionJsonSchema, workflowJsonSchema } from '../../shared/document-schema.ts';
import { factNames, facts } from '../../shared/vocabulary/facts.ts';
import { blankWorkflow } from '../../shared/workflow.ts';

/** The schemas as any other tool would read them: from JSON. */
const validatorOf = (schema: object) => z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));
const workflows = validatorOf(workflowJsonSchema());
const conditions = validatorOf(conditionJsonSchema());
const accepts = (validator: z.ZodType, value: unknown) => validator.safeParse(value).success;

const golden = join(import.meta.dirname, '../golden');
const journeys = readdirSync(golden)
  .filter((name) => name.endsWith('.json'))
  .flatMap(
    (name) => JSON.parse(readFileSync(join(golden, name), 'utf8')) as { it: string; workflow: object }[],
  );

const rule = (change: object) => ({
  all: [
    {
      fact: 'event',
      params: { event: 'Signed In', measure: 'count', within: '30d' },
      operator: 'lessThan',
      value: 3,
      ...change,
    },
  ],
});
const withParams = (params: object) => rule({ params: { event: 'Signed In', ...params } });

describe('the JSON Schema of documents', () => {
  it.each(journeys.map(({ it: name, workflow }) => [name, workflow] as const))(
    'accepts: %s',
    (_, workflow) => {
      const { error } = workflows.safeParse(workflow);
      expect(error?.issues ?? []).toEqual([]);
    },
  );

  it('refuses what no workflow may hold', () => {
    const blank = blankWorkflow('Good');
    expect(accepts(workflows, blank)).toBe(true);
    expect(accepts(workflows, { ...blank, colour: 'red' })).toBe(false);
    expect(accepts(workflows, { ...blank, format: 'mooring.workflow/2' })).toBe(false);
    expect(accepts(workflows, { ...blank, steps: { end: { kind: 'nap' } } })).toBe(false);
    const when = withParams({ measure: 'sometimes' });
    expect(accepts(workflows, { ...blank, entry: { ...blank.entry, when } })).toBe(false);
    expect(accepts(workflows, { ...blank, entry: { ...blank.entry, when: rule({}) } })).toBe(true);
  });

  it('knows the parameters of every fact', () => {
    const text = JSON.stringify(conditionJsonSchema());
    for (const name of factNames)
      for (const param of Object.keys(facts[name].params)) expect(text).toContain(`"${param}":`);
  });

  it.each([
    [
      'a window and a filter',
      withParams({ where: { all: [{ fact: 'properties', path: '$.a', operator: 'equal', value: 1 }] } }),
    ],
    ['an operator with decorators', rule({ operator: 'not:lessThan' })],
    ['groups in groups', { any: [{ not: rule({}) }, rule({})] }],
    ['a path', { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'in', value: ['pro'] }] }],
    ['defaults left out', rule({ fact: 'health', params: undefined })],
  ])('accepts %s', (_, condition) => {
    const { error } = conditions.safeParse(JSON.parse(JSON.stringify(condition)));
    expect(error?.issues ?? []).toEqual([]);
  });

  it.each([
    ['a parameter the fact does not have', withParams({ segment: 'x' })],
    ['a parameter of another type', withParams({ within: 30 })],
    ['a duration nobody can read', withParams({ within: 'a month' })],
    ['a measure of another fact', rule({ fact: 'meter', params: { meter: 'contacts', measure: 'count' } })],
    ['a needed parameter left out', rule({ params: { measure: 'count' } })],
    ['no parameters where some are needed', rule({ params: undefined })],
    ['a path into one value', rule({ path: '$.a' })],
    ['an unknown fact', rule({ fact: 'mood', params: undefined })],
    ['an unknown operator', rule({ operator: 'like' })],
    ['a key that is none', rule({ priority: 3 })],
    [
      'properties outside of where',
      { all: [{ fact: 'properties', path: '$.a', operator: 'equal', value: 1 }] },
    ],
    ['other facts inside of where', withParams({ where: rule({}) })],
    ['an empty group', { all: [] }],
    ['a rule at the root', rule({}).all[0]],
  ])('refuses %s', (_, condition) => {
    expect(accepts(conditions, JSON.parse(JSON.stringify(condition)))).toBe(false);
  });

  it('is kept with the docs', async () => {
    await expect(`${JSON.stringify(workflowJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/workflow.schema.json',
    );
  });
});
