import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMongo } from '../../server/mongo/connect.ts';
import type { Task } from '../../shared/task.ts';
import { aContact, aMessage, anAccount, anEnrolment, aTask, at } from '../contracts/stores/build.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.drop());

describe('accounts of a version that kept no lists of them', () => {
  it('are in the lists after the next start, and what was written since stays as it is', async () => {
    const { native, stores } = test.database;
    const [old, newer] = [anAccount({ mrr: 70, plan: 'pro' }), anAccount({ mrr: 30, plan: 'pro' })];
    await stores.accounts.insert([old, newer]);
    const accounts = native.collection<{ _id: string }>('accounts');
    await accounts.updateOne({ _id: old.id }, { $unset: { lists: '', searchKeys: '' } });
    await accounts.updateOne({ _id: newer.id }, { $set: { 'lists.mrr': 31 } });
    await native.collection<{ _id: string }>('migrations').deleteOne({ _id: '0002-account-lists' });
    const listed = async () => {
      const page = await stores.accounts.list({
        filter: { plan: 'pro' },
        order: 'mrr',
        limit: 10,
        from: new Date(0),
      });
      return page.items.map(({ id }) => id);
    };
    expect(await listed()).toEqual([newer.id]);
    await (await connectMongo(test.uri)).close();
    expect(await listed()).toEqual([old.id, newer.id]);
    expect(await accounts.findOne({ _id: newer.id })).toMatchObject({ lists: { mrr: 31 } });
  });

  it('are sorted by name after the next start, and so are contacts', async () => {
    const { native, stores } = test.database;
    const [mara, adam] = [aContact({ traits: { name: 'Mara' } }), aContact({ traits: { name: 'Ądam' } })];
    const [zinc, alum] = [anAccount({ name: 'Zinc', plan: 'metal' }), anAccount({ plan: 'metal' })];
    await stores.contacts.insert([mara, adam]);
    await stores.accounts.insert([zinc, alum]);
    const [contacts, accounts] = [native.collection('contacts'), native.collection('accounts')];
    await contacts.updateMany({}, { $unset: { lists: '' } });
    await accounts.updateMany({}, { $unset: { 'lists.name': '' } });
    await native.collection<{ _id: string }>('migrations').deleteOne({ _id: '0003-names' });
    await (await connectMongo(test.uri)).close();
    const people = await stores.contacts.list({ limit: 9, order: 'name' });
    expect(people.items.map(({ id }) => id)).toEqual([adam.id, mara.id]);
    const companies = await stores.accounts.list({
      ...{ filter: { plan: 'metal' }, order: 'name', from: new Date(0), limit: 9 },
    });
    expect(companies.items.map(({ id }) => id)).toEqual([alum.id, zinc.id]);
  });
});

describe('tasks of a version that sorted them by due date alone', () => {
  it('are sorted by priority after the next start', async () => {
    const { native, stores } = test.database;
    const due = (minute: number, priority: Task['priority']) =>
      aTask({ assignee: 'sorted@example.com', status: 'open', dueAt: at(minute), priority });
    const [low, high, late] = [due(1, 'low'), due(3, 'high'), due(9, 'high')];
    await stores.tasks.insert([low, late, high]);
    await native.collection('tasks').updateMany({}, { $unset: { lists: '' } });
    await native.collection<{ _id: string }>('migrations').deleteOne({ _id: '0005-task-lists' });
    await (await connectMongo(test.uri)).close();
    const asked = { assignees: ['sorted@example.com'], status: 'open', order: 'priority' } as const;
    // Page by page, which begins where the one before ended.
    const first = await stores.tasks.list({ ...asked, limit: 2 });
    const rest = await stores.tasks.list({ ...asked, limit: 2, after: first.next });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([high.id, late.id, low.id]);
  });
});

describe('messages and tasks stored before it was noted when their person entered', () => {
  it('are counted among those of the last days after the next start', async () => {
    const { native, stores } = test.database;
    const workflowId = 'entered-at';
    const [early, late] = [
      anEnrolment({ workflowId, enteredAt: at(1) }),
      anEnrolment({ workflowId, enteredAt: at(8) }),
    ];
    await stores.enrolments.insert([early, late]);
    const of = ({ id }: { id: string }) => ({ workflowId, enrolmentId: id, step: 'a', openedAt: at(9) });
    await stores.messages.insert([aMessage(of(early)), aMessage(of(late)), aMessage(of({ id: 'gone' }))]);
    await stores.tasks.insert([aTask({ workflowId, enrolmentId: late.id, step: 'b', status: 'open' })]);
    for (const name of ['messages', 'tasks'])
      await native.collection(name).updateMany({ workflowId }, { $unset: { enteredAt: '' } });
    await native.collection<{ _id: string }>('migrations').deleteOne({ _id: '0006-entered-at' });
    expect(await stores.messages.opened(workflowId, at(5))).toEqual([]);
    await (await connectMongo(test.uri)).close();
    expect(await stores.messages.opened(workflowId, at(5))).toEqual([{ step: 'a', opened: 1, clicked: 0 }]);
    expect(await stores.messages.opened(workflowId, at(0))).toEqual([{ step: 'a', opened: 2, clicked: 0 }]);
    expect(await stores.tasks.results(workflowId, at(5))).toMatchObject([{ step: 'b', count: 1 }]);
  });
});

describe('enrolments stored before it was noted why something waits for them', () => {
  it('are counted by it after the next start', async () => {
    const { native, stores } = test.database;
    const step = { step: 'a', kind: 'send-email' as const, visit: 1, at: new Date(0) };
    const waiting = anEnrolment({ workflowId: 'put-off', history: [{ ...step, why: 'window' }] });
    await stores.enrolments.insert([waiting, anEnrolment({ workflowId: 'put-off', history: [step] })]);
    await native.collection('enrolments').updateMany({}, { $unset: { putOff: '' } });
    expect(await stores.enrolments.putOff('put-off', new Date(0))).toEqual([]);
    await native.collection<{ _id: string }>('migrations').deleteOne({ _id: '0004-put-offs' });
    await (await connectMongo(test.uri)).close();
    expect(await stores.enrolments.putOff('put-off', new Date(0))).toEqual([{ why: 'window', count: 1 }]);
  });
});
