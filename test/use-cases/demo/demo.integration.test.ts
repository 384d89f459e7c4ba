import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING } from '../../../server/engine/looks/watch.ts';
import { answerKey } from '../../../server/use-cases/demo/answer-key.ts';
import { castParts } from '../../../server/use-cases/demo/cast.ts';
import { crowd } from '../../../server/use-cases/demo/crowd.ts';
import { demoPlaybooks } from '../../../server/use-cases/demo/demo-playbooks.ts';
import { getDemo, sendDemoLive, startDemoLive, stopDemoLive } from '../../../server/use-cases/demo/live.ts';
import { loadDemo, loadDemoJob } from '../../../server/use-cases/demo/load-demo.ts';
import { demoAccounts } from '../../../server/use-cases/demo/people.ts';
import { removeDemo, removeDemoJob } from '../../../server/use-cases/demo/remove-demo.ts';
import { demoWorkflows } from '../../../server/use-cases/demo/workflows.ts';
import { createJobs } from '../../../server/use-cases/jobs.ts';
import { lookAt } from '../../../server/use-cases/looks/look-at.ts';
import { lookDue } from '../../../server/use-cases/looks/look-due.ts';
import { lookIdOf } from '../../../server/use-cases/looks/subject.ts';
import { isDemoLoaded } from '../../../server/use-cases/people/demo-loaded.ts';
import { shippedSignals } from '../../../shared/playbooks/signals.ts';
import { DAY } from '../../../shared/time.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const call = { params: {}, query: {}, body: undefined, actor: admin };
const everything = { limit: 200 };
const many = { limit: 5_000 };
const crowdIds = new Set(crowd.flatMap(({ id, people }) => [id, ...people.map(({ userId }) => userId)]));
const workflowCount = demoWorkflows.length + demoPlaybooks('en').length;

beforeAll(async () => {
  world = await openWorld();
  await world.runtime.people.insert({
    id: admin.id,
    email: 'ada@harbour.test',
    name: 'Ada',
    role: 'admin',
    disabled: false,
    createdAt: world.now(),
  });
  const log = {
    error: (detail: object, message: string) => {
      throw new Error(message, { cause: detail });
    },
  };
  world.runtime.runner = createJobs(
    () => world.runtime,
    { 'load-demo': loadDemoJob, 'remove-demo': removeDemoJob },
    log,
  );
});

afterAll(() => world?.close());

/** Loading and removing take seconds, on a busy machine more. */
const PATIENCE = 180_000;

describe('the demo', () => {
  it('keeps what was here before', async () => {
    await world.identify('real-1', { email: 'real@harbour.test', firstName: 'Real' });
    await world.track('real-1', 'Signed In');
    await world.settle();
    expect(await isDemoLoaded(world.runtime)).toBe(false);
  });

  it(
    'brings contacts with a past, workflows and people inside them',
    async () => {
      const { job } = await loadDemo(world.runtime, call);
      await world.settle();
      const { state, done, total, errors } = (await world.runtime.jobs.byId(job)) ?? {};
      expect({ state, errors }).toEqual({ state: 'done', errors: [] });
      expect(done).toBe(total);

      const { contacts, enrolments, events, tasks, workflows } = world.runtime;
      const people = (await contacts.list(many)).items;
      expect(people.filter(({ demo }) => demo)).toHaveLength(2_000);
      expect(people.filter(({ email }) => email?.endsWith('@example.com'))).toHaveLength(2_000);
      const amelia = (await contacts.bySourceIds(['u:demo-01'])).get('u:demo-01');
      expect((await events.timeline(amelia?.sourceIds ?? [], everything)).items.length).toBeGreaterThan(40);

      const managers = (
        await world.runtime.accounts.list({ filter: {}, order: 'mrr', from: world.now(), ...many })
      ).items;
      expect(new Set(managers.map(({ manager }) => manager))).toEqual(
        new Set(['ada@harbour.test', undefined]),
      );

      const found = (await workflows.list(everything)).items;
      expect(found).toHaveLength(workflowCount);
      expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['draft', 'live']));
      const inside = (await enrolments.list(everything)).items;
      expect(inside.length).toBeGreaterThan(5);
      expect(inside.every(({ demo, history, holdout }) => demo && (holdout || history.length > 0))).toBe(
        true,
      );
      expect((await tasks.list(everything)).items.length).toBeGreaterThan(1);
      expect(inside.some(({ version }) => version === 1)).toBe(true);
    },
    PATIENCE,
  );

  it('writes to nobody but the preview outbox', async () => {
    const { items } = await world.runtime.messages.list(everything);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ demo, provider }) => !demo || (provider ?? 'preview') !== 'preview')).toEqual([]);
    expect(items.some(({ status }) => status === 'sent')).toBe(true);
  });

  it('is not loaded twice', async () => {
    await expect(loadDemo(world.runtime, call)).rejects.toMatchObject({ code: 'DEMO_LOADED' });
  });

  it('has each signal open for just those whom the answer key names', async () => {
    for (const { key, subject } of shippedSignals) {
      const open = await openFor(key);
      const named = subject === 'account' ? open : await userIdsOf(open);
      expect(named.filter(isOfCrowd).sort(), key).toEqual([...(answerKey().get(key) ?? [])].sort());
    }
  });

  it('says since when a signal is open, and why', async () => {
    const { items } = await world.runtime.openings.ofSignal('payment-failed', { ...everything, open: true });
    const days = items.map(({ openedAt }) => Math.round((world.now().getTime() - openedAt.getTime()) / DAY));
    expect(Math.max(...days)).toBeGreaterThan(5);
    expect(new Set(days).size).toBeGreaterThan(3);
    expect(items.every(({ why }) => why.length > 0)).toBe(true);
  });

  it('has lived through months of dangers that passed, rescues that went well or not, and health day by day', async () => {
    const { cases, healths, openings, risk } = world.runtime;
    const over = (await openings.ofSignal('cancel-page', { ...everything, open: false })).items;
    expect(over.length).toBeGreaterThan(20);
    expect(over.every(({ openedAt, resolvedAt }) => resolvedAt && resolvedAt > openedAt)).toBe(true);
    const [saved, lost, saving] = await Promise.all(
      (['saved', 'lost', 'saving'] as const).map(
        async (stage) => (await cases.list({ stage, ...everything })).items,
      ),
    );
    // Rescues do not all go well.
    expect(saved?.length).toBeGreaterThan(20);
    expect(lost?.length).toBeGreaterThan((saved?.length ?? 0) / 3);
    expect(saving?.some(({ owner }) => owner === 'ada@harbour.test')).toBe(true);
    const day = new Date(world.now().getTime() - 90 * DAY).toISOString().slice(0, 10);
    const days = await risk.since(day);
    expect(days.length).toBeGreaterThanOrEqual(90);
    expect(new Set(days.map(({ mrr }) => mrr)).size).toBeGreaterThan(30);
    const [health] = (await healths.list('account', { limit: 1 })).items;
    expect(health?.days.length).toBeGreaterThan(30);
  });

  it('has workflows through which people went and go, and what came of it for them and for the control group', async () => {
    const { enrolments, messages, tasks, workflows } = world.runtime;
    const all = (await workflows.list(everything)).items;
    const ids = all.flatMap(({ id, status }) => (status === 'live' ? [id] : []));
    const published = all.flatMap(({ publishedAt }) => publishedAt?.getTime() ?? []);
    expect(Math.max(...published)).toBeLessThan(world.now().getTime() - 100 * DAY);
    const totals = await enrolments.totals(ids);
    const sum = (of: 'entered' | 'inside' | 'goals') =>
      [...totals.values()].reduce((so, each) => so + each[of], 0);
    expect(totals.size).toBe(ids.length);
    expect(sum('entered')).toBeGreaterThan(400);
    expect(sum('inside')).toBeGreaterThan(50);
    expect(sum('goals')).toBeGreaterThan(150);
    const stalled = (await workflows.byKey('demo-onboarding-stalled'))?.id ?? '';
    const arms = await enrolments.arms([stalled], new Date(0), world.now());
    expect(arms.find(({ control }) => control)?.goals).toBeGreaterThan(5);
    expect((await enrolments.traffic(stalled, undefined, world.now())).length).toBeGreaterThan(5);
    const { delivered = 0, bounced = 0, suppressed = 0 } = await messages.counts();
    expect(Math.min(delivered / 20, bounced, suppressed)).toBeGreaterThan(3);
    const written = (await messages.list(everything)).items;
    expect(written.some(({ openedAt, clickedAt }) => openedAt && clickedAt)).toBe(true);
    const work = (await tasks.list(many)).items;
    const late = work.filter(({ status, dueAt }) => status === 'open' && dueAt < world.now());
    expect(late.length).toBeLessThan(work.length / 20);
    for (const { dueAt } of late) expect(world.now().getTime() - dueAt.getTime()).toBeLessThan(5 * DAY);
    expect(new Set(work.map(({ outcome }) => outcome))).toEqual(
      new Set([undefined, 'saved', 'lost', 'postponed', 'reason']),
    );
    const unreachable = (await world.runtime.suppressions.list(everything)).items;
    expect(unreachable.length).toBeGreaterThan(5);
  });

  it('has segments with a history of their size', async () => {
    const { looks, segments, sizes } = world.runtime;
    const ids = (await segments.all()).map(({ id }) => `s:${id}`);
    expect(ids.length).toBeGreaterThan(5);
    const now = await looks.sizes(ids);
    for (const id of ids) expect(now.get(id), id).toBeGreaterThan(0);
    const days = await sizes.since('s:demo-quiet-21-days', '2000-01-01');
    expect(days.length).toBeGreaterThan(60);
    expect(days.every(({ size }) => size >= 0)).toBe(true);
    expect(new Set(days.map(({ size }) => size)).size).toBeGreaterThan(10);
  });

  it('says nothing that a look of now would take back', async () => {
    const { accounts, contacts, openings } = world.runtime;
    const some = [...crowd.slice(0, 20), ...crowd.slice(200, 220)];
    const found = await accounts.byIds(some.map(({ id }) => id));
    const people = await contacts.bySourceIds(
      some.flatMap((one) => one.people.map(({ userId }) => `u:${userId}`)),
    );
    const subjects = [
      ...[...found.values()].map((account) => ({ kind: 'account' as const, account })),
      ...[...people.values()].map((contact) => ({ kind: 'contact' as const, contact })),
    ];
    const before = await openings.openFor(subjects.map(lookIdOf));
    const inside = await counts(world);
    const asks = subjects.map((subject) => ({
      id: lookIdOf(subject),
      tokens: new Set([EVERYTHING]),
      loud: true,
    }));
    await lookAt(world.runtime, asks, world.now());
    expect(await openings.openFor(subjects.map(lookIdOf))).toEqual(before);
    expect(await counts(world)).toEqual(inside);
  });

  it('is the same after its job was taken up again', async () => {
    const before = await counts(world);
    const jobs = await world.runtime.jobs.stale(new Date(8.64e15));
    expect(jobs).toEqual([]);
    await loadDemoJob(
      world.runtime,
      {
        id: 'again',
        kind: 'load-demo',
        state: 'running',
        // Killed while the last of the crowd was kept: that part and all after it are done again.
        done: 3 + workflowCount + 2 * castParts.length - 1,
        total: 0,
        errors: [],
        input: { now: world.now().toISOString(), manager: 'ada@harbour.test' },
        createdAt: world.now(),
        updatedAt: world.now(),
      },
      { save: async () => {} },
    );
    await world.settle();
    expect(await counts(world)).toEqual(before);
  });

  it('has people who are active for two hours when asked, each call once whoever sends it', async () => {
    const { runtime } = world;
    expect(await getDemo(runtime, call)).toEqual({ loaded: true, live: null });
    const { live } = await startDemoLive(runtime, call);
    const names = await runtime.names.all();
    world.sleep('30s');
    const sent = await sendDemoLive(runtime);
    expect(sent).toBeGreaterThanOrEqual(5);
    expect(await sendDemoLive(runtime)).toBe(0);
    // A sender that died before it could note what it sent, and one that slept.
    await runtime.demoLive.start({
      startedAt: world.now(),
      until: new Date(live?.until ?? ''),
      sentUntil: new Date(world.now().getTime() - 30_000),
      sent: 0,
    });
    expect(await sendDemoLive(runtime)).toBe(sent);
    await world.settle();
    const received = async () =>
      (await runtime.events.recent({ limit: 2_000 })).items.filter(({ id }) => id.startsWith('demo-live-'));
    expect(await received()).toHaveLength(sent);
    expect((await received()).every(({ demo, historical }) => demo && !historical)).toBe(true);
    expect(await getDemo(runtime, call)).toMatchObject({ live: { sent } });
    world.sleep('1h');
    expect(await sendDemoLive(runtime)).toBeLessThanOrEqual(20);
    await world.settle();
    expect(await runtime.names.all()).toEqual(names);
  });

  it('lets its people rest when their time is over, and when somebody says so', async () => {
    const { runtime } = world;
    world.sleep('1h');
    await sendDemoLive(runtime);
    expect(await getDemo(runtime, call)).toEqual({ loaded: true, live: null });
    expect(await sendDemoLive(runtime)).toBe(0);
    await startDemoLive(runtime, call);
    expect(await stopDemoLive(runtime, call)).toEqual({ loaded: true, live: null });
    world.sleep('30s');
    expect(await sendDemoLive(runtime)).toBe(0);
    await world.settle();
  });

  it(
    'goes on living as time passes',
    async () => {
      const loadedAt = world.now();
      world.sleep('1d');
      // Two partitions of sixteen stand for all.
      while ((await lookDue(world.runtime, { partitions: [3, 4], limit: 200 })) > 0);
      const { items } = await world.runtime.healths.list('account', many);
      expect(items.filter(({ at }) => at > loadedAt).length).toBeGreaterThan(3);
    },
    PATIENCE,
  );

  it(
    'leaves without a trace',
    async () => {
      await startDemoLive(world.runtime, call);
      const { job } = await removeDemo(world.runtime, call);
      await world.settle();
      expect(await world.runtime.jobs.byId(job)).toMatchObject({ state: 'done', errors: [] });
      world.sleep('30s');
      expect(await sendDemoLive(world.runtime)).toBe(0);
      await expect(startDemoLive(world.runtime, call)).rejects.toMatchObject({ code: 'DEMO_NOT_LOADED' });
      const { accounts, contacts, events, names } = world.runtime;
      const real = (await contacts.bySourceIds(['u:real-1'])).get('u:real-1')?.id;
      expect(await isDemoLoaded(world.runtime)).toBe(false);
      expect((await contacts.list(many)).items.map(({ userId }) => userId)).toEqual(['real-1']);
      expect((await accounts.byIds([...demoAccounts, ...crowd].map(({ id }) => id))).size).toBe(0);
      expect(await world.runtime.templates.all()).toEqual([]);
      expect((await world.runtime.settings.get()).eventNames).toEqual({});
      for (const { key } of shippedSignals)
        expect(
          (await openFor(key)).filter((id) => id !== real),
          key,
        ).toEqual([]);
      expect(await counts(world)).toEqual({
        contacts: 1,
        enrolments: 0,
        messages: 0,
        tasks: 0,
        workflows: 0,
      });
      expect(await world.runtime.segments.all()).toEqual([]);
      expect(await world.runtime.sizes.since('s:demo-power-users', '2000-01-01')).toEqual([]);
      expect(await world.runtime.risk.since('2000-01-01')).toEqual([]);
      expect((await world.runtime.cases.list(everything)).items).toEqual([]);
      expect((await world.runtime.healths.list('account', everything)).items).toEqual([]);
      expect((await events.recent(everything)).items.map(({ userId }) => userId)).toEqual([
        'real-1',
        'real-1',
      ]);
      expect((await names.all()).map(({ name }) => name)).not.toContain('Report Created');
      for (const { key } of [...demoWorkflows, ...demoPlaybooks('en')])
        expect(await world.runtime.workflows.byKey(key)).toBeUndefined();
    },
    PATIENCE,
  );
});

async function openFor(signal: string): Promise<string[]> {
  const { items } = await world.runtime.openings.ofSignal(signal, { ...many, open: true });
  return items.map(({ subject }) => subject.slice(2));
}

async function userIdsOf(contactIds: readonly string[]): Promise<string[]> {
  const contacts = await world.runtime.contacts.byIds(contactIds);
  return [...contacts.values()].map(({ userId }) => userId ?? '');
}

/** The hand-written people of the demo have signals of their own. */
function isOfCrowd(id: string): boolean {
  return crowdIds.has(id);
}

async function counts({ runtime }: World) {
  const [contacts, enrolments, messages, tasks, workflows] = await Promise.all([
    runtime.contacts.list(many),
    runtime.enrolments.list(everything),
    runtime.messages.list(everything),
    runtime.tasks.list(everything),
    runtime.workflows.list(everything),
  ]);
  return {
    contacts: contacts.items.length,
    enrolments: enrolments.items.length,
    messages: messages.items.length,
    tasks: tasks.items.length,
    workflows: workflows.items.length,
  };
}
