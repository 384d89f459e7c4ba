import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobKinds } from '../../../server/job-kinds.ts';
import { createJobs } from '../../../server/use-cases/jobs.ts';
import { archiveWorkflow } from '../../../server/use-cases/workflows/archive.ts';
import { saveWorkflow } from '../../../server/use-cases/workflows/drafts.ts';
import { migrateJob } from '../../../server/use-cases/workflows/migrate.ts';
import { workflowImpact } from '../../../server/use-cases/workflows/numbers.ts';
import { publishWorkflow, rollbackWorkflow } from '../../../server/use-cases/workflows/publish.ts';
import type { Enrolment } from '../../../shared/enrolment.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const exit = { kind: 'exit' };
const mail = { kind: 'send-email', name: 'Mail', subject: 'Hello', body: 'Hello', next: 'end' };

function document(steps: Record<string, unknown>, start = 'pause') {
  return {
    format: 'mooring.workflow/1',
    name: 'Moves',
    entry: { trigger: { kind: 'event', event: 'Began' }, reentry: { mode: 'once' } },
    start,
    steps: { ...steps, end: exit },
  };
}

const first = document({ pause: { kind: 'wait', name: 'Pause', for: '10d', next: 'mail' }, mail });

async function publish(
  id: string,
  next: Record<string, unknown>,
  body: Parameters<typeof publishWorkflow>[1]['body'],
) {
  const record = await world.runtime.workflows.byId(id);
  await saveWorkflow(world.runtime, {
    params: { id },
    query: {},
    body: next,
    actor: admin,
    ifMatch: String(record?.rev),
  });
  return publishWorkflow(world.runtime, { params: { id }, query: {}, body, actor: admin });
}

async function enter(...people: string[]): Promise<void> {
  for (const userId of people) {
    await world.identify(userId, { email: `${userId}@x.test` });
    await world.track(userId, 'Began');
  }
  await world.settle();
}

async function everybody(workflowId: string): Promise<Enrolment[]> {
  const { items } = await world.runtime.enrolments.list({ workflowId, limit: 200 });
  return items.sort((one, other) => ((one.userId ?? '') < (other.userId ?? '') ? -1 : 1));
}

describe('publishing a version onto which people move', () => {
  it('counts the time they waited already: a shorter wait may be over, a longer one ends later', async () => {
    const id = await world.publish(first);
    await enter('ada');
    await world.pass('4d');
    const longer = document({ pause: { kind: 'wait', name: 'Pause', for: '12d', next: 'mail' }, mail });
    await publish(id, longer, { migrate: 'move' });
    await world.settle();
    expect(await everybody(id)).toMatchObject([
      { version: 2, step: 'pause', timerAt: new Date('2026-03-14T09:00:00.000Z') },
    ]);
    const shorter = document({ pause: { kind: 'wait', name: 'Pause', for: '3d', next: 'mail' }, mail });
    await publish(id, shorter, { migrate: 'move' });
    await world.settle();
    expect(await everybody(id)).toMatchObject([{ version: 3, status: 'completed' }]);
    expect((await world.runtime.messages.list({ workflowId: id, limit: 9 })).items).toHaveLength(1);
  });

  it('asks where the people of a step go that is gone, and publishes nothing until that is said', async () => {
    const id = await world.publish(first);
    await enter('ada', 'bo');
    const other = document(
      { call: { kind: 'create-task', name: 'Call', title: 'Call', next: 'end' } },
      'call',
    );
    await expect(publish(id, other, { migrate: 'move' })).rejects.toMatchObject({
      code: 'MIGRATION_PLACES_NEEDED',
      extra: { places: [{ step: 'pause', name: 'Pause', count: 2 }] },
    });
    await expect(publish(id, other, { migrate: 'move', places: { pause: 'gone' } })).rejects.toMatchObject({
      code: 'MIGRATION_PLACE_UNKNOWN',
    });
    await expect(
      publish(id, { ...first, subject: 'account', to: ['admin'] }, { migrate: 'move' }),
    ).rejects.toMatchObject({ code: 'MIGRATION_SUBJECT_CHANGED' });
    expect((await world.runtime.workflows.byId(id))?.liveVersion).toBe(1);
    const impact = await workflowImpact(world.runtime, {
      params: { id },
      query: {},
      body: undefined,
      actor: admin,
    });
    expect(impact.inside).toEqual([{ step: 'pause', name: 'Pause', kind: 'wait', count: 2 }]);
    await publish(id, other, { migrate: 'move', places: { pause: 'call' } });
    await world.settle();
    expect(await everybody(id)).toMatchObject([
      { version: 2, status: 'completed', history: [{ exit: 'moved' }, { step: 'call' }, {}] },
      { version: 2, status: 'completed' },
    ]);
    expect((await world.runtime.tasks.list({ limit: 9 })).items).toHaveLength(2);
  });

  it('takes them out where their place is the exit, and cancels what was queued for them', async () => {
    const id = await world.publish({ ...document({ mail }, 'mail'), sending: 'review' });
    await enter('ada');
    await publish(id, document({ pause: { kind: 'wait', for: '1d', next: 'end' } }), {
      migrate: 'move',
      places: { mail: 'exit' },
    });
    await world.settle();
    expect(await everybody(id)).toMatchObject([{ status: 'exited', reason: 'step-removed', version: 2 }]);
    expect((await world.runtime.messages.list({ workflowId: id, limit: 9 })).items).toMatchObject([
      { status: 'cancelled' },
    ]);
  });

  it('leaves them where they are unless asked, and rolling back can take them along', async () => {
    const id = await world.publish(first);
    await enter('ada');
    await publish(id, document({ pause: { kind: 'wait', for: '20d', next: 'end' } }), undefined);
    await enter('bo');
    await world.settle();
    expect((await everybody(id)).map(({ version }) => version)).toEqual([1, 2]);
    await rollbackWorkflow(world.runtime, {
      params: { id },
      query: {},
      body: { version: 1, migrate: 'move' },
      actor: admin,
    });
    await world.settle();
    expect((await everybody(id)).map(({ version }) => version)).toEqual([3, 3]);
  });

  it('waits for a workflow that is paused, and gives up where a newer version is live', async () => {
    const id = await world.publish(first);
    await enter('ada');
    await publish(id, document({ pause: { kind: 'wait', for: '20d', next: 'end' } }), undefined);
    const job = {
      id: 'j',
      kind: 'migrate',
      done: 0,
      total: 0,
      errors: [],
      input: { workflowId: id, version: 1, places: {} },
    };
    const result = await migrateJob(world.runtime, job as never, { save: async () => undefined });
    expect(result).toEqual({ moved: 0, stayed: 0, stopped: true });
  });

  it('loses nobody and does nothing twice, wherever the process that moves them is killed', async () => {
    const id = await world.publish(first);
    const people = ['ada', 'bo', 'cy'];
    await enter(...people);
    const next = document(
      {
        call: { kind: 'create-task', name: 'Call', title: 'Call', next: 'pause' },
        pause: { kind: 'wait', name: 'Pause', for: '9d', next: 'end' },
      },
      'call',
    );
    await publish(id, next, undefined);
    const input = { workflowId: id, version: 2, places: { pause: 'call' } };
    let killed = 0;
    for (let writes = 0; writes < 20; writes++) {
      const job = {
        id: 'job',
        kind: 'migrate',
        done: 0,
        total: 3,
        errors: [],
        input: structuredClone(input),
      };
      try {
        await migrateJob(dyingAfter(world.runtime, writes), job as never, { save: async () => undefined });
        break;
      } catch (fault) {
        if (!(fault instanceof Killed)) throw fault;
        killed += 1;
      }
    }
    expect(killed).toBeGreaterThan(1);
    await world.pass('1m');
    expect(await everybody(id)).toMatchObject(
      people.map((userId) => ({ userId, version: 2, step: 'pause' })),
    );
    expect((await world.runtime.tasks.list({ limit: 9 })).items).toHaveLength(people.length);
  });

  it('leaves nobody on the old version where publishing it is killed', async () => {
    const next = document({ pause: { kind: 'wait', name: 'Pause', for: '9d', next: 'end' } });
    let leftBehind = 0;
    for (let writes = 0; writes < 7; writes++) {
      const id = await world.publish(first);
      await enter(`ada${writes}`);
      const mortal = dyingAfter(world.runtime, writes, ['workflows', 'jobs']);
      mortal.runner = createJobs(() => mortal, jobKinds, { error: () => undefined });
      const record = await world.runtime.workflows.byId(id);
      if (record) await world.runtime.workflows.save({ ...record, document: next }, record.rev);
      const publishing = publishWorkflow(mortal, {
        params: { id },
        query: {},
        body: { migrate: 'move' },
        actor: admin,
      });
      await publishing.catch((fault: unknown) => {
        if (!(fault instanceof Killed)) throw fault;
      });
      await mortal.runner.settled();
      const { liveVersion } = (await world.runtime.workflows.byId(id)) ?? {};
      if (liveVersion === 2 && (await everybody(id))[0]?.version === 1) leftBehind += 1;
      world.sleep('2m');
      await world.runtime.runner.resume();
      await world.settle();
      expect(await everybody(id)).toMatchObject([{ version: liveVersion }]);
      await archiveWorkflow(world.runtime, { params: { id }, query: {}, body: undefined, actor: admin });
    }
    expect(leftBehind).toBeGreaterThan(0);
  });
});
