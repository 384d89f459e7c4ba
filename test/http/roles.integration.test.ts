import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../shared/api/route.ts';
import { routes } from '../../shared/api.ts';
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
const asked: Record<string, string> = { explainEntry: '?userId=nobody', listViews: '?place=accounts' };

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

describe('a saved view', () => {
  const as = (role: Role) => ({ key: keys.get(role) ?? null });
  const wish = { place: 'accounts', name: 'Large ones', search: { band: 'atRisk' } };
  const namesFor = async (role: Role) =>
    (await server.call('GET', '/api/views?place=accounts', as(role))).body.items.map(
      ({ name }: { name: string }) => name,
    );

  it('is its maker’s until a marketer shares it, and then everybody’s to see and a marketer’s to change', async () => {
    const refused = await server.call('POST', '/api/views', {
      ...as('viewer'),
      body: { ...wish, shared: true },
    });
    expect([refused.status, refused.body.code]).toEqual([403, 'NOT_ALLOWED']);
    const mine = await server.call('POST', '/api/views', { ...as('viewer'), body: wish });
    expect(mine.body).toMatchObject({ ...wish, shared: false, mine: true });
    expect([await namesFor('viewer'), await namesFor('marketer')]).toEqual([['Large ones'], []]);
    const hidden = await server.call('DELETE', `/api/views/${mine.body.id}`, as('admin'));
    expect([hidden.status, hidden.body.code]).toEqual([404, 'VIEW_UNKNOWN']);

    const { body: made } = await server.call('POST', '/api/views', { ...as('marketer'), body: wish });
    const shared = { name: 'Ours', search: {}, shared: true };
    await server.call('PUT', `/api/views/${made.id}`, { ...as('marketer'), body: shared });
    expect(await namesFor('viewer')).toEqual(['Large ones', 'Ours']);
    const kept = await server.call('DELETE', `/api/views/${made.id}`, as('viewer'));
    expect(kept.status).toBe(403);
    expect((await server.call('DELETE', `/api/views/${made.id}`, as('admin'))).status).toBe(204);
    expect(await namesFor('viewer')).toEqual(['Large ones']);
  });

  it('is refused with filters that no address holds, and after fifty others', async () => {
    const odd = await server.call('POST', '/api/views', {
      ...as('viewer'),
      body: { ...wish, search: { $where: '1' } },
    });
    expect([odd.status, odd.body.code]).toEqual([422, 'OPERATOR_KEY_REFUSED']);
    const answers = [];
    for (let made = 0; made < 50; made++)
      answers.push(
        await server.call('POST', '/api/views', { ...as('manager'), body: { ...wish, name: `${made}` } }),
      );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const last = await server.call('POST', '/api/views', { ...as('manager'), body: wish });
    expect([last.status, last.body.code]).toEqual([409, 'VIEWS_TOO_MANY']);
  });
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
