import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseContact } from '../../../server/use-cases/contacts/erase-contact.ts';
import { changePermissions } from '../../../server/use-cases/delivery/change-permissions.ts';
import { listMessages } from '../../../server/use-cases/delivery/messages.ts';
import { enrol } from '../../../server/use-cases/workflows/enrol.ts';
import { simulateWorkflow } from '../../../server/use-cases/workflows/simulate.ts';
import { accountSubject, type Enrolment } from '../../../shared/enrolment.ts';
import type { Message } from '../../../shared/message.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const { caps: _, ...settings } = await world.runtime.settings.get();
  await world.runtime.settings.save({ ...settings, caps: [] });
});
afterAll(() => world.close());

const mail = {
  kind: 'send-email',
  name: 'Mail',
  subject: 'To {{ contact.traits.firstName }} of {{ account.name }}',
  body: 'Hello',
  exits: { sent: 'done', notSent: 'failed' },
};

function about(trigger: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return {
    format: 'mooring.workflow/1',
    name: `By ${trigger.kind}`,
    subject: 'account',
    to: ['most-active'],
    entry: { trigger, reentry: { mode: 'once' } },
    start: 'mail',
    steps: { mail, done: { kind: 'exit' }, failed: { kind: 'exit' } },
    ...more,
  };
}

const ofAccount = (fact: Record<string, unknown>) => ({ all: [{ fact: 'account', ...fact }] });

/** An account with Ada, who is billing contact, Bo, an admin, and Cy, who was there last. */
async function acme(id: string, traits: Record<string, unknown> = {}): Promise<void> {
  const people = [
    ['ada', { role: 'billing' }],
    ['bo', { role: 'admin' }],
    ['cy', {}],
  ] as const;
  for (const [index, [name, more]] of people.entries()) {
    const timestamp = new Date(world.now().getTime() - (3 - index) * 3_600_000).toISOString();
    const email = `${name}@${id}.test`;
    await world.identify(`${name}-${id}`, { email, firstName: name, ...more }, { timestamp });
    await world.group(`${name}-${id}`, id, { name: id.toUpperCase(), ...traits });
  }
  await world.settle();
}

async function inside(workflowId: string, account: string): Promise<Enrolment[]> {
  const { items } = await world.runtime.enrolments.ofSubject(accountSubject(account), { limit: 50 });
  return items.filter((each) => each.workflowId === workflowId);
}

async function mailOf(workflowId: string): Promise<Message[]> {
  return (await world.runtime.messages.list({ workflowId, limit: 50 })).items;
}

describe('a workflow about accounts', () => {
  it('is entered once per account, whichever of its people acted, and writes to the person of its choice', async () => {
    const workflow = await world.publish(about({ kind: 'event', event: 'Exported' }));
    await acme('event');
    await Promise.all([world.track('ada-event', 'Exported'), world.track('bo-event', 'Exported')]);
    await world.settle();
    const [only, ...others] = await inside(workflow, 'event');
    expect(others).toEqual([]);
    expect(only).toMatchObject({ status: 'completed', subject: 'a:event' });
    expect(only).not.toHaveProperty('userId');
    expect(await mailOf(workflow)).toMatchObject([
      {
        to: 'cy@event.test',
        subject: 'To cy of EVENT',
        status: 'sent',
        accountId: 'event',
        recipient: 'most-active',
      },
    ]);
  });

  it.each([
    [['person-concerned'], 'bo'],
    [['billing-contact'], 'ada'],
    ['admin', 'bo'],
    [['most-active'], 'cy'],
    [undefined, 'bo'],
  ])('writes to %s', async (to, name) => {
    const id = `to-${String(to)}`;
    const workflow = await world.publish(about({ kind: 'event', event: id }, { to }));
    await acme(id);
    await world.track(`bo-${id}`, id);
    await world.settle();
    expect(await mailOf(workflow)).toMatchObject([{ userId: `${name}-${id}`, to: `${name}@${id}.test` }]);
  });

  it('falls back to the next who may be written to, and a step may have an order of its own', async () => {
    const steps = {
      mail: { ...mail, to: ['billing-contact', 'admin'] },
      done: { kind: 'exit' },
      failed: { kind: 'exit' },
    };
    const workflow = await world.publish(about({ kind: 'event', event: 'Fell back' }, { steps }));
    await acme('back');
    const ada = (await world.runtime.contacts.bySourceIds(['u:ada-back'])).get('u:ada-back');
    await changePermissions(world.runtime, [ada?.id ?? ''], (was) => ({ ...was, email: 'denied' }), {
      source: 'link',
    });
    await world.track('cy-back', 'Fell back');
    await world.settle();
    expect(await mailOf(workflow)).toMatchObject([{ userId: 'bo-back', recipient: 'admin', status: 'sent' }]);
  });

  it('leaves through notSent where nobody may be written to, and the message says so', async () => {
    const workflow = await world.publish(about({ kind: 'manual' }, { to: ['billing-contact'] }));
    await world.identify('solo', { email: 'solo@none.test' });
    await world.group('solo', 'none', { name: 'None' });
    await world.settle();
    await enrol(world.runtime, {
      params: { id: workflow },
      query: {},
      body: { userIds: ['solo'] },
      actor: admin,
    });
    await world.settle();
    expect((await inside(workflow, 'none'))[0]?.history).toMatchObject([{ exit: 'notSent' }, {}]);
    expect(await mailOf(workflow)).toMatchObject([
      { status: 'suppressed', reason: 'nobody-reachable', contactId: accountSubject('none') },
    ]);
    const outbox = await listMessages(world.runtime, {
      ...{ params: {}, query: { limit: 5, workflowId: workflow }, body: undefined, actor: admin },
    });
    expect(outbox.items.map(({ contactName }) => contactName)).toEqual(['None']);
  });

  it.each([
    [
      'a condition of the account',
      about(
        { kind: 'condition' },
        {
          entry: {
            trigger: { kind: 'condition' },
            when: ofAccount({ path: '$.plan', operator: 'equal', value: 'gold' }),
            reentry: { mode: 'once' },
          },
        },
      ),
      (id: string) => world.group(`ada-${id}`, id, { plan: 'gold' }),
    ],
    [
      'a changed field of the account',
      about({ kind: 'attribute', path: '$.account.mrr', crosses: 200, direction: 'up' }),
      (id: string) => world.group(`ada-${id}`, id, { mrr: 260 }),
    ],
  ])('is started by %s', async (_, document, change) => {
    const id = `by-${document.entry.trigger.kind}`;
    const workflow = await world.publish(document);
    await acme(id, { plan: 'free', mrr: 100 });
    expect(await inside(workflow, id)).toEqual([]);
    await world.pass('1m');
    await change(id);
    await world.settle();
    expect(await inside(workflow, id)).toHaveLength(1);
    expect(await mailOf(workflow)).toMatchObject([{ userId: `cy-${id}` }]);
  });

  it('is started by a date of the account, and one about contacts by that date for all its people', async () => {
    const date = { kind: 'date', date: '$.account.renewsAt', before: '30d' };
    const account = await world.publish(about(date));
    const people = await world.publish(about(date, { subject: 'contact', to: undefined, name: 'People' }));
    await acme('dated', { renewsAt: '2026-04-20' });
    await world.pass('40d');
    expect(await inside(account, 'dated')).toMatchObject([{ status: 'completed' }]);
    expect((await mailOf(people)).map(({ userId }) => userId).sort()).toEqual([
      'ada-dated',
      'bo-dated',
      'cy-dated',
    ]);
  });

  it('counts what all people of the account do for its exits and its goal', async () => {
    const goal = {
      when: {
        all: [
          {
            fact: 'event',
            params: { event: 'Paid', measure: 'count', since: 'entry' },
            operator: 'greaterThan',
            value: 0,
          },
        ],
      },
    };
    const steps = { wait: { kind: 'wait', for: '30d', next: 'done' }, done: { kind: 'exit' } };
    const ends = await world.publish(
      about({ kind: 'event', event: 'Began' }, { goal, exit: [{ event: 'Left' }], start: 'wait', steps }),
    );
    for (const [id, event] of [
      ['goal', 'Paid'],
      ['exit', 'Left'],
    ] as const) {
      await acme(id);
      await world.track(`ada-${id}`, 'Began');
      await world.settle();
      await world.pass('1h');
      await world.track(`cy-${id}`, event);
      await world.settle();
    }
    expect(await inside(ends, 'goal')).toMatchObject([{ status: 'completed', reason: 'goal' }]);
    expect(await inside(ends, 'exit')).toMatchObject([{ status: 'exited', reason: 'event:Left' }]);
  });

  it('starts and stops workflows about the other kind: the account of a contact, the people of an account', async () => {
    const wait = { wait: { kind: 'wait', for: '9d', next: 'done' }, done: { kind: 'exit' } };
    const ofAccountKey = { key: 'whole-account', start: 'wait', steps: wait };
    const account = await world.publish(about({ kind: 'manual' }, ofAccountKey));
    const contact = (kind: string, event: string) =>
      world.publish({
        ...about({ kind: 'event', event }, { subject: 'contact', to: undefined, name: event }),
        start: 's',
        steps: { s: { kind, workflow: 'whole-account', next: 'done' }, done: { kind: 'exit' } },
      });
    await contact('start-workflow', 'Start it');
    await contact('stop-workflow', 'Stop it');
    await acme('cross');
    await world.track('bo-cross', 'Start it');
    await world.settle();
    expect(await inside(account, 'cross')).toMatchObject([{ status: 'waiting', person: 'u:bo-cross' }]);
    await world.pass('1h');
    await world.track('cy-cross', 'Stop it');
    await world.settle();
    expect(await inside(account, 'cross')).toMatchObject([{ status: 'exited', reason: 'by-workflow' }]);
  });

  it('goes on without a person who is erased: nothing is left of them, and mail that waited is not sent', async () => {
    const steps = {
      mail: { ...mail, to: ['person-concerned'] },
      done: { kind: 'exit' },
      failed: { kind: 'exit' },
    };
    const workflow = await world.publish(
      about({ kind: 'event', event: 'Asked' }, { sending: 'review', steps }),
    );
    await acme('erased');
    await world.track('bo-erased', 'Asked', { secret: 'mine' });
    await world.settle();
    expect(await mailOf(workflow)).toMatchObject([{ userId: 'bo-erased', status: 'held' }]);
    await eraseContact(world.runtime, {
      params: { userId: 'bo-erased' },
      query: {},
      body: undefined,
      actor: admin,
    });
    await world.settle();
    expect(await mailOf(workflow)).toEqual([]);
    const [enrolment] = await inside(workflow, 'erased');
    expect(enrolment).toMatchObject({ status: 'completed', trigger: { properties: {} } });
    expect(JSON.stringify(enrolment)).not.toContain('bo-erased');
  });

  it('knows the person it concerns by another id after a merge', async () => {
    const steps = {
      wait: { kind: 'wait', for: '2d', next: 'mail' },
      mail: { ...mail, to: ['person-concerned'] },
      done: { kind: 'exit' },
      failed: { kind: 'exit' },
    };
    const workflow = await world.publish(about({ kind: 'event', event: 'Met' }, { start: 'wait', steps }));
    await acme('merged');
    await world.track('ada-merged', 'Met');
    await world.runtime.ingest.call(
      'alias',
      { previousId: 'ada-merged', userId: 'cy-merged' },
      writeKey,
      100,
    );
    await world.settle();
    await world.pass('3d');
    expect(await mailOf(workflow)).toMatchObject([{ userId: 'cy-merged', recipient: 'person-concerned' }]);
  });

  it('can be tried with a stored account and with an invented one, and nothing is stored', async () => {
    const workflow = await world.publish(about({ kind: 'manual' }, { to: ['admin', 'most-active'] }));
    await acme('tried');
    const run = (body: Parameters<typeof simulateWorkflow>[1]['body']) =>
      simulateWorkflow(world.runtime, { params: { id: workflow }, query: {}, body, actor: admin });
    expect((await run({ accountId: 'tried' })).messages).toMatchObject([
      { to: 'bo@tried.test', subject: 'To bo of TRIED', recipient: 'admin', maySend: true },
    ]);
    const invented = await run({
      contact: { email: 'x@y.test', traits: { firstName: 'Xi' } },
      account: { name: 'Inv' },
    });
    expect(invented.messages).toMatchObject([
      { to: 'x@y.test', subject: 'To Xi of Inv', recipient: 'most-active' },
    ]);
    await expect(run({ accountId: 'nobody' })).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
    expect(await inside(workflow, 'tried')).toEqual([]);
  });
});
