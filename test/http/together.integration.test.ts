import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer();
});
afterAll(() => server.close());

async function aWorkflow(): Promise<string> {
  const body = {
    format: 'mooring.workflow/1',
    name: 'Together',
    entry: { trigger: { kind: 'event', event: 'Signed Up' } },
    start: 'rest',
    steps: { rest: { kind: 'wait', for: '1d', next: 'end' }, end: { kind: 'exit' } },
  };
  const made = await server.call('POST', '/api/workflows', { body });
  return `/api/workflows/${made.body.id}`;
}

describe('people who have the same workflow open', () => {
  const say = (path: string, session: string, more: object = {}) =>
    server.call('POST', `${path}/presence`, { body: { session, ...more } });

  it('see each other until they leave or fall silent, and which draft is the newest', async () => {
    const path = await aWorkflow();
    expect((await say(path, 'tab-one-1', { step: 'end' })).body).toEqual({ others: [], etag: '1' });
    const second = await say(path, 'tab-two-2');
    expect(second.body.others).toEqual([expect.objectContaining({ id: 'tab-one-1', step: 'end' })]);
    // Another window of the same person does not make two of them.
    expect((await say(path, 'tab-three-3')).body.others).toHaveLength(1);
    await say(path, 'tab-three-3', { left: true });
    await say(path, 'tab-two-2', { left: true });
    expect((await say(path, 'tab-one-1')).body.others).toEqual([]);
    await say(path, 'tab-two-2');
    await server.world.pass('1m');
    expect((await say(path, 'tab-one-1')).body.others).toEqual([]);
  });

  it('are refused where there is no such workflow', async () => {
    const answer = await say('/api/workflows/none', 'tab-one-1');
    expect([answer.status, answer.body.code]).toEqual([404, 'WORKFLOW_UNKNOWN']);
  });
});

describe('the changes of a workflow', () => {
  it('say who did what, newest first', async () => {
    const path = await aWorkflow();
    const published = await server.call('POST', `${path}/publish`, { body: {} });
    expect(published.body).toEqual({ version: 1 });
    const { body } = await server.call('GET', `${path}/changes`);
    expect(body.items).toEqual([
      expect.objectContaining({ action: 'workflow.publish', version: 1, by: 'API' }),
      expect.objectContaining({ action: 'workflow.create', by: 'API' }),
    ]);
  });
});

describe('the numbers of a workflow', () => {
  it('can be asked for a range of days, within reason', async () => {
    const path = await aWorkflow();
    const { body } = await server.call('GET', `${path}/counts?days=7`);
    expect(body).toEqual({ entered: 0, today: 0, inside: 0, goals: 0, steps: {} });
    expect((await server.call('GET', `${path}/counts?days=900`)).status).toBe(400);
  });
});
