import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { changePermissions } from '../../../server/use-cases/contacts/change-contact.ts';
import { listContacts } from '../../../server/use-cases/contacts/contacts.ts';
import { changeTask } from '../../../server/use-cases/contacts/tasks.ts';
import { getJob } from '../../../server/use-cases/jobs.ts';
import {
  actOnAccounts,
  actOnAccountsJob,
  actOnContacts,
} from '../../../server/use-cases/many/act-on-many.ts';
import { changeTasks, changeTasksJob } from '../../../server/use-cases/many/change-tasks.ts';
import { undoJob } from '../../../server/use-cases/many/undo.ts';
import type { ManyOutcome } from '../../../shared/many.ts';
import type { Task } from '../../../shared/task.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const ask = (params: Record<string, string>, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

let world: World;
let workflowId: string;
beforeAll(async () => {
  world = await openWorld();
  for (const id of ['ada', 'bea', 'cyd']) {
    await world.identify(id, { email: `${id}@example.com` });
    await world.group(id, `${id}-inc`, { name: `${id} Inc` });
  }
  await world.settle();
  await world.runtime.people.insert({
    id: 'ola',
    email: 'ola@example.com',
    name: 'Ola',
    role: 'manager',
    disabled: false,
    createdAt: world.now(),
  });
  workflowId = await world.publish({
    format: 'mooring.workflow/1',
    key: 'by-hand',
    name: 'By hand',
    entry: { trigger: { kind: 'manual' }, reentry: { mode: 'once' } },
    start: 'wait',
    steps: { wait: { kind: 'wait', for: '3d', next: 'end' }, end: { kind: 'exit' } },
  });
});
afterAll(() => world?.close());

async function outcomeOf(job: string): Promise<ManyOutcome> {
  await world.settle();
  return (await getJob(world.runtime, ask({ id: job }))).result as ManyOutcome;
}
const undo = async (job: string) => {
  await undoJob(world.runtime, ask({ id: job }));
  await world.settle();
};
const taskWish = { kind: 'task', title: 'Call', assignee: 'admin', dueIn: '1d', priority: 'high' };
/** Makes a task about each of these contacts. */
async function tasksAbout(...userIds: string[]): Promise<string[]> {
  const { job } = await actOnContacts(world.runtime, ask({}, { body: { userIds, action: taskWish } }));
  return (await outcomeOf(job)).done.flatMap(({ made }) => made ?? []);
}
const read = async (ids: readonly string[]) => {
  const tasks = await world.runtime.tasks.byIds(ids);
  return ids.map((id) => tasks.get(id)).filter((task): task is Task => task !== undefined);
};

describe('several contacts', () => {
  it('enter a workflow together, and are taken out again', async () => {
    const { items } = await listContacts(world.runtime, ask({}, { query: { limit: 10 } }));
    const [first] = items;
    // The id that lists show does as well.
    const userIds = ['ada', 'bea', 'nobody', first?.userId === 'cyd' ? first.id : 'cyd'];
    const body = { userIds, action: { kind: 'start', workflowId } };
    const { job } = await actOnContacts(world.runtime, ask({}, { body }));
    const { done, skipped } = await outcomeOf(job);
    expect(done).toHaveLength(3);
    expect(skipped).toEqual([{ id: 'nobody', name: 'nobody', code: 'CONTACT_UNKNOWN' }]);
    const inside = async () =>
      [...(await world.runtime.enrolments.byIds(done.flatMap(({ made }) => made ?? []))).values()].map(
        ({ status }) => status,
      );
    expect(await inside()).toEqual(['waiting', 'waiting', 'waiting']);
    const again = await actOnContacts(world.runtime, ask({}, { body: { ...body, userIds: ['ada'] } }));
    expect((await outcomeOf(again.job)).skipped).toEqual([
      { id: 'ada', name: 'ada@example.com', code: 'CONTACT_NOT_ENTERED' },
    ]);
    await undo(job);
    expect(await inside()).toEqual(['exited', 'exited', 'exited']);
  });

  it('get one task each, which are cancelled again', async () => {
    const userIds = ['ada', 'bea'];
    const { job } = await actOnContacts(world.runtime, ask({}, { body: { userIds, action: taskWish } }));
    const made = (await outcomeOf(job)).done.flatMap(({ made }) => made ?? []);
    expect((await read(made)).map(({ userId, accountId }) => [userId, accountId])).toEqual([
      ['ada', 'ada-inc'],
      ['bea', 'bea-inc'],
    ]);
    await undo(job);
    expect((await read(made)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('several accounts', () => {
  const ids = ['ada-inc', 'bea-inc', 'cyd-inc'];
  const managers = async () => {
    const accounts = await world.runtime.accounts.byIds(ids);
    return ids.map((id) => accounts.get(id)?.manager ?? 'nobody');
  };
  const named = (id: string, manager: string | null) =>
    changeAccount(world.runtime, ask({ id }, { body: { manager } }));
  const action = { kind: 'manager', manager: 'Ola@example.com' };

  it('are handed to a success manager together, and back to whom each had', async () => {
    await named('ada-inc', 'before@example.com');
    const { job } = await actOnAccounts(world.runtime, ask({}, { body: { accountIds: ids, action } }));
    expect((await outcomeOf(job)).done).toHaveLength(3);
    expect(await managers()).toEqual(['ola@example.com', 'ola@example.com', 'ola@example.com']);
    await named('cyd-inc', 'since@example.com');
    await undo(job);
    expect(await managers()).toEqual(['before@example.com', 'nobody', 'since@example.com']);
  });

  it('are not handed to a stranger', async () => {
    const body = { accountIds: ids, action: { kind: 'manager', manager: 'who@example.com' } };
    await expect(actOnAccounts(world.runtime, ask({}, { body }))).rejects.toMatchObject({
      code: 'ASSIGNEE_UNKNOWN',
    });
  });

  it('go back to whom each had, although the process was killed between two writes', async () => {
    for (const id of ids) await named(id, `${id}@example.com`);
    const input = { ids, action, outcome: { done: [], skipped: [] } };
    const job = { id: 'killed', kind: 'act-on-accounts', done: 0, total: 3, errors: [], input };
    for (let writes = 0; ; writes++) {
      try {
        await actOnAccountsJob(dyingAfter(world.runtime, writes), job as never, {
          save: async () => undefined,
        });
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
    }
    expect(await managers()).toEqual(['ola@example.com', 'ola@example.com', 'ola@example.com']);
    expect((job.input as { was?: object }).was).toEqual(
      Object.fromEntries(ids.map((id) => [id, `${id}@example.com`])),
    );
  });
});

describe('an e-mail written by hand', () => {
  const action = {
    kind: 'write',
    subject: 'A word with {{ contact.userId }}',
    body: 'Hello, how is it going at {{ account.name }}?',
    purpose: 'marketing',
  };
  const messages = async (ids: readonly string[]) => {
    const found = await world.runtime.messages.byIds(ids);
    return ids.map((id) => found.get(id));
  };
  const made = ({ done }: ManyOutcome) => done.flatMap(({ made: id }) => id ?? []);
  const write = async (accountIds: readonly string[], mail: object = action) =>
    (await actOnAccounts(world.runtime, ask({}, { body: { accountIds, action: mail } }))).job;

  it('goes to one person of each account, once nobody can take it back any more', async () => {
    const outcome = await outcomeOf(await write(['ada-inc', 'bea-inc', 'gone-inc']));
    expect(outcome.skipped).toEqual([{ id: 'gone-inc', name: 'gone-inc', code: 'ACCOUNT_UNKNOWN' }]);
    const waiting = await messages(made(outcome));
    expect(waiting.map((message) => [message?.to, message?.subject, message?.status])).toEqual([
      ['ada@example.com', 'A word with ada', 'queued'],
      ['bea@example.com', 'A word with bea', 'queued'],
    ]);
    expect(waiting[0]?.text).toContain('Hello, how is it going at ada Inc?');
    expect(waiting[0]).toMatchObject({ accountId: 'ada-inc', writtenBy: admin.name });
    await world.pass('1m');
    expect((await messages(made(outcome))).map((message) => message?.status)).toEqual(['sent', 'sent']);
  });

  it('is taken back before it leaves, and not after', async () => {
    const job = await write(['ada-inc', 'bea-inc']);
    const ids = made(await outcomeOf(job));
    await undo(job);
    await world.pass('1m');
    expect((await messages(ids)).map((message) => [message?.status, message?.reason])).toEqual([
      ['cancelled', 'taken-back'],
      ['cancelled', 'taken-back'],
    ]);
    // Service mail: of the other kind she has had enough for today, so that it would wait.
    const gone = await write(['ada-inc'], { ...action, purpose: 'service', reason: 'Their plan ends.' });
    const [sent = ''] = made(await outcomeOf(gone));
    await world.pass('1m');
    await undo(gone);
    expect((await messages([sent]))[0]?.status).toBe('sent');
  });

  it('leaves with all others of its order, however long the last of them takes to be written', async () => {
    const none = Array.from({ length: 20 }, (_, place) => `none-${place}`);
    const service = { ...action, purpose: 'service', reason: 'Their plan ends.' };
    const input = {
      ids: ['ada-inc', ...none, 'bea-inc'],
      action: service,
      by: 'admin',
      outcome: { done: [], skipped: [] },
    };
    const job = { id: 'long-mail', kind: 'act-on-accounts', done: 0, total: 22, errors: [], input };
    const save = () => world.pass('1m');
    const outcome = await actOnAccountsJob(world.runtime, job as never, { save });
    const statuses = async () =>
      (await messages(made(outcome as ManyOutcome))).map((message) => message?.status);
    await world.pass('14s');
    expect(await statuses()).toEqual(['queued', 'queued']);
    await world.pass('1m');
    expect(await statuses()).toEqual(['sent', 'sent']);
  });

  it('is not written to who may not be written to, and says so', async () => {
    await world.identify('dan', { email: 'dan@example.com' });
    await world.group('dan', 'dan-inc', { name: 'Dan Inc' });
    await world.settle();
    await changePermissions(world.runtime, ask({ userId: 'dan' }, { body: { email: 'denied' } }));
    const ofAccount = await outcomeOf(await write(['dan-inc']));
    expect(ofAccount).toMatchObject({
      done: [],
      skipped: [{ id: 'dan-inc', name: 'Dan Inc', code: 'NOBODY_TO_WRITE_TO' }],
    });
    const body = { userIds: ['dan', 'ada'], action };
    const ofContacts = await outcomeOf((await actOnContacts(world.runtime, ask({}, { body }))).job);
    expect(ofContacts.done).toHaveLength(1);
    expect(ofContacts.skipped).toEqual([{ id: 'dan', name: 'dan@example.com', code: 'NOBODY_TO_WRITE_TO' }]);
  });

  it('is refused before anybody gets it, where its text is broken', async () => {
    const body = { accountIds: ['ada-inc'], action: { ...action, body: 'Hello {% if %}' } };
    await expect(actOnAccounts(world.runtime, ask({}, { body }))).rejects.toMatchObject({
      code: 'BODY_INVALID',
    });
  });

  it('goes past an unsubscription only with a reason why it is service mail', async () => {
    await expect(write(['ada-inc'], { ...action, purpose: 'service' })).rejects.toMatchObject({
      code: 'BODY_INVALID',
    });
  });

  it('is one e-mail each, wherever the process is killed', async () => {
    const ids = ['ada-inc', 'bea-inc'];
    const input = { ids, action, by: 'admin', outcome: { done: [], skipped: [] } };
    const job = { id: 'killed-mail', kind: 'act-on-accounts', done: 0, total: 2, errors: [], input };
    for (let writes = 0; ; writes++) {
      job.done = 0;
      job.input = { ...input, outcome: { done: [], skipped: [] } };
      try {
        await actOnAccountsJob(dyingAfter(world.runtime, writes), job as never, {
          save: async () => undefined,
        });
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
    }
    const { items } = await world.runtime.messages.list({ status: 'queued', limit: 50 });
    const written = items.map(({ id }) => id).filter((id) => id.startsWith('killed-mail'));
    expect(written.sort()).toEqual(['killed-mail:0', 'killed-mail:1']);
  });
});

describe('several tasks', () => {
  it('are closed with one outcome, and opened again where nobody did', async () => {
    const ids = await tasksAbout('ada', 'bea', 'cyd');
    const [ada = '', bea = ''] = ids;
    await changeTask(world.runtime, ask({ id: ada }, { body: { status: 'cancelled' } }));
    const change = { status: 'done', outcome: 'saved', reason: 'Stayed' };
    const { job } = await changeTasks(world.runtime, ask({}, { body: { ids: [...ids, 'none'], change } }));
    const { done, skipped } = await outcomeOf(job);
    expect(done.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(skipped.map(({ id, code }) => [id, code])).toEqual([
      [ada, 'TASK_CLOSED'],
      ['none', 'TASK_UNKNOWN'],
    ]);
    expect((await read([bea]))[0]).toMatchObject({ ...change, closedBy: admin.id });
    await changeTask(world.runtime, ask({ id: bea }, { body: { status: 'open' } }));
    await undo(job);
    const after = await read(ids);
    expect(after.map(({ status }) => status)).toEqual(['cancelled', 'open', 'open']);
    expect([after[2]?.outcome, after[2]?.reason, after[2]?.closedBy]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are handed on, and back to whom each was for, although the process was killed', async () => {
    const ids = await tasksAbout('ada', 'bea');
    await changeTask(world.runtime, ask({ id: ids[0] ?? '' }, { body: { assignee: 'marketer' } }));
    const change = { assignee: 'ola@example.com' };
    const input = { ids, change, by: 'admin', outcome: { done: [], skipped: [] } };
    const job = { id: 'killed', kind: 'change-tasks', done: 0, total: 2, errors: [], input } as never;
    for (let writes = 0; ; writes++) {
      try {
        await changeTasksJob(dyingAfter(world.runtime, writes), job, { save: async () => undefined });
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
    }
    expect((await read(ids)).map(({ assignee }) => assignee)).toEqual(['ola@example.com', 'ola@example.com']);
    const stored = { ...(job as object), id: 'stored', state: 'done', updatedAt: world.now() };
    await world.runtime.jobs.insert({ ...stored, createdAt: world.now() } as never);
    await undo('stored');
    expect((await read(ids)).map(({ assignee }) => assignee)).toEqual(['marketer', 'admin']);
  });

  it('are the only jobs beside those of accounts and contacts that can be taken back', async () => {
    await expect(undoJob(world.runtime, ask({ id: 'nothing' }))).rejects.toMatchObject({
      code: 'JOB_UNKNOWN',
    });
  });
});
