import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playbooks } from '../../../server/playbooks/index.ts';
import { createFromPlaybook } from '../../../server/use-cases/playbooks/playbooks.ts';
import { installSignals } from '../../../server/use-cases/signals/install-signals.ts';
import { deleteWorkflow, getWorkflow, saveWorkflow } from '../../../server/use-cases/workflows/drafts.ts';
import { simulateWorkflow } from '../../../server/use-cases/workflows/simulate.ts';
import { deleteTest, listTests, runTests, saveTest } from '../../../server/use-cases/workflows/test-cases.ts';
import { MOST_TESTS } from '../../../shared/test-case.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const call = (params: Record<string, string>, body?: unknown) =>
  ({ params, query: {}, body, ifMatch: '*', actor: admin }) as never;

beforeAll(async () => {
  world = await openWorld();
  await installSignals(world.runtime);
});

afterAll(() => world?.close());

describe('the tests that come with a playbook', () => {
  it.each(playbooks.map(({ key, answers }) => [key, answers ?? [undefined]] as const))(
    'pass for “%s”, on any day, with the workspace’s own event names',
    async (key, answers) => {
      const settings = await world.runtime.settings.get();
      await world.runtime.settings.save({ ...settings, eventNames: { 'Signed In': 'login' } });
      let all = 0;
      for (const answer of answers) {
        const { id } = await createFromPlaybook(world.runtime, call({ key }, answer ? { answer } : {}));
        const { items } = await runTests(world.runtime, call({ id }));
        expect(items.filter(({ passed }) => !passed)).toEqual([]);
        all += items.length;
      }
      expect(all).toBeGreaterThan(0);
    },
  );
});

describe('a saved test', () => {
  let id: string;
  const run = async () => (await runTests(world.runtime, call({ id }))).items;

  it('takes the way the draft takes when it is saved, or the one given', async () => {
    id = (await createFromPlaybook(world.runtime, call({ key: 'data-export' }, {}))).id;
    for (const { id: test } of (await listTests(world.runtime, call({ id }))).items)
      await deleteTest(world.runtime, call({ id, test }));
    const request = { contact: { userId: 'x', email: 'x@example.com', traits: {} } };
    const saved = await saveTest(world.runtime, call({ id }, { name: 'As it is', request }));
    expect(saved.expected.path.length).toBeGreaterThan(0);
    expect(saved.request.now).toBe(world.now().toISOString());
    const expected = { path: ['nowhere:'], status: 'completed' };
    await saveTest(world.runtime, call({ id }, { name: 'As it is not', request, expected }));
    expect((await run()).map(({ name, passed }) => [name, passed])).toEqual([
      ['As it is', true],
      ['As it is not', false],
    ]);
  });

  it('fails with both ways to compare once the workflow goes another', async () => {
    const { document } = await getWorkflow(world.runtime, call({ id }));
    const steps = { nap: { kind: 'wait', for: '1d', next: 'end' }, end: { kind: 'exit' } };
    await saveWorkflow(world.runtime, call({ id }, { ...document, start: 'nap', steps }));
    const [first] = await run();
    expect(first).toMatchObject({ passed: false, got: { path: ['nap:next', 'end:end'] } });
    expect(first?.expected.path).not.toEqual(first?.got?.path);
    await saveWorkflow(world.runtime, call({ id }, document));
  });

  it('is refused beyond a hundred, and when it is unknown it is said so', async () => {
    await expect(deleteTest(world.runtime, call({ id, test: 'none' }))).rejects.toMatchObject({
      code: 'TEST_UNKNOWN',
    });
    const [one] = await world.runtime.testCases.ofWorkflow(id, 1);
    if (!one) throw new Error('there is a test');
    await world.runtime.testCases.insert(
      Array.from({ length: MOST_TESTS }, (_, index) => ({ ...one, id: `many-${index}` })),
    );
    const body = { name: 'One more', request: one.request, expected: one.expected };
    await expect(saveTest(world.runtime, call({ id }, body))).rejects.toMatchObject({
      code: 'TESTS_TOO_MANY',
    });
  });

  it('goes with its workflow, and with the contact it is about', async () => {
    const [one] = await world.runtime.testCases.ofWorkflow(id, 1);
    if (!one) throw new Error('there is a test');
    await world.runtime.testCases.insert([{ ...one, id: 'of-ada', userId: 'ada' }]);
    await world.runtime.testCases.deleteOfUsers(['ada']);
    expect(await world.runtime.testCases.delete(id, 'of-ada')).toBe(false);
    await deleteWorkflow(world.runtime, call({ id }));
    expect(await world.runtime.testCases.ofWorkflow(id, 10)).toEqual([]);
  });
});

describe('a run from a step on', () => {
  const document = {
    format: 'mooring.workflow/1',
    name: 'From a step',
    entry: {
      trigger: { kind: 'event', event: 'From Clicked' },
      reentry: { mode: 'once' },
      when: { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 9_000 }] },
    },
    start: 'nap',
    steps: {
      nap: { kind: 'wait', for: '1d', next: 'call' },
      call: { kind: 'create-task', title: 'Call {{ contact.traits.firstName }}', next: 'end' },
      end: { kind: 'exit' },
    },
  };

  it('begins there whoever may enter, and tells a step that is not there', async () => {
    const id = await world.publish(document);
    const contact = { userId: 'lou', traits: { firstName: 'Lou' } };
    const from = (step?: string) =>
      simulateWorkflow(world.runtime, call({ id }, { contact, ...(step ? { from: step } : {}) }));
    expect(await from()).toMatchObject({ entered: false, reason: 'condition', path: [] });
    const answer = await from('call');
    expect(answer).toMatchObject({
      entered: true,
      status: 'completed',
      path: [{ step: 'call' }, { step: 'end' }],
      tasks: [{ title: 'Call Lou' }],
    });
    expect(answer.entry).toBeUndefined();
    await expect(from('gone')).rejects.toMatchObject({ code: 'BODY_INVALID', facts: { path: 'from' } });
  });
});

describe('the event that starts a run', () => {
  const document = {
    format: 'mooring.workflow/1',
    name: 'Third export',
    entry: {
      trigger: { kind: 'event', event: 'Report Exported' },
      reentry: { mode: 'once' },
      when: {
        all: [
          {
            fact: 'event',
            params: { event: 'Report Exported', measure: 'count', within: '7d' },
            operator: 'equal',
            value: 3,
          },
        ],
      },
    },
    start: 'call',
    steps: { call: { kind: 'create-task', title: 'Call', next: 'end' }, end: { kind: 'exit' } },
  };
  const now = '2026-03-04T12:00:00.000Z';
  const exported = (...times: string[]) =>
    times.map((timestamp) => ({ event: 'Report Exported', timestamp, properties: {} }));
  const before = exported('2026-03-02T12:00:00.000Z', '2026-03-03T12:00:00.000Z');
  const contact = { userId: 'lou' };
  const trigger = { properties: { rows: 7 } };

  it.each([
    ['happens once more where its properties are given', { events: before, trigger }],
    [
      'is the one of that moment where the history has it',
      { events: [...before, ...exported(now)], trigger },
    ],
    [
      'is the last of the history where nothing else is said',
      { events: exported('2026-03-01T12:00:00.000Z').concat(before) },
    ],
  ])('%s', async (_, about) => {
    const id = await world.publish(document);
    const answer = await simulateWorkflow(world.runtime, call({ id }, { contact, now, ...about }));
    expect(answer).toMatchObject({ entered: true, status: 'completed' });
  });

  it('counts, as it would have been stored before anybody enters by it', async () => {
    await world.identify('eva', {});
    const id = await world.publish({
      ...document,
      entry: { ...document.entry, when: { all: [{ ...document.entry.when.all[0], value: 1 }] } },
    });
    const eva = { userId: 'eva', now: world.now().toISOString() };
    expect(await simulateWorkflow(world.runtime, call({ id }, eva))).toMatchObject({ entered: true });
    await world.track('eva', 'Report Exported');
    await world.settle();
    const entered = (await world.runtime.enrolments.list({ workflowId: id, limit: 5 })).items;
    expect(entered.map(({ userId }) => userId)).toEqual(['eva']);
  });
});
