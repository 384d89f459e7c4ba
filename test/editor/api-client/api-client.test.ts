import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, addressOf, api } from '../../../editor/api-client.ts';

function answering(status: number, body: unknown) {
  const fetch = vi.fn(async (_address: string, _request: RequestInit) =>
    status === 204 ? new Response(null, { status }) : Response.json(body, { status }),
  );
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

afterEach(() => vi.unstubAllGlobals());

describe('the address of a route', () => {
  it('fills in parameters, encoded', () => {
    expect(addressOf('/api/contacts/:userId/timeline', { userId: 'a/b c' })).toBe(
      '/api/contacts/a%2Fb%20c/timeline',
    );
  });

  it('leaves out filters that are not set', () => {
    expect(addressOf('/api/tasks', {}, { status: 'open', userId: undefined, assignee: '', limit: 20 })).toBe(
      '/api/tasks?status=open&limit=20',
    );
  });
});

describe('a call', () => {
  it('sends the body as JSON and the ETag as If-Match', async () => {
    const fetch = answering(200, { id: 'w1' });
    await api.saveWorkflow({ params: { id: 'w1' }, body: { name: 'A' }, ifMatch: '"7"' });
    const [address, request] = fetch.mock.calls[0] ?? [];
    expect(address).toBe('/api/workflows/w1');
    expect(request).toMatchObject({
      method: 'PUT',
      body: '{"name":"A"}',
      headers: { 'if-match': '"7"', 'content-type': 'application/json' },
    });
  });

  it('answers nothing for 204', async () => {
    answering(204, undefined);
    await expect(api.signOut()).resolves.toBeUndefined();
  });

  it('throws what the server refused, with facts and further members', async () => {
    answering(409, {
      type: 'about:blank',
      code: 'RESUME_CHOICE_NEEDED',
      status: 409,
      detail: '42 people became due.',
      facts: { count: 42 },
      counts: { waiting: 42 },
    });
    const refusal = await api.resumeWorkflow({ params: { id: 'w1' } }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiProblem);
    expect(refusal).toMatchObject({
      code: 'RESUME_CHOICE_NEEDED',
      status: 409,
      message: '42 people became due.',
      facts: { count: 42 },
      extra: { counts: { waiting: 42 } },
    });
  });

  it('tells an answer that is not ours from a problem', async () => {
    vi.stubGlobal('fetch', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(api.getSession()).rejects.toMatchObject({ code: 'ANSWER_UNREADABLE', status: 502 });
  });

  it('says that the server does not answer', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(api.getSession()).rejects.toMatchObject({ code: 'OFFLINE', status: 0 });
  });
});
