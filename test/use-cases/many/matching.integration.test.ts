import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobRecord } from '../../../server/ports/workspace.ts';
import { countAccounts, listAccounts } from '../../../server/use-cases/accounts/accounts.ts';
import { changeAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { countContacts, listContacts } from '../../../server/use-cases/contacts/contacts.ts';
import { countTasks, listTasks } from '../../../server/use-cases/contacts/tasks.ts';
import { cancelJob, getJob } from '../../../server/use-cases/jobs.ts';
import { actOnAccounts, actOnContacts } from '../../../server/use-cases/many/act-on-many.ts';
import { changeTasks } from '../../../server/use-cases/many/change-tasks.ts';
import { actOnMatchingJob } from '../../../server/use-cases/many/matching.ts';
import { undoJob } from '../../../server/use-cases/many/undo.ts';
import { contactsOrder, type MatchingOutcome } from '../../../shared/many.ts';
import { aContact, at } from '../../contracts/stores/build.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const ask = (params: Record<string, string>, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

const task = { kind: 'task', title: 'Call', assignee: 'admin', dueIn: '1d', priority: 'high' };
/** More than one part holds. */
const CROWD = 620;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const { contacts, people } = world.runtime;
  for (const [id, plan] of [
    ['team-a', 'team'],
    ['team-b', 'team'],
    ['team-c', 'team'],
    ['solo', 'solo'],
  ] as const)
    await world.group('other', id, { name: id, plan });
  await world.settle();
  await contacts.insert(
    Array.from({ length: CROWD }, (_, turn) =>
      aContact({ userId: `crowd${turn}`, traits: { name: `Crowd ${turn}` }, lastSeenAt: at(turn % 7) }),
    ),
  );
  const ola = { id: 'ola', email: 'ola@example.com', name: 'Ola', role: 'manager', disabled: false } as const;
  await people.insert({ ...ola, createdAt: world.now() });
});
afterAll(() => world?.close());

const crowd = { search: 'crowd' };
async function outcomeOf(job: string): Promise<MatchingOutcome> {
  await world.settle();
  return (await getJob(world.runtime, ask({ id: job }))).result as MatchingOutcome;
}
async function undo(job: string): Promise<void> {
  await undoJob(world.runtime, ask({ id: job }));
  await world.settle();
}
const countOf = async (query: object) => (await countTasks(world.runtime, ask({}, { query }))).count;

describe('a count', () => {
  it('says how many a list finds, however it is narrowed', async () => {
    const { runtime } = world;
    const contacts = (query: object) => countContacts(runtime, ask({}, { query }));
    expect(await contacts(crowd)).toEqual({ count: CROWD });
    expect(await contacts({})).toEqual({ count: CROWD + 1 });
    expect(await contacts({ ...crowd, mail: 'denied' })).toEqual({ count: 0 });
    const accounts = async (query: object) => {
      const asked = { sort: 'mrr', ...query };
      const { items } = await listAccounts(runtime, ask({}, { query: { ...asked, limit: 50 } }));
      const { count } = await countAccounts(runtime, ask({}, { query: asked }));
      expect(count).toBe(items.length);
      return count;
    };
    expect(await accounts({ plan: 'team' })).toBe(3);
    expect(await accounts({ search: 'solo' })).toBe(1);
    // Of these there are only those that have one to come.
    expect(await accounts({ sort: 'renewal' })).toBe(0);
    expect(await countOf({ userId: 'nobody' })).toBe(0);
  });
});

describe('an order for all that a list finds', () => {
  it('reaches every one of them and nobody else, and is taken back whole', async () => {
    const body = { matching: crowd, action: task };
    const { job } = await actOnContacts(world.runtime, ask({}, { body }));
    expect(await outcomeOf(job)).toEqual({ done: CROWD, skipped: 0, reasons: [] });
    expect(await getJob(world.runtime, ask({ id: job }))).toMatchObject({ done: CROWD, total: CROWD });
    expect(await countOf({ status: 'open' })).toBe(CROWD);
    expect(await countOf({ userId: 'other' })).toBe(0);
    await undo(job);
    expect([await countOf({ status: 'open' }), await countOf({ status: 'cancelled' })]).toEqual([0, CROWD]);
  });

  it('hands accounts over, and back to whom each had', async () => {
    await changeAccount(world.runtime, ask({ id: 'team-a' }, { body: { manager: 'was@example.com' } }));
    const action = { kind: 'manager', manager: 'ola@example.com' };
    const matching = { plan: 'team', sort: 'mrr' };
    const { job } = await actOnAccounts(world.runtime, ask({}, { body: { matching, action } }));
    expect(await outcomeOf(job)).toMatchObject({ done: 3 });
    const managers = async () => {
      const accounts = await world.runtime.accounts.byIds(['team-a', 'team-b', 'solo']);
      return [...accounts.values()].map(({ id, manager }) => [id, manager]).sort();
    };
    expect(await managers()).toEqual([
      ['solo', undefined],
      ['team-a', 'ola@example.com'],
      ['team-b', 'ola@example.com'],
    ]);
    await undo(job);
    expect(await managers()).toEqual([
      ['solo', undefined],
      ['team-a', 'was@example.com'],
      ['team-b', undefined],
    ]);
  });

  it('closes the tasks a list finds, and leaves out why some were not', async () => {
    const { job: made } = await actOnContacts(
      world.runtime,
      ask({}, { body: { matching: { search: 'crowd61' }, action: { ...task, assignee: 'marketer' } } }),
    );
    const { done: open } = await outcomeOf(made);
    expect(open).toBe(11);
    const body = {
      matching: { assignee: 'marketer', status: 'open' },
      change: { status: 'done', outcome: 'saved' },
    };
    const { job } = await changeTasks(world.runtime, ask({}, { body }));
    expect(await outcomeOf(job)).toEqual({ done: open, skipped: 0, reasons: [] });
    const again = { ...body, matching: { assignee: 'marketer' }, change: { status: 'cancelled' } };
    const { job: refused } = await changeTasks(world.runtime, ask({}, { body: again }));
    expect(await outcomeOf(refused)).toMatchObject({
      done: 0,
      skipped: open,
      reasons: [{ code: 'TASK_CLOSED' }],
    });
    await undo(job);
    expect(await countOf({ assignee: 'marketer', status: 'open' })).toBe(open);
  });

  it('does everything once, although the process was killed between any two writes', async () => {
    const { runtime } = world;
    const before = await countOf({});
    const matching = { search: 'crowd60' };
    const job = {
      id: 'killed',
      kind: 'act-on-matching',
      state: 'running',
      done: 0,
      total: 11,
      errors: [],
      input: { of: 'contacts', matching, order: { action: task } },
      createdAt: world.now(),
      updatedAt: world.now(),
    } satisfies JobRecord;
    await runtime.jobs.insert(job);
    for (let writes = 0; ; writes++) {
      const dying = dyingAfter(runtime, writes, ['jobs']);
      const stored = await runtime.jobs.byId(job.id);
      if (!stored) throw new Error('the job is gone');
      try {
        await actOnMatchingJob(dying, stored, { save: async () => void (await dying.jobs.save(stored)) });
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
      // Whoever is seen meanwhile moves in the list, and is neither left out nor dealt with twice.
      const { items } = await listContacts(
        runtime,
        ask({}, { query: { search: `crowd60${writes % 10}`, limit: 1 } }),
      );
      if (items[0]?.userId) await world.track(items[0].userId, 'Signed In');
    }
    expect((await countOf({})) - before).toBe(11);
    expect(
      (await runtime.jobs.stale(new Date(world.now().getTime() + 1_000))).map(({ id }) => id),
    ).not.toContain('killed-0');
    await undo(job.id);
    const { items } = await listTasks(runtime, ask({}, { query: { userId: 'crowd600', limit: 50 } }));
    expect(items.filter(({ status }) => status === 'open')).toEqual([]);
  });

  it('stops where somebody cancels it; what it did can still be taken back', async () => {
    const { runtime } = world;
    const { job } = await actOnContacts(runtime, ask({}, { body: { matching: crowd, action: task } }));
    await cancelJob(runtime, ask({ id: job }));
    await world.settle();
    expect(await getJob(runtime, ask({ id: job }))).toMatchObject({ state: 'cancelled' });
    expect(await countOf({ status: 'open' })).toBeLessThan(CROWD);
    await undo(job);
    expect(await countOf({ status: 'open', assignee: 'admin' })).toBe(0);
  });

  it('names some or asks for all, never both and never neither', () => {
    const both = { userIds: ['a'], matching: {}, action: task };
    for (const body of [both, { action: task }])
      expect(contactsOrder.safeParse(body).error?.issues[0]?.message).toContain('one of them');
    expect(contactsOrder.safeParse({ matching: { mail: 'granted' }, action: task }).success).toBe(true);
    const write = { kind: 'write', subject: 'Hello', body: 'How are you?' };
    expect(contactsOrder.safeParse({ userIds: ['a'], action: write }).success).toBe(true);
    expect(contactsOrder.safeParse({ matching: {}, action: write }).success).toBe(false);
  });
});
