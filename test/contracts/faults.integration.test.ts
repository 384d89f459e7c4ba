import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../server/ports/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { anAccount, anEnrolment, aTask, at, freshId } from './stores/build.ts';
import { aDispatch } from './stores/effects.ts';
import { everyContract } from './stores/every.ts';
import { type Calls, faultyStores } from './stores/faults.ts';
import { repeatedWrites, restartReference } from './stores/repeated-writes.ts';

const calls: Calls = new Map();
let test: TestDatabase;
let faulty: Stores;

beforeAll(async () => {
  test = await openTestDatabase();
  faulty = faultyStores(test.database.native, calls);
});
afterAll(() => test?.drop());

describe('when every write is lost on its way, and then its answer', () => {
  everyContract(() => faulty);

  it('what no contract tells of works all the same', async () => {
    const { accounts, contacts, events, enrolments, keys, names, tasks } = faulty;
    const account = anAccount();
    await accounts.insert([account]);
    accounts.indexFields([]);
    await accounts.reindex([account]);
    expect(await accounts.matching({ _id: account.id }, 2)).toHaveLength(1);
    expect(await accounts.count()).toBeGreaterThan(0);
    expect((await accounts.walk({ limit: 1, after: '' })).length).toBe(1);
    await accounts.delete([account.id]);
    expect(await accounts.byIds([account.id])).toEqual(new Map());
    expect(await contacts.walk({ limit: 1, after: '' })).toHaveLength(1);
    expect(await contacts.memberIds(freshId('account'), { limit: 1 })).toEqual([]);
    expect(await contacts.lastSeenOf([freshId('account')], 1)).toEqual(new Map());
    expect(await events.perDay([freshId('source')], at(0))).toEqual(new Map());
    expect(await enrolments.parked(freshId('workflow'))).toEqual([]);
    expect((await enrolments.parkedOf(freshId('workflow'), { limit: 1 })).items).toEqual([]);
    const person = freshId('person');
    const enrolment = anEnrolment({ person });
    await enrolments.insert([enrolment]);
    await enrolments.forgetPerson([person]);
    expect((await enrolments.byIds([enrolment.id])).get(enrolment.id)).toMatchObject({
      rev: enrolment.rev + 1,
    });
    expect(await enrolments.insideByVersion(freshId('workflow'))).toEqual([]);
    expect((await enrolments.insideBefore(freshId('workflow'), 2, { limit: 1 })).items).toEqual([]);
    const task = aTask();
    await tasks.insert([task]);
    expect(await tasks.joining(task.id, 1)).toEqual([]);
    expect(await tasks.openOf([freshId('account')], 1)).toEqual([]);
    const name = freshId('Name');
    await names.saw([{ kind: 'event', name, lastSeenAt: at(5), sample: {} }]);
    await names.forget([{ kind: 'event', name }], at(6));
    expect((await names.all()).filter((seen) => seen.name === name)).toEqual([]);
    expect(await keys.setOrigins(freshId('key'), [])).toBe(false);
  });

  it('what is kept of days at risk, of providers that fail and of calls that failed for good', async () => {
    const { breakers, dispatches, enrolments, messages, risk } = faulty;
    const day = '2126-01-01';
    const [before, after] = ['2125-12-31', '2127-01-01'];
    await risk.put(day, { accounts: 2, mrr: 90 });
    await risk.putDemo([
      { day: before, accounts: 1, mrr: 10 },
      { day, accounts: 7, mrr: 700 },
    ]);
    expect(await risk.since(before)).toEqual([
      { day: before, accounts: 1, mrr: 10 },
      { day, accounts: 2, mrr: 90 },
    ]);
    // Those of the demo go in any case.
    await risk.deleteSince(after);
    expect(await risk.since(before)).toEqual([{ day, accounts: 2, mrr: 90 }]);
    await risk.deleteSince(day);
    expect(await risk.since(day)).toEqual([]);

    const breaker = { id: freshId('host'), rev: 1, failures: 1, since: at(0), opened: 0, reason: 'down' };
    expect(await breakers.save(breaker, undefined)).toBe(true);
    expect(await breakers.save({ ...breaker, rev: 2, failures: 2 }, 1)).toBe(true);
    expect(await breakers.save({ ...breaker, rev: 2, failures: 9 }, 1)).toBe(false);
    expect(await breakers.byId(breaker.id)).toMatchObject({ failures: 2 });
    expect((await breakers.all()).filter(({ id }) => id === breaker.id)).toHaveLength(1);
    await breakers.close(breaker.id);
    expect(await breakers.byId(breaker.id)).toBeUndefined();

    expect((await dispatches.failed({ limit: 1 })).items.length).toBeLessThanOrEqual(1);
    const gone = freshId('dispatch');
    expect(await dispatches.move(gone, ['failed'], { id: gone, status: 'queued' })).toBe(false);
    const over = aDispatch({ status: 'failed', createdAt: new Date('1999-01-01') });
    await dispatches.insert([over]);
    expect(await dispatches.deleteOver(new Date('2000-01-01'), 5)).toBe(1);
    expect(await enrolments.insideOfSubjects([freshId('subject')], 5)).toEqual([]);
    expect(await messages.lately(freshId('workflow'), at(0))).toMatchObject({ sent: 0 });
  });
});

describe('the calls of stores', () => {
  it('are all made here, and those that write are known to bear being repeated', async () => {
    const all = Object.entries(faulty).flatMap(([store, methods]) =>
      Object.keys(methods).map((method) => `${store}.${method}`),
    );
    expect(all.filter((call) => !calls.has(call))).toEqual([]);
    const writes = all.filter((call) => calls.get(call) === true);
    expect(Object.values(repeatedWrites).flat().sort()).toEqual(writes.toSorted());
    const reads = all.filter((call) => calls.get(call) === false);
    await expect(restartReference(reads)).toMatchFileSnapshot('../../docs/restarts.md');
  });
});
