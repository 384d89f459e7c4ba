import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getSegmentHistory, listSegmentMembers } from '../../../server/use-cases/segments/members.ts';
import {
  archiveSegment,
  createSegment,
  getSegment,
  saveSegment,
} from '../../../server/use-cases/segments/segments.ts';
import { workflowImpact } from '../../../server/use-cases/workflows/numbers.ts';
import { publishWorkflow } from '../../../server/use-cases/workflows/publish.ts';
import type { BodyOf } from '../../../shared/api.ts';
import type { Enrolment } from '../../../shared/enrolment.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const rule = (path: string, value: unknown) => ({
  fact: path.startsWith('$.mrr') ? 'account' : 'contact',
  path,
  operator: 'equal',
  value,
});
const inSegment = (key: string) => ({
  fact: 'segment',
  params: { segment: key },
  operator: 'equal',
  value: true,
});
const quietFor = (days: number) => ({
  fact: 'event',
  params: { event: 'Signed In', measure: 'daysSinceLast' },
  operator: 'greaterThanInclusive',
  value: days,
});

const document = (name: string, entry: Record<string, unknown>, change: Record<string, unknown> = {}) => ({
  format: 'mooring.workflow/1',
  name,
  entry,
  start: 'task',
  steps: { task: { kind: 'create-task', title: 'Call', next: 'end' }, end: { kind: 'exit' } },
  ...change,
});

const ask = <Params extends Record<string, string>>(params: Params, more: object = {}) =>
  ({ params, query: {}, body: undefined, actor: admin, ...more }) as never;

describe('conditions that are remembered', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const enrolmentsOf = async (userId: string, workflowId: string): Promise<Enrolment[]> => {
    const contact = (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
    if (!contact) return [];
    const { items } = await world.runtime.enrolments.ofSubject(contact.id, { limit: 50 });
    return items.filter((enrolment) => enrolment.workflowId === workflowId);
  };
  const entered = async (workflowId: string, ...userIds: string[]) =>
    Promise.all(userIds.map(async (userId) => (await enrolmentsOf(userId, workflowId)).length));
  const segment = (key: string, when: object, more: object = {}) =>
    createSegment(world.runtime, ask({}, { body: { key, name: key, when, ...more } }));
  const members = async (key: string) => {
    const { items } = await listSegmentMembers(world.runtime, ask({ key }, { query: { limit: 50 } }));
    return items.map(({ userId, id }) => userId ?? id).sort();
  };

  it('start a workflow for whoever begins to match, and not for who matched at publishing', async () => {
    await world.identify('b-old', { plan: 'pro' });
    await world.identify('b-new', { plan: 'free' });
    await world.settle();
    const id = await world.publish(
      document('Begins', { trigger: { kind: 'condition' }, when: { all: [rule('$.traits.plan', 'pro')] } }),
    );
    await world.settle();
    expect(await entered(id, 'b-old', 'b-new')).toEqual([0, 0]);
    await world.identify('b-old', { plan: 'pro', seats: 3 });
    await world.identify('b-new', { plan: 'pro' });
    await world.identify('b-first', { plan: 'pro' });
    await world.settle();
    expect(await entered(id, 'b-old', 'b-new', 'b-first')).toEqual([0, 1, 1]);
    expect(await enrolmentsOf('b-first', id)).toMatchObject([{ trigger: { kind: 'condition' } }]);
  });

  it('enter who matches already where the publisher wants it, so many a day', async () => {
    for (const name of ['e-1', 'e-2', 'e-3']) await world.identify(name, { tier: 'gold' });
    await world.settle();
    const id = await world.publish(
      document('Existing', {
        trigger: { kind: 'condition' },
        when: { all: [rule('$.traits.tier', 'gold')] },
      }),
    );
    expect(await workflowImpact(world.runtime, ask({ id }))).toMatchObject({ inside: [], matching: 3 });
    await publishWorkflow(world.runtime, ask({ id }, { body: { enrolExisting: true, perDay: 2 } }));
    await world.settle();
    const sum = async () => (await entered(id, 'e-1', 'e-2', 'e-3')).reduce((a, b) => a + b, 0);
    expect(await sum()).toBe(2);
    await world.pass('1d');
    await world.runtime.runner.resume();
    await world.settle();
    expect(await sum()).toBe(3);
  });

  it('notice that time has passed, and ask again when the pause of re-entry is over', async () => {
    const id = await world.publish(
      document(
        'Quiet',
        {
          trigger: { kind: 'condition' },
          when: { all: [rule('$.traits.team', 'q'), quietFor(21)] },
          reentry: { mode: 'after', wait: '10d' },
        },
        {
          goal: {
            when: {
              all: [
                {
                  fact: 'event',
                  params: { event: 'Signed In', measure: 'count', since: 'entry' },
                  operator: 'greaterThan',
                  value: 0,
                },
              ],
            },
            within: '30d',
          },
        },
      ),
    );
    await world.identify('q-1', { team: 'q' });
    await world.track('q-1', 'Signed In');
    await world.pass('20d');
    expect(await entered(id, 'q-1')).toEqual([0]);
    await world.pass('2d');
    expect(await entered(id, 'q-1')).toEqual([1]);
    const [first] = await enrolmentsOf('q-1', id);
    await world.pass('10d');
    expect(await entered(id, 'q-1')).toEqual([2]);
    const [second] = (await enrolmentsOf('q-1', id)).filter((one) => one.id !== first?.id);
    expect((second?.enteredAt.getTime() ?? 0) - (first?.enteredAt.getTime() ?? 0)).toBe(10 * 86_400_000);
    await world.track('q-1', 'Signed In');
    await world.pass('12d');
    expect(await entered(id, 'q-1')).toEqual([2]);
  });

  it('start nothing by history: imports and what is told late only change facts', async () => {
    await world.identify('h-1', { team: 'h' });
    await world.settle();
    const id = await world.publish(
      document('History', {
        trigger: { kind: 'condition' },
        when: {
          all: [
            {
              fact: 'event',
              params: { event: 'Exported', measure: 'count' },
              operator: 'greaterThan',
              value: 0,
            },
          ],
        },
      }),
    );
    const late = new Date(world.now().getTime() - 3 * 86_400_000).toISOString();
    await world.track('h-1', 'Exported', {}, { timestamp: late });
    await world.settle();
    await world.track('h-1', 'Exported');
    await world.track('h-2', 'Exported');
    await world.settle();
    expect(await entered(id, 'h-1', 'h-2')).toEqual([0, 1]);
  });

  it('keep the members of a segment, its size day by day, and its part in other conditions', async () => {
    await world.identify('s-1', { level: 'a' });
    await world.settle();
    const made = await segment('level-a', { all: [rule('$.traits.level', 'a')] });
    expect(made).toMatchObject({ size: 1, pass: { finished: true }, usedBy: [] });
    await segment('outer', { all: [inSegment('level-a'), rule('$.traits.vip', true)] });
    const comes = await world.publish(
      document('Comes', { trigger: { kind: 'segment', segment: 'outer', on: 'entered' } }),
    );
    const leaves = await world.publish(
      document('Leaves', { trigger: { kind: 'segment', segment: 'level-a', on: 'left' } }),
    );
    await world.identify('s-2', { level: 'a', vip: true });
    await world.settle();
    expect(await members('level-a')).toEqual(['s-1', 's-2']);
    expect(await members('outer')).toEqual(['s-2']);
    expect(await entered(comes, 's-1', 's-2')).toEqual([0, 1]);
    expect(await entered(leaves, 's-1', 's-2')).toEqual([0, 0]);
    await world.identify('s-1', { level: 'b' });
    await world.identify('s-2', { level: 'b' });
    await world.settle();
    expect(await members('level-a')).toEqual([]);
    expect(await members('outer')).toEqual([]);
    expect(await entered(leaves, 's-1', 's-2')).toEqual([1, 1]);
    const { days } = await getSegmentHistory(world.runtime, ask({ key: 'level-a' }, { query: { days: 7 } }));
    expect(days.at(-1)).toMatchObject({ size: 0, entered: 1, left: 2 });
    const view = await getSegment(world.runtime, ask({ key: 'level-a' }));
    expect(view.usedBy.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'segment outer',
      'workflow Leaves',
    ]);
    await expect(archiveSegment(world.runtime, ask({ key: 'level-a' }))).rejects.toMatchObject({
      code: 'SEGMENT_IN_USE',
    });
    await expect(
      saveSegment(
        world.runtime,
        ask(
          { key: 'level-a' },
          {
            ifMatch: view.etag,
            body: { key: 'level-a', name: 'x', when: { all: [inSegment('outer')] } } as BodyOf<'saveSegment'>,
          },
        ),
      ),
    ).rejects.toMatchObject({ code: 'CONDITION_CYCLE' });
  });

  it('let a segment of accounts reach its people', async () => {
    await world.identify('a-1', {});
    await world.identify('a-2', {});
    await world.group('a-1', 'acme', { mrr: 100 });
    await world.group('a-2', 'acme', {});
    await world.settle();
    await segment('big', { all: [rule('$.mrr', 900)] }, { subject: 'account' });
    const id = await world.publish(
      document('Big', { trigger: { kind: 'segment', segment: 'big', on: 'entered' } }),
    );
    await world.group('a-1', 'acme', { mrr: 900 });
    await world.settle();
    expect(await members('big')).toEqual(['acme']);
    expect(await entered(id, 'a-1', 'a-2')).toEqual([1, 1]);
  });
});
