import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePermissions } from '../../../server/use-cases/contacts/change-contact.ts';
import { getTimeline } from '../../../server/use-cases/contacts/timeline.ts';
import { getAccountHealth, getContactHealth } from '../../../server/use-cases/health/health.ts';
import { keepHealth } from '../../../server/use-cases/health/health-watch.ts';
import { healthMeasures } from '../../../server/use-cases/health/measures.ts';
import { previewHealthRules } from '../../../server/use-cases/health/preview.ts';
import { getHealthRules, saveHealthRules } from '../../../server/use-cases/health/rules.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { listContactSignals } from '../../../server/use-cases/signals/openings.ts';
import { createSignal, getSignal } from '../../../server/use-cases/signals/signals.ts';
import { healthRules } from '../../../shared/health.ts';
import { DAY } from '../../../shared/time.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World, writeKey } from '../../support/world.ts';

const ask = <Params extends Record<string, string>>(params: Params, more: object = {}) =>
  ({ params, query: { limit: 50 }, body: undefined, actor: admin, ...more }) as never;
const partitions = Array.from({ length: 16 }, (_, index) => index);

describe('health of contacts and accounts', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const of = async (userId: string) => {
    await world.settle();
    return getContactHealth(world.runtime, ask({ userId }));
  };
  const ago = (days: number) => ({ timestamp: new Date(world.now().getTime() - days * DAY).toISOString() });

  it('is not known until something is, then follows what they do and the days that pass', async () => {
    await keepHealth(world.runtime);
    await world.identify('h-1', { createdAt: ago(200).timestamp });
    expect(await of('h-1')).toEqual({ parts: [], leftOut: [], history: [] });
    for (const days of [1, 3, 5, 8, 10, 12, 15, 17, 19, 22, 24])
      await world.track('h-1', 'Signed In', {}, ago(days));
    await world.settle();
    await keepHealth(world.runtime);
    const known = await of('h-1');
    expect(known).toMatchObject({
      band: 'healthy',
      leftOut: ['breadth', 'trend', 'support', 'billing', 'sentiment'],
    });
    await world.pass('30d');
    const faded = await of('h-1');
    expect(faded.score).toBeLessThan(40);
    expect(faded.parts).toMatchObject([{ kind: 'regularity', words: 'no “Signed In” for 31 days' }]);
    expect((faded.score ?? 0) - (faded.parts[0]?.points ?? 0)).toBe(100);
    expect(faded.history.length).toBeGreaterThan(5);
    expect(faded.history.at(-1)?.score).toBe(faded.score);
    const story = await getTimeline(
      world.runtime,
      ask({ userId: 'h-1' }, { query: { limit: 50, kind: 'changes' } }),
    );
    expect(story.items.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['health', 'atRisk'],
      ['health', 'watch'],
    ]);
    expect(story.items[0]?.properties).toMatchObject({
      after: expect.any(Number),
      before: expect.any(Number),
    });
    await world.track('h-1', 'Signed In');
    expect((await of('h-1')).score).toBeGreaterThan(faded.score ?? 100);
  });

  it('loses what open signals weigh, wakes what reads it, and is theirs alone', async () => {
    const many = (event: string, value: number) => ({
      all: [
        {
          fact: 'event',
          params: { event, measure: 'count', within: '7d' },
          operator: 'greaterThanInclusive',
          value,
        },
      ],
    });
    const sick = { all: [{ fact: 'health', operator: 'lessThan', value: 40 }] };
    await createSignal(
      world.runtime,
      ask(
        {},
        { body: { key: 'pain', name: 'Pain', subject: 'account', weight: 70, opensWhen: many('Pain', 2) } },
      ),
    );
    await createSignal(
      world.runtime,
      ask({}, { body: { key: 'sick', name: 'Sick', subject: 'account', opensWhen: sick } }),
    );
    await createSegment(
      world.runtime,
      ask({}, { body: { key: 'sick', name: 'Sick', subject: 'account', when: sick } }),
    );
    await keepHealth(world.runtime);
    await world.group('m-1', 'acme', { name: 'Acme' });
    await world.track('m-1', 'Signed In');
    await world.settle();
    const account = async () => {
      await world.settle();
      return getAccountHealth(world.runtime, ask({ id: 'acme' }));
    };
    expect(await account()).toMatchObject({ score: 100 });
    await world.track('m-1', 'Pain');
    await world.track('m-1', 'Pain');
    expect(await account()).toMatchObject({
      score: 30,
      band: 'atRisk',
      parts: [{ kind: 'signal', signal: 'pain', points: -70, words: 'signal “Pain” is open' }],
    });
    expect((await getSignal(world.runtime, ask({ key: 'sick' }))).open).toBe(1);
    expect((await world.runtime.looks.holding('s:sick', { limit: 5 })).map(({ id }) => id)).toEqual([
      'a:acme',
    ]);
    expect((await of('m-1')).score).toBe(100);
    await world.pass('8d');
    await world.track('m-1', 'Signed In');
    expect((await account()).band).not.toBe('atRisk');
    expect((await getSignal(world.runtime, ask({ key: 'sick' }))).open).toBe(0);
  });

  it('of somebody busy is reckoned at most every ten minutes, and misses nothing', async () => {
    await world.identify('b-1', {});
    await world.track('b-1', 'Ticket Opened');
    await world.settle();
    await keepHealth(world.runtime);
    const before = await of('b-1');
    for (let count = 0; count < 4; count++) await world.track('b-1', 'Ticket Opened');
    expect((await of('b-1')).score).toBe(before.score);
    await world.pass('11m');
    expect((await of('b-1')).score).toBeLessThan(before.score ?? 0);
  });

  it('changes by rules that can be tried before they are kept', async () => {
    const { rules, etag } = await getHealthRules(world.runtime, ask({}));
    expect(rules).toEqual(healthRules.parse({}));
    const strict = { ...rules, support: { ...rules.support, weight: 100, worst: 1 } };
    const preview = await previewHealthRules(
      world.runtime,
      ask({}, { body: { rules: strict, subject: 'contact' } }),
    );
    expect(preview.asked).toBe(preview.total);
    expect(preview.before.tens.reduce((sum, count) => sum + count, preview.before.unknown)).toBe(
      preview.total,
    );
    expect(preview.moves.length).toBeGreaterThan(0);
    const [most] = preview.sample;
    const userId = most?.userId ?? '';
    await expect(
      saveHealthRules(world.runtime, ask({}, { body: strict, ifMatch: 'old' })),
    ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect((await of(userId)).score).toBe(most?.before);
    await saveHealthRules(world.runtime, ask({}, { body: strict, ifMatch: etag }));
    expect((await of(userId)).score).toBe(most?.after);
    await saveHealthRules(world.runtime, ask({}, { body: rules, ifMatch: '*' }));
    expect((await of(userId)).score).toBe(most?.before);
  });

  it('says which factors went with leaving here', async () => {
    for (const [id, last] of [
      ['stays', 1],
      ['leaves', 70],
    ] as const) {
      await world.group(`${id}-1`, id, {});
      const batch = [];
      for (let days = 100; days >= last; days -= 3)
        batch.push({ type: 'track', userId: `${id}-1`, event: 'Signed In', ...ago(days) });
      await world.runtime.ingest.batch({ batch }, writeKey, { bytes: 100, historical: true });
    }
    await world.group('leaves-1', 'leaves', { subscriptionStatus: 'canceled' });
    await world.settle();
    const { items } = await healthMeasures(world.runtime, ask({}));
    const regularity = items.find(({ factor }) => factor === 'regularity');
    expect(regularity).toMatchObject({ left: { count: 1 }, difference: expect.any(Number) });
    expect(regularity?.difference).toBeGreaterThan(20);
  });

  it('and signals are of nobody who objected, starting nothing, until they take it back', async () => {
    const opensWhen = {
      all: [
        {
          fact: 'event',
          params: { event: 'Grief', measure: 'count', within: '7d' },
          operator: 'greaterThan',
          value: 0,
        },
      ],
    };
    await createSignal(
      world.runtime,
      ask({}, { body: { key: 'grief', name: 'Grief', subject: 'contact', weight: 20, opensWhen } }),
    );
    await world.publish({
      format: 'mooring.workflow/1',
      name: 'Consolation',
      entry: { trigger: { kind: 'signal', signal: 'grief', on: 'resolved' }, reentry: { mode: 'always' } },
      start: 'task',
      steps: { task: { kind: 'create-task', title: 'Console', next: 'end' }, end: { kind: 'exit' } },
    });
    const signals = async (userId: string) => {
      await world.settle();
      const { items } = await listContactSignals(world.runtime, ask({ userId }));
      return items.map(({ resolvedAt }) => (resolvedAt ? 'resolved' : 'open'));
    };
    const object = (objected: boolean) =>
      changePermissions(world.runtime, ask({ userId: 'o-1' }, { body: { objected } }));
    await world.identify('o-1', { createdAt: ago(200).timestamp });
    for (const days of [1, 3, 5, 8, 10, 12]) await world.track('o-1', 'Signed In', {}, ago(days));
    await world.track('o-1', 'Grief');
    expect((await of('o-1')).score).toBeLessThan(100);
    expect(await signals('o-1')).toEqual(['open']);

    expect(await object(true)).toMatchObject({ permissions: { objected: true } });
    expect(await signals('o-1')).toEqual(['resolved']);
    expect(await of('o-1')).toEqual({ parts: [], leftOut: [], history: [] });
    await world.track('o-1', 'Grief');
    await world.track('o-1', 'Signed In');
    await world.pass('1d');
    expect(await signals('o-1')).toEqual(['resolved']);
    expect((await of('o-1')).score).toBeUndefined();

    expect((await object(false)).permissions.objected).toBeUndefined();
    expect(await signals('o-1')).toEqual(['open', 'resolved']);
    expect((await of('o-1')).score).toBeLessThan(100);
    const { items } = await world.runtime.tasks.list({ limit: 50 });
    expect(items.filter(({ title }) => title === 'Console')).toEqual([]);
  });

  it('is written once whatever process dies between two writes', async () => {
    for (let writes = 0, isDone = false; !isDone; writes++) {
      const userId = `k-${writes}`;
      await world.identify(userId, {});
      await world.track(userId, 'Signed In');
      await world.settle();
      const contact = (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
      const id = `c:${contact?.id}`;
      await world.runtime.healths.delete([id]);
      await world.runtime.looks.delete([id]);
      await world.runtime.looks.wake([{ id, p: contact?.p ?? 0, tokens: ['all'], loud: true }], world.now());
      const mortal = dyingAfter(world.runtime, writes, ['looks', 'moves', 'openings', 'healths']);
      isDone = await lookDue(mortal, { partitions, limit: 200 }).then(
        () => true,
        (fault: unknown) => {
          if (!(fault instanceof Killed)) throw fault;
          return false;
        },
      );
      expect(await of(userId)).toMatchObject({ score: 100, history: [{ score: 100 }] });
      if (isDone) expect(writes).toBeGreaterThan(2);
    }
  });
});
