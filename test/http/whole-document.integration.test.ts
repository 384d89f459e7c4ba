import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './open-server.ts';

const document: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../golden/document/quiet-three-weeks.json', import.meta.url), 'utf8'),
);

describe('a workflow with everything a document may have', () => {
  let server: TestServer;
  let id: string;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => server.close());

  const post = (path: string, body: unknown) => server.call('POST', path, { body });
  const listed = async (what: string, userId: string) =>
    (await server.call('GET', `/api/${what}?userId=${userId}&workflowId=${id}`)).body.items;
  /** The steps somebody left and by which exit, and how their way stands. */
  const wayOf = async (userId: string) => {
    const [newest] = await listed('enrolments', userId);
    if (!newest) return undefined;
    const { status, reason } = newest;
    const steps = newest.steps.filter(({ exit }: { exit?: string }) => exit !== undefined);
    return [
      ...steps.map(({ step, exit }: { step: string; exit: string }) => `${step} ${exit}`),
      reason === undefined ? status : `${status} by ${reason}`,
    ];
  };

  it('is validated, saved as it is, refused without its letter and published with it', async () => {
    expect((await post('/api/workflows/validate', document)).body.problems).toEqual([
      expect.objectContaining({ code: 'EMAIL_TEMPLATE_UNKNOWN', step: 's4' }),
    ]);
    const created = await post('/api/workflows', document);
    expect(created.status).toBe(201);
    id = created.body.id;
    expect((await server.call('GET', `/api/workflows/${id}`)).body.document).toMatchObject(document);
    expect((await post(`/api/workflows/${id}/publish`, {})).status).toBe(422);
    const letter = { key: 'we-miss-you', name: 'We miss you', subject: 'We miss you', body: 'Come back.' };
    expect((await post('/api/templates', letter)).status).toBe(201);
    expect((await post(`/api/workflows/${id}/publish`, {})).body).toEqual({ version: 1 });
  });

  it('is answered with its defaults filled in where that is asked for and can be done', async () => {
    const bare = { format: 'mooring.workflow/1', entry: { trigger: { kind: 'manual' } } };
    const made = await post('/api/workflows', bare);
    const at = `/api/workflows/${made.body.id}`;
    const asked = (await server.call('GET', `${at}?filled=true`)).body;
    expect(asked).toMatchObject({ filled: true, document: { ...bare, priority: 'normal', notes: [] } });
    const plain = (await server.call('GET', at)).body;
    expect(plain.document).toEqual(bare);
    expect(plain.filled).toBeUndefined();
    const strange = { ...bare, steps: { s: { kind: 'wait', surprise: true } } };
    expect((await server.call('PUT', at, { body: strange, headers: { 'if-match': '*' } })).status).toBe(200);
    const odd = (await server.call('GET', `${at}?filled=true`)).body;
    expect(odd).toMatchObject({ filled: false, document: strange });
  });

  it('leads everybody to their own end', async () => {
    const { world } = server;
    /** Signs in now, and then falls silent. */
    const comes = async (userId: string, plan: string, mrr: number, traits = {}) => {
      await world.identify(userId, { plan, email: `${userId}@mail.test`, ...traits });
      await world.group(userId, `account of ${userId}`, { mrr });
      await world.track(userId, 'Signed In');
    };
    await comes('called', 'pro', 490);
    await comes('uncalled', 'team', 400);
    await comes('small', 'pro', 399);
    await comes('unreachable', 'pro', 0, { email: null });
    await comes('back', 'pro', 490);
    await comes('cancelled', 'team', 490);
    await comes('free', 'free', 490);
    await world.pass('11h');
    await comes('late', 'pro', 10);

    // Monday at 9, three weeks later; whoever came at 8 in the evening enters then.
    await world.pass('20d');
    await world.pass('12h');
    expect(await wayOf('called')).toBeUndefined();
    await world.pass('1h');
    expect(await wayOf('called')).toEqual(['s1 yes', 's2 next', 'waiting']);
    expect(await wayOf('small')).toEqual(['s1 otherwise', 's4 sent', 'waiting']);
    expect(await wayOf('unreachable')).toEqual(['s1 otherwise', 's4 notSent', 's6 end', 'completed by end']);
    expect(await wayOf('late')).toBeUndefined();

    await world.pass('1m');
    await world.track('back', 'Signed In');
    await world.track('cancelled', 'Subscription Cancelled');
    const [task] = await listed('tasks', 'called');
    expect(task).toMatchObject({ title: 'Call them', priority: 'high', dueAt: '2026-03-24T09:00:00.000Z' });
    const done = await server.call('PATCH', `/api/tasks/${task.id}`, {
      body: { status: 'done', outcome: 'saved' },
    });
    expect(done.status).toBe(200);
    await world.settle();
    expect(await wayOf('called')).toEqual(['s1 yes', 's2 next', 's3 done', 's6 end', 'completed by end']);
    expect(await wayOf('back')).toEqual(['s1 yes', 's2 next', 's3 goal', 'completed by goal']);
    expect(await wayOf('cancelled')).toEqual([
      's1 yes',
      's2 next',
      's3 event:Subscription Cancelled',
      'exited by event:Subscription Cancelled',
    ]);

    await world.pass('12h');
    // Nobody is written to in the evening.
    expect(await listed('messages', 'late')).toEqual([]);
    expect(await listed('enrolments', 'late')).toMatchObject([
      { status: 'waiting', step: 's4', dueAt: '2026-03-24T09:00:00.000Z' },
    ]);
    await world.pass('12h');
    expect(await listed('messages', 'late')).toMatchObject([
      { status: 'sent', subject: 'We miss you', sentAt: '2026-03-24T09:00:00.000Z' },
    ]);
    await world.pass('2d');
    expect(await wayOf('uncalled')).toEqual(['s1 yes', 's2 next', 's3 timeout', 's4 sent', 'waiting']);
    expect(await wayOf('small')).toEqual([
      's1 otherwise',
      's4 sent',
      's5 next',
      's6 end',
      'completed by end',
    ]);
    await world.pass('3d');
    expect((await wayOf('uncalled'))?.at(-1)).toBe('completed by end');
    expect(await wayOf('free')).toBeUndefined();
  });

  it('lets come in again after ninety days whoever is still quiet, and nobody who is not', async () => {
    const { world } = server;
    await world.pass('83d');
    expect(await listed('enrolments', 'small')).toHaveLength(1);
    await world.pass('1d');
    expect(await listed('enrolments', 'small')).toHaveLength(2);
    expect(await listed('enrolments', 'free')).toHaveLength(0);
  });
});
