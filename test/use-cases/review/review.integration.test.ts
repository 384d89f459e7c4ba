import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveHeld, discardHeld, listHeld } from '../../../server/use-cases/review/held-effects.ts';
import { REVIEW_HELD, reviewHeld, reviewHeldJob } from '../../../server/use-cases/review/review-all.ts';
import type { Runtime } from '../../../server/use-cases/runtime.ts';
import { listEnrolments } from '../../../server/use-cases/workflows/enrolments.ts';
import type { BodyOf } from '../../../shared/api.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const called: string[] = [];
const call = { params: {}, query: {}, body: undefined, actor: admin };

/** Asks for approval of a message, then of a call, then of a task that it waits for. */
const document = (name: string) => ({
  format: 'mooring.workflow/1',
  name,
  entry: { trigger: { kind: 'event', event: name }, reentry: { mode: 'always' } },
  sending: 'review',
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', subject: 'Hello', body: 'Hello', exits: { sent: 'call', notSent: 'call' } },
    call: {
      kind: 'call-webhook',
      url: 'https://crm.example/hook',
      body: '{"id":"{{ contact.userId }}"}',
      exits: { ok: 'task', failed: 'task' },
    },
    task: { kind: 'create-task', title: 'Call {{ contact.userId }}', dueIn: '1d', next: 'wait' },
    wait: {
      kind: 'wait-until',
      until: { task: 'task' },
      timeout: '5d',
      exits: { done: 'end', timeout: 'end' },
    },
    end: { kind: 'exit' },
  },
});

beforeAll(async () => {
  world = await openWorld({
    webhooks: {
      post: async ({ body }) => {
        called.push(body);
        return { type: 'answered', status: 200 };
      },
    },
  });
});
afterAll(() => world.close());

async function hold(event: string, people: readonly string[]): Promise<string> {
  const id = await world.publish(document(event));
  for (const userId of people) {
    await world.identify(userId, { email: `${userId}@customer.test` });
    await world.track(userId, event);
  }
  await world.settle();
  return id;
}
async function review(body: BodyOf<'reviewHeld'>) {
  const { job } = await reviewHeld(world.runtime, { ...call, body });
  await world.settle();
  return world.runtime.jobs.byId(job);
}
const heldOf = async (workflowId: string) =>
  (await listHeld(world.runtime, { ...call, query: { limit: 50, workflowId } })).items;
const messagesOf = async (workflowId: string) =>
  (await world.runtime.messages.list({ limit: 50, workflowId })).items.map(({ status }) => status).sort();
const tasksOf = async (workflowId: string) =>
  (await world.runtime.tasks.list({ limit: 200 })).items.filter((task) => task.workflowId === workflowId);
const stepsOf = async (userId: string) =>
  (await listEnrolments(world.runtime, { ...call, query: { limit: 1, userId } })).items[0]?.steps.map(
    ({ step, exit }) => (exit === undefined ? step : `${step} → ${exit}`),
  );

describe('what waits for approval', () => {
  it('is every effect: the message, then the call, then the task, each at its step', async () => {
    const id = await hold('One by one', ['ada']);
    expect(await messagesOf(id)).toEqual(['held']);
    expect(await review({ do: 'approve', workflowId: id })).toMatchObject({ state: 'done', done: 1 });
    expect(await messagesOf(id)).toEqual(['sent']);

    const [webhook] = await heldOf(id);
    expect(webhook).toMatchObject({
      kind: 'webhook',
      what: 'https://crm.example/hook',
      workflowName: 'One by one',
    });
    expect(JSON.parse(webhook?.text ?? '')).toEqual({ id: 'ada' });
    expect(called).toEqual([]);
    await approveHeld(world.runtime, { ...call, params: { id: webhook?.id ?? '' } });
    await world.settle();
    expect(called).toEqual(['{"id":"ada"}']);

    await world.pass('3d');
    const [task] = await heldOf(id);
    expect(task).toMatchObject({ kind: 'task', what: 'Call ada' });
    expect(await tasksOf(id)).toEqual([]);
    await approveHeld(world.runtime, { ...call, params: { id: task?.id ?? '' } });
    await world.settle();
    // It is due a day after somebody said yes, not a day after it was thought of.
    const day = new Date(world.now().getTime() + 24 * 3_600_000);
    expect(await tasksOf(id)).toMatchObject([{ id: task?.id, status: 'open', dueAt: day }]);
    expect(await world.runtime.dispatches.countApproved(id, 20)).toBe(2);
    expect(await world.runtime.messages.countApproved(id, 20)).toBe(1);
    await expect(
      approveHeld(world.runtime, { ...call, params: { id: task?.id ?? '' } }),
    ).rejects.toMatchObject({ code: 'HELD_UNKNOWN' });
  });

  it('goes out all together, of one workflow, but for those who must not be written to any more', async () => {
    const id = await hold('Many', ['bob', 'cleo', 'dan']);
    const other = await hold('Other', ['eve']);
    const cleo = (await world.runtime.contacts.bySourceIds(['u:cleo'])).get('u:cleo');
    if (!cleo) throw new Error('cleo is gone');
    const permissions = { ...cleo.permissions, email: 'denied' as const };
    await world.runtime.contacts.save([
      { was: cleo.rev, after: { ...cleo, permissions, rev: cleo.rev + 1 } },
    ]);
    expect(await review({ do: 'approve', workflowId: id })).toMatchObject({
      done: 2,
      total: 3,
      errors: [{ message: 'unsubscribed' }],
    });
    expect([await messagesOf(id), await messagesOf(other)]).toEqual([['held', 'sent', 'sent'], ['held']]);
  });

  it('is discarded, and whoever waited for it goes on as if it had not worked', async () => {
    const id = await hold('Nothing', ['fay']);
    await review({ do: 'discard', workflowId: id });
    await review({ do: 'discard', workflowId: id });
    const [task] = await heldOf(id);
    await discardHeld(world.runtime, { ...call, params: { id: task?.id ?? '' } });
    await world.settle();
    expect(await stepsOf('fay')).toEqual(['mail → notSent', 'call → failed', 'task → next', 'wait']);
    expect(await tasksOf(id)).toEqual([]);
    await world.pass('5d');
    expect((await stepsOf('fay'))?.slice(3)).toEqual(['wait → timeout', 'end → end']);
  });

  it('goes with whoever leaves the workflow', async () => {
    const id = await hold('Leaves', ['gil']);
    await review({ do: 'approve', workflowId: id });
    const [held] = await heldOf(id);
    await world.runtime.dispatches.cancelOf([held?.id.split(':')[0] ?? ''], 'left-workflow');
    expect(await heldOf(id)).toEqual([]);
  });

  it('is decided about once, wherever the process is killed', async () => {
    const id = await hold('Killed', ['h1', 'h2', 'h3']);
    await review({ do: 'approve', workflowId: id });
    const before = called.length;
    const now = world.now();
    // What comes to be held after somebody decided is not meant.
    world.sleep('1m');
    const job = {
      ...{ id: 'review-killed', kind: REVIEW_HELD, state: 'running' as const, done: 0, total: 3, errors: [] },
      input: {
        do: 'approve',
        workflowId: id,
        by: 'Ada',
        until: now.getTime(),
        messages: { over: true },
        dispatches: { over: false },
      },
      ...{ createdAt: now, updatedAt: now },
    };
    await world.runtime.jobs.insert(job);
    const work = async (runtime: Runtime) => {
      const kept = await world.runtime.jobs.byId(job.id);
      if (!kept) throw new Error('the job is gone');
      await reviewHeldJob(runtime, kept, { save: async () => void (await runtime.jobs.save(kept)) });
    };
    let kills = 0;
    for (; kills < 20; kills++) {
      try {
        await work(dyingAfter(world.runtime, kills, ['dispatches', 'jobs']));
        break;
      } catch (fault) {
        if (!(fault instanceof Killed)) throw fault;
      }
      await world.settle();
    }
    await world.settle();
    expect(kills).toBeGreaterThan(0);
    expect(called.slice(before).sort()).toEqual(['h1', 'h2', 'h3'].map((who) => `{"id":"${who}"}`));
    expect((await heldOf(id)).map(({ kind }) => kind)).toEqual(['task', 'task', 'task']);
  });
});
