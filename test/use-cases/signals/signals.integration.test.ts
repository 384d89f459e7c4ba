import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getTimeline } from '../../../server/use-cases/contacts/timeline.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import { reconcileWatches } from '../../../server/use-cases/looks/trigger-watch.ts';
import { installSignals } from '../../../server/use-cases/signals/install-signals.ts';
import {
  listAccountSignals,
  listContactSignals,
  listOpen,
} from '../../../server/use-cases/signals/openings.ts';
import {
  createSignal,
  deleteSignal,
  getSignal,
  listSignals,
  resetSignal,
  saveSignal,
  switchSignal,
} from '../../../server/use-cases/signals/signals.ts';
import { anEvent } from '../../contracts/stores/build.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

const ask = <Params extends Record<string, string>>(params: Params, more: object = {}) =>
  ({ params, query: { limit: 50 }, body: undefined, actor: admin, ...more }) as never;

const seen = (event: string, value: number, within: string) => ({
  fact: 'event',
  params: { event, measure: 'count', within },
  operator: 'greaterThanInclusive',
  value,
});
const none = (event: string, within: string) => ({
  fact: 'event',
  params: { event, measure: 'count', within },
  operator: 'equal',
  value: 0,
});
const storm = {
  key: 'storm',
  name: 'Storm',
  severity: 'high',
  weight: 10,
  opensWhen: { all: [seen('Ticket', 2, '7d')] },
  resolvesWhen: { all: [none('Ticket', '14d')] },
};

describe('signals', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  const create = (body: object) => createSignal(world.runtime, ask({}, { body }));
  const listed = async (userId: string) => {
    await world.settle();
    return (await listContactSignals(world.runtime, ask({ userId }))).items;
  };
  const of = async (userId: string) =>
    (await listed(userId)).map(({ signal, openedAt, resolvedAt }) => ({
      signal,
      openedAt,
      ...(resolvedAt ? { resolvedAt } : {}),
    }));
  const openNow = async (userId: string) =>
    (await of(userId)).filter(({ resolvedAt }) => !resolvedAt).map(({ signal }) => signal);

  it('open with the reason, stay, resolve, and are quiet for their cooldown', async () => {
    await create({ ...storm, cooldown: '30d' });
    await world.identify('s-1', { name: 'Ada' });
    await world.track('s-1', 'Ticket');
    expect(await of('s-1')).toEqual([]);
    await world.pass('1d');
    await world.track('s-1', 'Ticket');
    const [opening] = await listed('s-1');
    expect(opening).toMatchObject({
      signal: 'storm',
      name: 'Storm',
      subject: 'contact',
      subjectName: 'Ada',
      openedAt: '2026-03-03T09:00:00.000Z',
      value: 'The number of “Ticket” events in the last 7 days is 2, which is at least 2.',
    });
    expect((await listOpen(world.runtime, ask({ key: 'storm' }))).items).toHaveLength(1);
    await world.pass('13d');
    expect(await openNow('s-1')).toEqual(['storm']);
    await world.pass('1d');
    expect(await of('s-1')).toEqual([
      { signal: 'storm', openedAt: '2026-03-03T09:00:00.000Z', resolvedAt: '2026-03-17T09:00:00.000Z' },
    ]);
    expect((await listOpen(world.runtime, ask({ key: 'storm' }))).items).toEqual([]);
    for (const _ of [1, 2, 3]) await world.track('s-1', 'Ticket');
    await world.pass('29d');
    expect(await openNow('s-1')).toEqual([]);
    for (const _ of [1, 2]) await world.track('s-1', 'Ticket');
    await world.pass('2d');
    expect(await openNow('s-1')).toEqual(['storm']);
    expect(await of('s-1')).toHaveLength(2);
  });

  it('say why they opened in the language of whoever reads it, in the story too, remarks included', async () => {
    const active = { event: 'Ticket', measure: 'distinctDays', within: '7d' };
    const opensWhen = {
      all: [{ fact: 'event', params: active, operator: 'greaterThanInclusive', value: 1 }],
    };
    await create({ ...storm, key: 'busy', name: 'Busy', opensWhen });
    await world.track('s-words', 'Ticket');
    const source = 'u:s-words';
    await world.settle();
    const id = (await world.runtime.contacts.bySourceIds([source])).get(source)?.id;
    const [noted] = await world.runtime.openings
      .ofSubject(`c:${id}`, { limit: 9 })
      .then(({ items }) => items.filter(({ signal }) => signal === 'busy'));
    expect(noted?.why[0]).toMatchObject({ actual: 1, remarks: ['remarks.wholeDays'] });
    const was = await world.runtime.settings.get();
    const inPolish =
      'Liczba dni (UTC) z „Ticket” (ostatnie 7 dni): 1 dzień, czyli co najmniej 1 dzień. Liczą się tu całe dni UTC, łącznie z dzisiejszym.';
    await world.runtime.settings.save({ ...was, language: 'pl' });
    const [opening] = (await listed('s-words')).filter(({ signal }) => signal === 'busy');
    expect(opening?.value).toBe(inPolish);
    const story = await getTimeline(
      world.runtime,
      ask({ userId: 's-words' }, { query: { limit: 20, kind: 'changes' } }),
    );
    expect(story.items.find(({ title }) => title === 'Busy')).toMatchObject({
      kind: 'signal-opened',
      explanation: { pass: true, leaves: [{ actual: 1, sentence: inPolish }] },
    });
    await world.runtime.settings.save(was);
    const said = await listed('s-words');
    expect(said.find(({ signal }) => signal === 'busy')?.value).toBe(noted?.why[0]?.sentence);
    await deleteSignal(world.runtime, ask({ key: 'busy' }));
  });

  it('start a workflow when they open or are resolved, and move on who waits for them', async () => {
    const started = (on: string) => ({
      format: 'mooring.workflow/1',
      name: on,
      entry: { trigger: { kind: 'signal', signal: 'storm', on }, reentry: { mode: 'always' } },
      start: 'task',
      steps: { task: { kind: 'create-task', title: on, next: 'end' }, end: { kind: 'exit' } },
    });
    const waiting = {
      format: 'mooring.workflow/1',
      name: 'Waits',
      entry: { trigger: { kind: 'event', event: 'Hello' } },
      start: 'wait',
      steps: {
        wait: {
          kind: 'wait-until',
          until: {
            when: {
              all: [{ fact: 'signal', params: { signal: 'storm' }, operator: 'equal', value: true }],
            },
          },
          timeout: '60d',
          exits: { met: 'task', timeout: 'end' },
        },
        task: { kind: 'create-task', title: 'waited', next: 'end' },
        end: { kind: 'exit' },
      },
    };
    await world.publish(started('opened'));
    await world.publish(started('resolved'));
    await world.publish(waiting);
    const tasks = async () => {
      await world.settle();
      const contact = (await world.runtime.contacts.bySourceIds(['u:s-2'])).get('u:s-2');
      const { items } = await world.runtime.tasks.list({ contactId: contact?.id ?? '', limit: 50 });
      return items.map(({ title }) => title).sort();
    };
    await world.track('s-2', 'Hello');
    await world.track('s-2', 'Ticket');
    expect(await tasks()).toEqual([]);
    await world.track('s-2', 'Ticket');
    expect(await tasks()).toEqual(['opened', 'waited']);
    await world.pass('15d');
    expect(await tasks()).toEqual(['opened', 'resolved', 'waited']);
  });

  it('of an account are open for what its people do together, and history opens without starting', async () => {
    await create({ ...storm, key: 'account-storm', name: 'Account storm', subject: 'account' });
    await world.group('m-1', 'acme', { name: 'Acme' });
    await world.group('m-2', 'acme', {});
    await world.track('m-1', 'Ticket');
    await world.track('m-2', 'Ticket');
    await world.settle();
    const { items } = await listAccountSignals(world.runtime, ask({ id: 'acme' }));
    expect(items).toMatchObject([{ signal: 'account-storm', subjectName: 'Acme', subject: 'account' }]);
    // Made now, about what was there before.
    await create({ ...storm, key: 'later', name: 'Later', subject: 'account' });
    expect((await getSignal(world.runtime, ask({ key: 'later' }))).open).toBeGreaterThan(0);
    expect((await listOpen(world.runtime, ask({ key: 'later' }))).items.length).toBe(
      (await getSignal(world.runtime, ask({ key: 'later' }))).open,
    );
  });

  it('are refused in a circle, when they weigh on what they read, and under names there are', async () => {
    const code = (work: Promise<unknown>) =>
      work.then(
        () => 'fine',
        (fault: { code: string }) => fault.code,
      );
    const reads = (signal: string) => ({
      all: [{ fact: 'signal', params: { signal }, operator: 'equal', value: true }],
    });
    await create({ key: 'first', name: 'First', opensWhen: { all: [seen('Never', 1, '1d')] } });
    await create({ key: 'second', name: 'Second', opensWhen: reads('first') });
    const first = await getSignal(world.runtime, ask({ key: 'first' }));
    expect(
      await code(
        saveSignal(
          world.runtime,
          ask({ key: 'first' }, { body: { ...first.document, opensWhen: reads('second') }, ifMatch: '*' }),
        ),
      ),
    ).toBe('CONDITION_CYCLE');
    expect(await code(create({ ...storm }))).toBe('SIGNAL_KEY_TAKEN');
    expect(await code(create({ ...storm, key: 'x', opensWhen: reads('nobody') }))).toBe('SIGNAL_UNKNOWN');
    expect(await code(create({ ...storm, key: 'x', good: true }))).toBe('SIGNAL_WEIGHT_OF_GOOD');
    expect(
      await code(
        create({
          ...storm,
          key: 'x',
          opensWhen: { all: [{ fact: 'health', operator: 'lessThan', value: 40 }] },
        }),
      ),
    ).toBe('SIGNAL_WEIGHT_OF_HEALTH');
    expect(await code(create({ ...storm, key: 'x', surprise: 1 }))).toBe('BODY_INVALID');
    expect(await code(deleteSignal(world.runtime, ask({ key: 'first' })))).toBe('SIGNAL_IN_USE');
    expect(
      await code(
        saveSignal(world.runtime, ask({ key: 'first' }, { body: first.document, ifMatch: 'stale' })),
      ),
    ).toBe('PRECONDITION_FAILED');
    await deleteSignal(world.runtime, ask({ key: 'second' }));
    await deleteSignal(world.runtime, ask({ key: 'first' }));
  });

  it('that are switched off resolve for everybody, and open anew when they are on again', async () => {
    await create({
      ...storm,
      key: 'switch',
      opensWhen: { all: [seen('Switch', 1, '9d')] },
      resolvesWhen: undefined,
    });
    await world.identify('w-1', {});
    await world.track('w-1', 'Switch');
    expect(await openNow('w-1')).toEqual(['switch']);
    await switchSignal(world.runtime, ask({ key: 'switch' }, { body: { on: false } }));
    expect(await openNow('w-1')).toEqual([]);
    expect(await getSignal(world.runtime, ask({ key: 'switch' }))).toMatchObject({ on: false, open: 0 });
    await world.pass('1d');
    await switchSignal(world.runtime, ask({ key: 'switch' }, { body: { on: true } }));
    expect(await openNow('w-1')).toEqual(['switch']);
    await world.pass('9d');
    expect(await openNow('w-1')).toEqual([]);
  });

  it('come with the product once, follow its settings until edited, and can be put back', async () => {
    expect(await installSignals(world.runtime)).toBe(16);
    expect(await installSignals(world.runtime)).toBe(0);
    expect(await reconcileWatches(world.runtime)).toBeGreaterThanOrEqual(0);
    const key = 'support-storm';
    const shipped = await getSignal(world.runtime, ask({ key }));
    expect(shipped).toMatchObject({ shipped: true, edited: false, on: true, severity: 'medium' });
    const edited = await saveSignal(
      world.runtime,
      ask({ key }, { body: { ...shipped.document, weight: 33 }, ifMatch: shipped.etag }),
    );
    expect(edited).toMatchObject({ edited: true, weight: 33 });
    const was = await world.runtime.settings.get();
    await world.runtime.settings.save({ ...was, language: 'pl', eventNames: { 'Signed In': 'Logowanie' } });
    expect(await installSignals(world.runtime)).toBe(15);
    expect(await getSignal(world.runtime, ask({ key }))).toMatchObject({ name: 'Support storm', weight: 33 });
    const quiet = await getSignal(world.runtime, ask({ key: 'gone-quiet' }));
    expect(quiet.name).toBe('Cisza');
    expect(quiet.needs.events).toContainEqual({ name: 'Logowanie', isHere: false });
    expect(await resetSignal(world.runtime, ask({ key }))).toMatchObject({ edited: false, weight: 10 });
    await world.runtime.settings.save(was);
    await installSignals(world.runtime);
    expect((await listSignals(world.runtime, ask({}))).items.filter(({ shipped: is }) => is)).toHaveLength(
      16,
    );
  });

  it('that lack history say until when, open nothing, and open when they know enough', async () => {
    await create({
      key: 'absent',
      name: 'Absent',
      opensWhen: { all: [none('First Result', '2d')] },
      learns: { for: '10d', events: ['First Result'] },
    });
    const absent = () => getSignal(world.runtime, ask({ key: 'absent' }));
    expect((await absent()).learning).toEqual({ waitsFor: ['First Result'] });
    await world.identify('a-1', {});
    await world.track('a-2', 'First Result');
    await world.settle();
    await reconcileWatches(world.runtime);
    const until = new Date(world.now().getTime() + 10 * 86_400_000).toISOString();
    expect((await absent()).learning).toEqual({ waitsFor: [], until });
    await world.pass('9d');
    expect(await openNow('a-1')).not.toContain('absent');
    await world.pass('2d');
    expect(await openNow('a-1')).toContain('absent');
    expect((await absent()).learning).toBeUndefined();
    const generation = world.runtime.watchBook.record('g:absent')?.generation;
    await reconcileWatches(world.runtime);
    expect(world.runtime.watchBook.record('g:absent')?.generation).toBe(generation);
  });

  it('killed between any two writes have each opening and resolution once', async () => {
    const partitions = Array.from({ length: 16 }, (_, index) => index);
    const condition = { all: [seen('Killed', 2, '7d')] };
    await create({ ...storm, key: 'killed', opensWhen: condition, resolvesWhen: undefined });
    for (let writes = 0, isDone = false; !isDone; writes++) {
      const userId = `k-${writes}`;
      await world.identify(userId, {});
      await world.settle();
      const contact = (await world.runtime.contacts.bySourceIds([`u:${userId}`])).get(`u:${userId}`);
      // What happened lies in the store, and a worker that dies is the first to look.
      await world.runtime.events.insert(
        [1, 2].map(() => anEvent({ sourceId: `u:${userId}`, name: 'Killed', timestamp: world.now() })),
      );
      await world.runtime.looks.wake(
        [{ id: `c:${contact?.id}`, p: contact?.p ?? 0, tokens: ['event:Killed'], loud: true }],
        world.now(),
      );
      const mortal = dyingAfter(world.runtime, writes, ['looks', 'moves', 'openings']);
      isDone = await lookDue(mortal, { partitions, limit: 200 }).then(
        () => true,
        (fault: unknown) => {
          if (!(fault instanceof Killed)) throw fault;
          return false;
        },
      );
      await world.settle();
      const openings = async () => (await of(userId)).filter(({ signal }) => signal === 'killed');
      expect(await openings()).toEqual([{ signal: 'killed', openedAt: world.now().toISOString() }]);
      await world.pass('8d');
      expect(await openings()).toMatchObject([{ signal: 'killed', resolvedAt: expect.any(String) }]);
      if (isDone) expect(writes).toBeGreaterThan(3);
    }
  });
});
