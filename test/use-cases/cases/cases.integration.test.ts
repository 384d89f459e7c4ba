import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getAccount, listAccounts } from '../../../server/use-cases/accounts/accounts.ts';
import { changeAccount } from '../../../server/use-cases/accounts/change-account.ts';
import { changeCase, listCases, openCase } from '../../../server/use-cases/cases/cases.ts';
import { followSignals } from '../../../server/use-cases/cases/follow-signals.ts';
import { createTask } from '../../../server/use-cases/contacts/create-task.ts';
import { changeTask, listTasks } from '../../../server/use-cases/contacts/tasks.ts';
import { placeTasks } from '../../../server/use-cases/effects/place-tasks.ts';
import { tellStaleTasks } from '../../../server/use-cases/effects/tell-tasks.ts';
import { createSignal } from '../../../server/use-cases/signals/signals.ts';
import { mendStandings } from '../../../server/use-cases/standings/keep-standings.ts';
import type { CaseView } from '../../../shared/case.ts';
import type { Task } from '../../../shared/task.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const ask = (params: Record<string, string>, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

const happened = (event: string) => ({
  all: [
    {
      fact: 'event' as const,
      params: { event, measure: 'count', within: '30d' },
      operator: 'greaterThan' as const,
      value: 0,
    },
  ],
});

const calls = (event: string, title: string, more: object = {}) => ({
  format: 'mooring.workflow/1',
  name: title,
  entry: { trigger: { kind: 'event', event }, reentry: { mode: 'always' } },
  start: 'call',
  steps: {
    call: { kind: 'create-task', title, next: 'done', ...more },
    done: {
      kind: 'wait-until',
      until: { task: 'call' },
      timeout: '30d',
      exits: { done: 'end', timeout: 'end' },
    },
    end: { kind: 'exit' },
  },
});

describe('cases', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
    const { runtime } = world;
    for (const [key, event, severity, good] of [
      ['gone-quiet', 'Went Quiet', 'high', false],
      ['plan-limit', 'Came Near', 'medium', false],
      ['ready-to-grow', 'Grew', 'high', true],
    ] as const) {
      const body = { key, name: key, subject: 'account', severity, good, opensWhen: happened(event) };
      await createSignal(runtime, ask({}, { body }));
    }
    for (const [event, title] of [
      ['Called For', 'Call them'],
      ['Called Again', 'Call them again'],
    ] as const)
      await world.publish(calls(event, title));
    await world.publish(
      calls('Rescue Wanted', 'Make a plan', { opensCase: { reason: '{{ account.name }} asked for it' } }),
    );
  });
  afterAll(() => world.close());

  async function company(id: string): Promise<void> {
    await world.identify(`${id}-1`, { email: `${id}@example.com`, firstName: id });
    await world.group(`${id}-1`, id, { name: id.toUpperCase(), mrr: 400 });
    await world.settle();
  }
  async function happens(id: string, event: string): Promise<void> {
    // Tasks are listed by when they are due.
    world.sleep('1s');
    await world.track(`${id}-1`, event);
    await world.settle();
  }
  const casesOf = async (id: string): Promise<CaseView[]> =>
    (await listCases(world.runtime, ask({}, { query: { accountId: id, limit: 50 } }))).items;
  const standing = async (id: string) => getAccount(world.runtime, ask({ id }));
  const tasksOf = async (id: string): Promise<Task[]> =>
    (await world.runtime.tasks.list({ accountId: id, withJoining: true, limit: 50 })).items;
  const close = (task: Task, outcome: string) =>
    changeTask(world.runtime, ask({ id: task.id }, { body: { status: 'done', outcome } }));

  it('are opened by a serious signal, and later signals join', async () => {
    await company('anchor');
    await happens('anchor', 'Came Near');
    expect(await casesOf('anchor')).toEqual([]);
    expect(await standing('anchor')).toMatchObject({
      signals: [{ key: 'plan-limit', serious: false }],
      atRiskSince: undefined,
    });
    await happens('anchor', 'Went Quiet');
    const [first, ...others] = await casesOf('anchor');
    expect(others).toEqual([]);
    expect(first).toMatchObject({ stage: 'at-risk', origin: { kind: 'signal', id: 'gone-quiet' }, mrr: 400 });
    expect(first?.signals.map(({ key }) => key).sort()).toEqual(['gone-quiet', 'plan-limit']);
    expect(await standing('anchor')).toMatchObject({
      case: { id: first?.id, stage: 'at-risk' },
      atRiskSince: world.now().toISOString(),
    });
    // Good news is no part of a rescue.
    await happens('anchor', 'Grew');
    expect((await casesOf('anchor'))[0]?.signals).toHaveLength(2);
    expect((await standing('anchor')).good.map(({ key }) => key)).toEqual(['ready-to-grow']);
  });

  it('say when a signal was resolved, and are closed with an outcome', async () => {
    await company('buoy');
    await happens('buoy', 'Went Quiet');
    await world.pass('31d');
    const [open] = await casesOf('buoy');
    expect(open?.signals[0]?.resolvedAt).toBeDefined();
    const changed = await changeCase(
      world.runtime,
      ask({ id: open?.id ?? '' }, { ifMatch: open?.etag, body: { stage: 'saved', note: 'Back again' } }),
    );
    expect(changed).toMatchObject({ stage: 'saved', notes: [{ text: 'Back again' }] });
    expect(await standing('buoy')).toMatchObject({ case: undefined, atRiskSince: undefined, signals: [] });
    // Told again after a crash, what opened it opens no second one.
    const { openedAt = '' } = open ?? {};
    await followSignals(world.runtime, [
      { accountId: 'buoy', key: 'gone-quiet', holds: true, at: new Date(openedAt) },
    ]);
    expect(await casesOf('buoy')).toHaveLength(1);
  });

  it('are not edited over one another', async () => {
    await company('cleat');
    const opened = await openCase(world.runtime, ask({}, { body: { accountId: 'cleat', reason: 'Price' } }));
    await expect(openCase(world.runtime, ask({}, { body: { accountId: 'cleat' } }))).rejects.toMatchObject({
      code: 'CASE_OPEN',
    });
    const edit = (ifMatch: string) =>
      changeCase(world.runtime, ask({ id: opened.id }, { ifMatch, body: { stage: 'plan' } }));
    await edit(opened.etag);
    await expect(edit(opened.etag)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await expect(
      openCase(world.runtime, ask({}, { body: { accountId: 'cleat', owner: 'nobody@example.com' } })),
    ).rejects.toMatchObject({ code: 'ASSIGNEE_UNKNOWN' });
  });

  it('have one task worked on at a time: others join it, and are done with it', async () => {
    await company('davit');
    await openCase(world.runtime, ask({}, { body: { accountId: 'davit' } }));
    await happens('davit', 'Called For');
    await happens('davit', 'Called Again');
    const [lead, second] = await tasksOf('davit');
    expect(second?.joins).toBe(lead?.id);
    const { items } = await listTasks(world.runtime, ask({}, { query: { accountId: 'davit', limit: 50 } }));
    expect(items.map(({ title }) => title)).toEqual(['Call them']);
    if (!lead) throw new Error('no task was made');
    await close(lead, 'saved');
    await world.settle();
    expect((await tasksOf('davit')).map(({ status, outcome }) => [status, outcome])).toEqual([
      ['done', 'saved'],
      ['done', 'saved'],
    ]);
    // Both ways through the workflows went on, and the rescue is over.
    const inside = await world.runtime.enrolments.ofSubject(lead.contactId, { limit: 50 });
    expect(inside.items.map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect((await casesOf('davit'))[0]).toMatchObject({ stage: 'saved' });
    expect((await standing('davit')).case).toBeUndefined();
  });

  it('are opened by a task that says so, once, and joined by it where one is open', async () => {
    await company('ebb');
    await happens('ebb', 'Rescue Wanted');
    const [task] = await tasksOf('ebb');
    const [opened] = await casesOf('ebb');
    expect(opened).toMatchObject({
      reason: 'EBB asked for it',
      origin: { kind: 'task', id: task?.id },
      stage: 'at-risk',
    });
    expect(task?.caseId).toBe(opened?.id);
    if (!task || !opened) throw new Error('no case was opened');
    await happens('ebb', 'Rescue Wanted');
    expect(await casesOf('ebb')).toHaveLength(1);
    expect((await tasksOf('ebb')).at(-1)).toMatchObject({ caseId: opened.id, joins: task.id });
    // Written again after a crash, the task opens no second one when the first is closed.
    await close(task, 'saved');
    await world.settle();
    await placeTasks(world.runtime, [{ ...task, opensCase: {} }]);
    expect((await casesOf('ebb')).map(({ stage }) => stage)).toEqual(['saved']);
  });

  it('stay open where the workspace closes them by hand', async () => {
    const settings = await world.runtime.settings.get();
    await world.runtime.settings.save({ ...settings, cases: { opensOn: 'never', closesWhenSaved: false } });
    await company('eddy');
    await happens('eddy', 'Went Quiet');
    expect(await casesOf('eddy')).toEqual([]);
    expect((await standing('eddy')).atRiskSince).toBeDefined();
    await openCase(world.runtime, ask({}, { body: { accountId: 'eddy' } }));
    const made = await createTask(
      world.runtime,
      ask(
        {},
        {
          body: {
            accountId: 'eddy',
            title: 'Call',
            assignee: 'success-manager',
            dueIn: '1d',
            priority: 'high',
          },
        },
      ),
    );
    expect(made).toMatchObject({
      caseId: (await casesOf('eddy'))[0]?.id,
      contactName: 'eddy',
      accountName: 'EDDY',
    });
    await changeTask(world.runtime, ask({ id: made.id }, { body: { status: 'done', outcome: 'saved' } }));
    expect((await casesOf('eddy'))[0]?.stage).toBe('at-risk');
    await world.runtime.settings.save(settings);
  });

  it('lose nothing and open nothing twice when the process is killed between two writes', async () => {
    await company('fender');
    const turn = { accountId: 'fender', key: 'gone-quiet', holds: true, at: world.now() };
    for (let writes = 0; ; writes++) {
      try {
        await followSignals(dyingAfter(world.runtime, writes), [turn]);
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
    }
    expect(await casesOf('fender')).toHaveLength(1);
    expect((await standing('fender')).case?.id).toBe((await casesOf('fender'))[0]?.id);
    await happens('fender', 'Called For');
    await happens('fender', 'Called Again');
    const [lead] = await tasksOf('fender');
    if (!lead) throw new Error('no task was made');
    for (let writes = 0; ; writes++) {
      try {
        const dying = dyingAfter(world.runtime, writes);
        await changeTask(dying, ask({ id: lead.id }, { body: { status: 'done', outcome: 'saved' } }));
        break;
      } catch (fault) {
        expect(fault).toBeInstanceOf(Killed);
      }
      await world.pass('1m');
      await tellStaleTasks(world.runtime);
    }
    await world.settle();
    expect((await tasksOf('fender')).map(({ outcome }) => outcome)).toEqual(['saved', 'saved']);
    expect((await casesOf('fender')).map(({ stage }) => stage)).toEqual(['saved']);
  });

  it('lead tasks to the success manager the account names', async () => {
    await world.runtime.people.insert({
      id: 'ola',
      email: 'ola@example.com',
      name: 'Ola',
      role: 'marketer',
      disabled: false,
      createdAt: world.now(),
    });
    await company('gunwale');
    const changed = await changeAccount(
      world.runtime,
      ask({ id: 'gunwale' }, { body: { manager: 'Ola@example.com' } }),
    );
    expect(changed).toMatchObject({ manager: 'ola@example.com', managerName: 'Ola' });
    await happens('gunwale', 'Called For');
    expect((await tasksOf('gunwale'))[0]).toMatchObject({
      assignee: 'ola@example.com',
      accountId: 'gunwale',
    });
    const list = await listAccounts(
      world.runtime,
      ask({}, { query: { limit: 50, sort: 'mrr', manager: 'ola@example.com' } }),
    );
    expect(list.items.map(({ id }) => id)).toEqual(['gunwale']);
  });

  it('mend a standing that signals were taken from without turning', async () => {
    await company('hawser');
    await happens('hawser', 'Came Near');
    await happens('hawser', 'Went Quiet');
    await world.runtime.looks.delete(['a:hawser']);
    await mendStandings(world.runtime);
    expect((await standing('hawser')).signals).toEqual([]);
  });
});
