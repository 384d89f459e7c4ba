import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebhookAnswer, WebhookRequest } from '../../../server/ports/effects.ts';
import { advanceDue } from '../../../server/use-cases/advance-enrolments.ts';
import { changeTask } from '../../../server/use-cases/contacts/tasks.ts';
import { recordProviderEvents } from '../../../server/use-cases/delivery/provider-events.ts';
import { listNotices, readNotices } from '../../../server/use-cases/effects/notices.ts';
import { putSecret } from '../../../server/use-cases/effects/secrets.ts';
import { tellStaleTasks } from '../../../server/use-cases/effects/tell-tasks.ts';
import { createWorkflow } from '../../../server/use-cases/workflows/drafts.ts';
import { endEnrolment, listEnrolments } from '../../../server/use-cases/workflows/enrolments.ts';
import { simulateWorkflow } from '../../../server/use-cases/workflows/simulate.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const call = { params: {}, query: {}, body: undefined, actor: admin } as never as Record<string, unknown>;

describe('steps that do something outside', () => {
  let world: World;
  const requests: WebhookRequest[] = [];
  let answers: WebhookAnswer[] = [];
  beforeAll(async () => {
    world = await openWorld({
      webhooks: {
        async post(request) {
          requests.push(request);
          return answers.shift() ?? { type: 'answered', status: 200 };
        },
      },
    });
    await world.runtime.people.insert({
      id: 'p1',
      email: 'mia@harbour.test',
      name: 'Mia',
      role: 'manager',
      disabled: false,
      createdAt: world.now(),
    });
  });
  afterAll(() => world.close());

  const end = { kind: 'exit' };
  const publish = (key: string, steps: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    world.publish({
      format: 'mooring.workflow/1',
      key: key.toLowerCase(),
      name: key,
      entry: { trigger: { kind: 'event', event: key } },
      start: 'a',
      steps: { ...steps, end },
      ...more,
    });
  const contactOf = async (userId: string) =>
    (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
  const enter = async (userId: string, key: string) => {
    await world.identify(userId, { email: `${userId}@customer.test`, firstName: userId });
    await world.track(userId, key, { size: 3 });
    await world.settle();
  };
  const inside = async (userId: string, workflowId?: string) =>
    (
      await listEnrolments(world.runtime, {
        ...call,
        query: { limit: 50, userId, workflowId },
      } as never)
    ).items;
  const waysOf = async (userId: string, workflowId: string) =>
    (await inside(userId, workflowId))[0]?.steps.map(({ step, exit }) => `${step} → ${exit}`);
  const taskOf = async (userId: string) =>
    (await world.runtime.tasks.list({ limit: 5, contactId: (await contactOf(userId))?.id })).items[0];

  it('calls another system with JSON, a secret and one key over all attempts, until it answers', async () => {
    await putSecret(world.runtime, { ...call, params: { name: 'crm' }, body: { value: 's3cret' } } as never);
    const id = await publish('Hook', {
      a: {
        kind: 'call-webhook',
        url: 'https://crm.example/c/{{ contact.userId }}?n={{ contact.traits.firstName }}',
        headers: [{ name: 'Authorization', value: 'Bearer {{ secrets.crm }}' }],
        body: '{ "name": "{{ contact.traits.firstName }}", "size": {{ trigger.properties.size }} }',
        exits: { ok: 'end', failed: 'end' },
      },
    });
    answers = [
      { type: 'answered', status: 503 },
      { type: 'failed', retryable: true, reason: 'no answer in time' },
    ];
    await enter('ann "x"&', 'Hook');
    await world.pass('1h');
    expect(requests).toHaveLength(3);
    expect(requests[0]).toMatchObject({
      url: 'https://crm.example/c/ann%20%22x%22%26?n=ann%20%22x%22%26',
      body: '{"name":"ann \\"x\\"&","size":3}',
    });
    const keys = requests.map(({ headers }) => headers.find(({ name }) => name === 'Idempotency-Key')?.value);
    expect(new Set(keys).size).toBe(1);
    expect(requests[2]?.headers[0]).toEqual({ name: 'Authorization', value: 'Bearer s3cret' });
    expect(await waysOf('ann "x"&', id)).toEqual(['a → ok', 'end → end']);
    const [kept] = (await world.runtime.dispatches.list({ limit: 5, workflowId: id })).items;
    expect(kept).toMatchObject({ status: 'done', attempts: 3, answered: 200 });
    expect(JSON.stringify(kept)).not.toContain('s3cret');
  });

  it('goes on through failed when the other system refuses, without trying again', async () => {
    const id = await publish('Refuse', {
      a: { kind: 'call-webhook', url: 'https://crm.example/', exits: { ok: 'end', failed: 't' } },
      t: { kind: 'create-task', title: 'Mend it', next: 'end' },
    });
    answers = [{ type: 'answered', status: 422 }];
    await enter('ben', 'Refuse');
    expect(await waysOf('ben', id)).toEqual(['a → failed', 't → next', 'end → end']);
  });

  it('calls again with the same key after a crash in the middle of a call', async () => {
    const id = await publish('Crash', {
      a: { kind: 'call-webhook', url: 'https://crm.example/', next: 'end' },
    });
    requests.length = 0;
    answers = [];
    await world.identify('cid', {});
    await world.track('cid', 'Crash');
    await world.runtime.ingest.settled();
    const [queued] = (await world.runtime.dispatches.list({ limit: 5, workflowId: id })).items;
    const until = new Date(world.now().getTime() + 60_000);
    await world.runtime.dispatches.claim([queued?.id ?? ''], { by: 'dead', until });
    await world.settle();
    expect(requests).toHaveLength(0);
    await world.pass('2m');
    expect(requests.map(({ headers }) => headers.at(-1)?.value)).toEqual([queued?.id]);
    expect(await waysOf('cid', id)).toEqual(['a → ok', 'end → end']);
  });

  it('changes traits, tags and the account, and the next step already sees it', async () => {
    const isRisk = {
      all: [{ fact: 'contact', path: '$.traits.stage', operator: 'equal', value: 'risk of dan' }],
    };
    const id = await publish('Mark', {
      a: {
        kind: 'update-contact',
        changes: [
          { do: 'set', field: 'stage', value: 'risk of {{ contact.traits.firstName }}' },
          { do: 'unset', field: 'old' },
          { do: 'add-tag', tag: 'at-risk' },
          { do: 'set', of: 'account', field: 'owner', value: 'Mia' },
        ],
        next: 'b',
      },
      b: { kind: 'branch', paths: [{ id: 'seen', when: isRisk, next: 'end' }], otherwise: 'end' },
    });
    await world.identify('dan', { old: 1 });
    await world.group('dan', 'acme', { name: 'Acme' });
    await enter('dan', 'Mark');
    const contact = await contactOf('dan');
    expect(contact?.traits).toMatchObject({ stage: 'risk of dan', old: null });
    expect(contact?.tags).toEqual(['at-risk']);
    expect((await world.runtime.accounts.byIds(['acme'])).get('acme')?.traits).toMatchObject({
      owner: 'Mia',
    });
    expect(await waysOf('dan', id)).toEqual(['a → next', 'b → seen', 'end → end']);
  });

  it('starts and stops other workflows, and says which could not be started', async () => {
    const other = await publish('other', {
      a: { kind: 'wait', for: '9d', next: 'end' },
    });
    const id = await publish('Start', {
      a: { kind: 'start-workflow', workflow: 'other', exits: { started: 'w', notStarted: 'end' } },
      w: { kind: 'wait', for: '1d', next: 'again' },
      again: { kind: 'start-workflow', workflow: other, exits: { started: 'end', notStarted: 's' } },
      s: { kind: 'stop-workflow', workflow: 'other', next: 'end' },
    });
    await enter('eve', 'Start');
    expect((await inside('eve', other))[0]).toMatchObject({ status: 'waiting' });
    await world.pass('1d');
    expect(await waysOf('eve', id)).toEqual([
      'a → started',
      'w → next',
      'again → notStarted',
      's → next',
      'end → end',
    ]);
    expect((await inside('eve', other))[0]).toMatchObject({ status: 'exited', reason: 'by-workflow' });
  });

  it('refuses a chain of workflows that leads back to its beginning', async () => {
    await createWorkflow(world.runtime, {
      ...call,
      body: {
        format: 'mooring.workflow/1',
        key: 'second',
        name: 'Second',
        entry: { trigger: { kind: 'manual' } },
        start: 'a',
        steps: { a: { kind: 'start-workflow', workflow: 'first', next: 'end' }, end },
      },
    } as never);
    const created = await createWorkflow(world.runtime, {
      ...call,
      body: {
        format: 'mooring.workflow/1',
        key: 'first',
        name: 'First',
        entry: { trigger: { kind: 'manual' } },
        start: 'a',
        steps: {
          a: { kind: 'start-workflow', workflow: 'second', next: 'b' },
          b: { kind: 'stop-workflow', workflow: 'nothing', next: 'end' },
          end,
        },
      },
    } as never);
    expect(created.problems.map(({ code, facts }) => [code, facts.workflows ?? facts.workflow])).toEqual([
      ['WORKFLOW_CHAIN', 'second → first'],
      ['WORKFLOW_REFERENCE_UNKNOWN', 'nothing'],
    ]);
  });

  it('tells the team once, in their list and in a chat', async () => {
    await publish('Tell', {
      a: {
        kind: 'notify-team',
        to: [{ role: 'success-manager' }],
        subject: '{{ contact.traits.firstName }} exported data',
        text: 'Look\nat it',
        webhook: 'https://chat.example/hook',
        next: 'end',
      },
    });
    requests.length = 0;
    await enter('fay', 'Tell');
    expect(requests.map(({ url, body }) => [url, JSON.parse(body)])).toEqual([
      ['https://chat.example/hook', { text: 'fay exported data\nLook\nat it' }],
    ]);
    const mia = { ...admin, id: 'p1' };
    const list = () => listNotices(world.runtime, { ...call, query: { limit: 5 }, actor: mia } as never);
    expect(await list()).toMatchObject({
      unread: 1,
      items: [{ subject: 'fay exported data', contactName: 'fay', read: false }],
    });
    await readNotices(world.runtime, { ...call, body: {}, actor: mia } as never);
    expect(await list()).toMatchObject({ unread: 0, items: [{ read: true }] });
  });

  it('waits for what a person makes of a task, also when the process dies before telling it', async () => {
    const id = await publish('Task', {
      a: { kind: 'create-task', title: 'Call', next: 'b' },
      b: {
        kind: 'wait-until',
        until: [
          { id: 'saved', task: 'a', outcome: 'saved' },
          { id: 'lost', task: 'a', outcome: 'lost' },
        ],
        timeout: '3d',
        exits: { saved: 'c', lost: 'end', timeout: 'end' },
      },
      c: {
        kind: 'branch',
        paths: [
          {
            id: 'known',
            when: { all: [{ fact: 'enrolment', path: '$.a.outcome', operator: 'equal', value: 'saved' }] },
            next: 'end',
          },
        ],
        otherwise: 'end',
      },
    });
    await enter('gus', 'Task');
    await world.pass('1d');
    const task = await taskOf('gus');
    const { poke } = world.runtime.enrolments;
    world.runtime.enrolments.poke = () => Promise.reject(new Error('killed'));
    const body = { status: 'done', outcome: 'saved' };
    await expect(
      changeTask(world.runtime, { ...call, params: { id: task?.id }, body } as never),
    ).rejects.toThrow('killed');
    world.runtime.enrolments.poke = poke;
    await world.pass('1m');
    expect(await tellStaleTasks(world.runtime)).toBe(1);
    expect(await tellStaleTasks(world.runtime)).toBe(0);
    await world.settle();
    expect(await waysOf('gus', id)).toEqual(['a → next', 'b → saved', 'c → known', 'end → end']);
  });

  it('goes on when a link in the e-mail is clicked', async () => {
    const id = await publish('Click', {
      a: { kind: 'send-email', subject: 'Hi', body: 'Hi', next: 'b' },
      b: { kind: 'wait-until', until: { message: 'a', is: 'clicked' }, timeout: '3d', next: 'end' },
    });
    await enter('hal', 'Click');
    const contactId = (await contactOf('hal'))?.id;
    const [message] = (await world.runtime.messages.list({ limit: 5, contactId })).items;
    await recordProviderEvents(world.runtime, [{ event: 'click', mooring_message: message?.id }]);
    await world.settle();
    expect(await waysOf('hal', id)).toEqual(['a → sent', 'b → clicked', 'end → end']);
  });

  it('does once what a crash between the step and its effects left undone', async () => {
    const id = await publish('Heal', {
      a: { kind: 'wait', for: '1d', next: 'n' },
      n: { kind: 'notify-team', to: [{ person: 'mia@harbour.test' }], subject: 'Healed', next: 'u' },
      u: { kind: 'update-contact', changes: [{ do: 'add-tag', tag: 'healed' }], next: 'h' },
      h: { kind: 'call-webhook', url: 'https://crm.example/heal', next: 'end' },
    });
    await enter('ivy', 'Heal');
    requests.length = 0;
    const { outboxFlushed } = world.runtime.enrolments;
    let kills = 3;
    world.runtime.enrolments.outboxFlushed = (items) => {
      kills -= 1;
      return kills >= 0 ? Promise.reject(new Error('killed')) : outboxFlushed(items);
    };
    for (let tries = 0; tries < 10 && kills >= 0; tries++) await world.pass('1d').catch(() => undefined);
    world.runtime.enrolments.outboxFlushed = outboxFlushed;
    await world.pass('1h');
    expect(await waysOf('ivy', id)).toEqual(['a → next', 'n → next', 'u → next', 'h → ok', 'end → end']);
    expect(requests).toHaveLength(1);
    const mine = await world.runtime.notices.list({ person: 'mia@harbour.test', limit: 50 });
    expect(mine.items.filter(({ subject }) => subject === 'Healed')).toHaveLength(1);
    expect((await contactOf('ivy'))?.tags).toEqual(['healed']);
  });

  it('cancels a call that was not made when somebody takes the contact out', async () => {
    const id = await publish('Out', {
      a: { kind: 'call-webhook', url: 'https://crm.example/', next: 'end' },
    });
    requests.length = 0;
    await world.identify('jan', {});
    await world.track('jan', 'Out');
    await world.runtime.ingest.settled();
    const [enrolment] = await inside('jan', id);
    await endEnrolment(world.runtime, { ...call, params: { id: enrolment?.id } } as never);
    await advanceDue(world.runtime, { partitions: Array.from({ length: 16 }, (_, p) => p), limit: 10 });
    await world.settle();
    expect(requests).toHaveLength(0);
    expect((await inside('jan', id))[0]).toMatchObject({ status: 'exited', reason: 'taken-out' });
  });

  it('tries every kind in the sandbox without doing anything, as chosen', async () => {
    const id = await publish('Sandbox', {
      a: { kind: 'update-contact', changes: [{ do: 'set', field: 'stage', value: 'x' }], next: 'h' },
      h: { kind: 'call-webhook', url: 'https://crm.example/', exits: { ok: 'end', failed: 'n' } },
      n: {
        kind: 'notify-team',
        to: [{ role: 'admin' }],
        subject: 'Failed at {{ contact.traits.stage }}',
        next: 'w',
      },
      w: {
        kind: 'wait-until',
        until: { event: 'Back' },
        timeout: '3d',
        exits: { happened: 's', timeout: 'end' },
      },
      s: {
        kind: 'split',
        paths: [
          { id: 'only', weight: 1, next: 'end' },
          { id: 'no', weight: 0, next: 'end' },
        ],
      },
    });
    requests.length = 0;
    const tried = await simulateWorkflow(world.runtime, {
      ...call,
      params: { id },
      body: { contact: { userId: 'kim' }, choices: { h: 'failed', w: 'happened' } },
    } as never);
    expect(tried.path.map(({ step, exit }) => `${step} → ${exit}`)).toEqual([
      'a → next',
      'h → failed',
      'n → next',
      'w → happened',
      's → only',
      'end → end',
    ]);
    expect(tried.effects.map(({ type, detail }) => [type, detail])).toMatchObject([
      ['update', { changes: [{ field: 'stage', value: 'x' }] }],
      ['webhook', { url: 'https://crm.example/' }],
      ['notice', { subject: 'Failed at x' }],
    ]);
    expect(requests).toHaveLength(0);
  });
});
