import { z } from 'zod';
import { rootCondition } from './condition.ts';
import type { FactDefinition, ParamDefinition } from './vocabulary/fact-definition.ts';
import { type FactName, factNames, facts } from './vocabulary/facts.ts';
import { operatorPattern } from './vocabulary/operators.ts';
import { workflowSchema } from './workflow.ts';

type Json = Record<string, unknown>;

/** The names of definitions that conditions and the `where` over properties of events are made of. */
const CONDITION = 'Condition';
const WHERE = 'Where';

/** The JSON Schema (draft 2020-12) of the workflow document, as other tools and editors use it. */
export function workflowJsonSchema(): Json {
  return withCatalogue(z.toJSONSchema(workflowSchema, { io: 'input' }) as Json);
}

/** The JSON Schema (draft 2020-12) of a condition by itself. */
export function conditionJsonSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: `#/$defs/${CONDITION}`,
    $defs: definitions(),
  };
}

/**
 * A schema whose conditions say which parameters each fact takes. What zod knows of conditions is their shape alone,
 * for `validateCondition` says better what is wrong with a rule.
 */
function withCatalogue(schema: Json): Json {
  const shapes = Object.entries((schema.$defs ?? {}) as Json).filter(
    ([name, body]) => name !== CONDITION && !isRule(body),
  );
  const relinked = JSON.parse(JSON.stringify(Object.fromEntries(shapes)), (key, inner: unknown) =>
    key === 'where' ? { ...(inner as Json), $ref: `#/$defs/${WHERE}` } : inner,
  ) as Json;
  return { ...schema, $defs: { ...relinked, ...definitions() } };
}

/** Whether a definition is zod's own of a rule or group. */
function isRule(body: unknown): boolean {
  return JSON.stringify(body).includes(JSON.stringify(operatorPattern));
}

function definitions(): Json {
  const outer = factNames.filter((name) => name !== 'properties');
  return {
    [CONDITION]: { ...groupsOf('Rule'), description: z.globalRegistry.get(rootCondition)?.description },
    Rule: { anyOf: [...groupsOf('Rule', ['not']).anyOf, ...outer.map(ruleOf)] },
    [WHERE]: { ...groupsOf('WhereRule'), description: 'Conditions over the properties of one event.' },
    WhereRule: { anyOf: [...groupsOf('WhereRule', ['not']).anyOf, ruleOf('properties')] },
  };
}

function groupsOf(inner: string, more: readonly 'not'[] = []): { anyOf: Json[] } {
  const child = { $ref: `#/$defs/${inner}` };
  const lists = ['all', 'any'].map((group) =>
    objectOf({ [group]: { type: 'array', items: child, minItems: 1 } }),
  );
  return { anyOf: [...lists, ...more.map((group) => objectOf({ [group]: child }))] };
}

function ruleOf(name: FactName): Json {
  const { path, params }: FactDefinition = facts[name];
  const asked = Object.entries(params);
  const needed = asked.filter(([, { required }]) => required).map(([param]) => param);
  const rule = objectOf(
    {
      fact: { const: name },
      ...(asked.length > 0 ? { params: objectOf(Object.fromEntries(asked.map(paramOf)), needed) } : {}),
      ...(path === undefined
        ? {}
        : { path: { type: 'string', description: 'A path into the fact, such as $.traits.plan' } }),
      operator: { type: 'string', pattern: operatorPattern },
      value: {},
    },
    ['fact', 'operator', 'value', ...(needed.length > 0 ? ['params'] : [])],
  );
  return rule;
}

function paramOf([name, { schema, tree, default: standing }]: [string, ParamDefinition]): [string, Json] {
  if (tree) return [name, { $ref: `#/$defs/${WHERE}` }];
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input' }) as Json;
  return [name, standing === undefined ? shape : { ...shape, default: standing }];
}

function objectOf(properties: Json, required = Object.keys(properties)): Json {
  return { type: 'object', properties, required, additionalProperties: false };
}
