import { z } from 'zod';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api.ts';

type Json = Record<string, unknown>;

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable; translations and scripts go by it.' },
    facts: { type: 'object', description: 'What fills the sentence.' },
    instance: { type: 'string' },
    requestId: { type: 'string' },
  },
};

let described: Json | undefined;

/** The OpenAPI 3.1 description of every route, derived from the route table. */
export function openApiDocument(): Json {
  described ??= describeRoutes();
  return described;
}

function describeRoutes(): Json {
  const paths: Record<string, Json> = {};
  const schemas: Json = { Problem: problemSchema };
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const operations = paths[path] ?? {};
    operations[route.method.toLowerCase()] = operationOf(name, route, schemas);
    paths[path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mooring',
      version: '1',
      description:
        'Retention automation. Lists answer `items` and `next`; pass `next` as `cursor`. Failures are RFC 9457 problems.',
    },
    paths,
    components: {
      schemas,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key from Settings → Keys' },
        session: { type: 'apiKey', in: 'cookie', name: 'mooring_session' },
        writeKey: { type: 'http', scheme: 'basic', description: 'A write key as user name, no password' },
      },
    },
  };
}

function operationOf(name: string, route: Route, schemas: Json): Json {
  const parameters: Json[] = [...route.path.matchAll(/:(\w+)/g)].map(([, param]) => ({
    name: param,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (route.query) parameters.push(...queryParameters(route.query, name, schemas));
  if (route.ifMatch) parameters.push(header('If-Match', true, 'The ETag read before'));
  if (route.method === 'POST' && route.permission !== 'public' && route.permission !== 'write-key')
    parameters.push(header('Idempotency-Key', false, 'Repeating a call with the same key runs it once'));
  const status = String(route.status ?? 200);
  const hasBody = route.body !== undefined || route.permission === 'write-key';
  return {
    operationId: name,
    summary: route.summary,
    ...(route.permission === 'public' ? {} : { 'x-permission': route.permission }),
    security: securityOf(route),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(hasBody
      ? { requestBody: { content: json(route.body ? schemaOf(route.body, 'input', name, schemas) : {}) } }
      : {}),
    responses: {
      [status]:
        status === '204'
          ? { description: 'Done' }
          : { description: 'Success', content: json(schemaOf(route.answer, 'output', name, schemas)) },
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function queryParameters(query: z.ZodObject, name: string, schemas: Json): Json[] {
  const { properties = {}, required = [] } = schemaOf(query, 'input', name, schemas) as {
    properties?: Json;
    required?: string[];
  };
  return Object.entries(properties).map(([param, schema]) => ({
    name: param,
    in: 'query',
    required: required.includes(param),
    schema,
  }));
}

function header(name: string, required: boolean, description: string): Json {
  return { name, in: 'header', required, description, schema: { type: 'string' } };
}

function json(schema: unknown): Json {
  return { 'application/json': { schema } };
}

function securityOf(route: Route): Json[] {
  if (route.permission === 'public') return [];
  return route.permission === 'write-key' ? [{ writeKey: [] }] : [{ apiKey: [] }, { session: [] }];
}

/** The JSON Schema of a zod schema; definitions it shares move to the components, where references can find them. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', name: string, schemas: Json): unknown {
  const { $schema: _, $defs = {}, ...own } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  const componentOf = (definition: string) =>
    definition.startsWith('__') ? `${name}.${io}.${definition.slice(2)}` : safeName(definition);
  const relinked = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
      if (key !== '$ref' || typeof inner !== 'string') return inner;
      return `#/components/schemas/${componentOf(inner.replace('#/$defs/', ''))}`;
    });
  for (const [definition, body] of Object.entries($defs as Json))
    schemas[componentOf(definition)] = relinked(body);
  return relinked(own);
}

function safeName(name: string): string {
  return name.replace(/[^\w.-]/g, '-');
}
