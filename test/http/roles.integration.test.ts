import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Route, routes } from '../../shared/api.ts';
import { type Role, roles } from '../../shared/people.ts';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
const keys = new Map<Role, string>();
beforeAll(async () => {
  server = await openServer();
  for (const role of roles) {
    const { body } = await server.call('POST', '/api/keys', { body: { kind: 'api', name: role, role } });
    keys.set(role, body.secret);
  }
});
afterAll(() => server.close());

const guarded = Object.entries<Route>(routes).filter(
  ([, { permission }]) => permission !== 'public' && permission !== 'write-key',
);

/** What a route cannot be asked without, by its name. */
const asked: Record<string, string> = { explainEntry: '?userId=nobody' };

const addressOf = ({ path }: Route, name = '') => path.replace(/:\w+/g, 'nothing') + (asked[name] ?? '');

describe('every route that is not public', () => {
  it.each(guarded)('%s answers 401 without credentials', async (_name, route) => {
    const answer = await server.call(route.method, addressOf(route), { key: null });
    expect([answer.status, answer.body.code]).toEqual([401, 'SIGN_IN_NEEDED']);
  });

  it.each(guarded)('%s answers 403 to a role below its own', async (_name, route) => {
    const below = roles[roles.indexOf(route.permission as Role) - 1];
    if (below === undefined) return;
    const answer = await server.call(route.method, addressOf(route), { key: keys.get(below) ?? null });
    expect([answer.status, answer.body.code]).toEqual([403, 'NOT_ALLOWED']);
    expect(answer.body.facts).toEqual({ needed: route.permission, role: below });
  });

  it.each(guarded.filter(([, { method }]) => method === 'GET'))(
    '%s lets its own role in',
    async (name, route) => {
      const answer = await server.call('GET', addressOf(route, name), {
        key: keys.get(route.permission as Role) ?? null,
      });
      expect([200, 404]).toContain(answer.status);
    },
  );
});

describe('every ingestion route', () => {
  it.each(Object.entries<Route>(routes).filter(([, { permission }]) => permission === 'write-key'))(
    '%s answers 401 without a write key',
    async (_name, { path }) => {
      const answer = await server.call('POST', path, { key: null, body: {} });
      expect([answer.status, answer.body.code]).toEqual([401, 'WRITE_KEY_MISSING']);
    },
  );
});
