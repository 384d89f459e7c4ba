import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobKinds } from '../../../server/job-kinds.ts';
import { cancelJob, createJobs, getJob } from '../../../server/use-cases/jobs.ts';
import { reconcileWatches } from '../../../server/use-cases/looks/trigger-watch.ts';
import { createSegment } from '../../../server/use-cases/segments/segments.ts';
import { uploadTable } from '../../../server/use-cases/tables/imports.ts';
import { createWorkflow } from '../../../server/use-cases/workflows/drafts.ts';
import { enrol, enrolJob } from '../../../server/use-cases/workflows/enrol.ts';
import { publishWorkflow } from '../../../server/use-cases/workflows/publish.ts';
import type { BodyOf } from '../../../shared/api.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
let workflow: string;
beforeEach(async () => {
  world = await openWorld();
  workflow = await world.publish({
    format: 'mooring.workflow/1',
    name: 'By hand',
    entry: { trigger: { kind: 'manual' }, reentry: { mode: 'once' } },
    start: 'wait',
    steps: { wait: { kind: 'wait', for: '9d', next: 'end' }, end: { kind: 'exit' } },
  });
  for (const userId of ['ada', 'bo', 'cy'])
    await world.identify(userId, { plan: userId === 'cy' ? 'free' : 'pro' });
  await world.settle();
});
afterEach(() => world.close());

const ask = (body: BodyOf<'enrol'>) =>
  enrol(world.runtime, { params: { id: workflow }, query: {}, body, actor: admin });

async function done(job: string | undefined) {
  await world.settle();
  return getJob(world.runtime, { params: { id: job ?? '' }, query: {}, body: undefined, actor: admin });
}

async function inside(): Promise<(string | undefined)[]> {
  const { items } = await world.runtime.enrolments.list({ workflowId: workflow, limit: 200 });
  return items.map(({ userId }) => userId).sort();
}

describe('putting many people into a workflow', () => {
  it('counts first who would enter and who would not, and writes nothing', async () => {
    await done((await ask({ userIds: ['ada'] })).job);
    expect(await ask({ userIds: ['ada', 'bo', 'nobody'], dryRun: true })).toEqual({
      count: { total: 3, asked: 2, enters: 1, unknown: 1, reasons: { 'already-entered': 1 } },
    });
    expect(await inside()).toEqual(['ada']);
  });

  it('takes everybody of a segment', async () => {
    const when = { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] };
    await createSegment(world.runtime, {
      params: {},
      query: {},
      body: { format: 'mooring.segment/1', key: 'pros', name: 'Pros', subject: 'contact', when },
      actor: admin,
    });
    await world.settle();
    const { job } = await ask({ segment: 'pros' });
    expect(await done(job)).toMatchObject({ state: 'done', done: 2, total: 2, result: { entered: 2 } });
    expect(await inside()).toEqual(['ada', 'bo']);
    await expect(ask({ segment: 'nobodys' })).rejects.toMatchObject({ code: 'SEGMENT_UNKNOWN' });
  });

  it('takes the ids of an uploaded table and names those that nobody has', async () => {
    const csv = Buffer.from('name;user_id\nAda;ada\nX;stranger\nCy;cy\n');
    const upload = await uploadTable(world.runtime, {
      kind: 'contacts',
      name: 'list.csv',
      source: [csv],
      actor: admin,
    } as never);
    const { job } = await ask({ import: upload.id });
    expect(await done(job)).toMatchObject({
      state: 'done',
      errors: [{ item: 'stranger', code: 'CONTACT_UNKNOWN' }],
      result: { entered: 2, unknown: 1 },
    });
    expect(await inside()).toEqual(['ada', 'cy']);
  });

  it('can be cancelled, and its worker writes nothing after that', async () => {
    await world.runtime.jobs.insert({
      id: 'j1',
      kind: 'enrol',
      state: 'queued',
      done: 0,
      total: 1,
      errors: [],
      input: { workflowId: workflow, userIds: ['ada'], properties: {} },
      createdAt: world.now(),
      updatedAt: world.now(),
    });
    await cancelJob(world.runtime, { params: { id: 'j1' }, query: {}, body: undefined, actor: admin });
    await world.pass('5m');
    await world.runtime.runner.resume();
    expect(await done('j1')).toMatchObject({ state: 'cancelled', done: 0 });
    expect(await inside()).toEqual([]);
    await expect(
      cancelJob(world.runtime, { params: { id: 'j1' }, query: {}, body: undefined, actor: admin }),
    ).rejects.toMatchObject({ code: 'JOB_NOT_CANCELLABLE' });
  });

  it('enters everybody once, wherever the process is killed', async () => {
    const job = {
      id: 'j2',
      kind: 'enrol',
      done: 0,
      total: 3,
      errors: [],
      input: { workflowId: workflow, userIds: ['ada', 'bo', 'cy'], properties: {} },
    };
    for (let writes = 0; writes < 10; writes++) {
      const again = structuredClone(job);
      try {
        await enrolJob(dyingAfter(world.runtime, writes), again as never, { save: async () => undefined });
        break;
      } catch (fault) {
        if (!(fault instanceof Killed)) throw fault;
      }
    }
    await world.settle();
    expect(await inside()).toEqual(['ada', 'bo', 'cy']);
  });

  it('enters those who match already once, wherever the process that publishes is killed', async () => {
    const isPro = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
    const insideOf = async (workflowId: string) =>
      (await world.runtime.enrolments.list({ workflowId, limit: 200 })).items
        .map(({ userId }) => userId)
        .sort();
    const ends: string[] = [];
    for (let writes = 0; ends.at(-1) !== 'published'; writes++) {
      const { id } = await createWorkflow(world.runtime, {
        params: {},
        query: {},
        body: {
          format: 'mooring.workflow/1',
          name: 'Pro',
          entry: { trigger: { kind: 'condition' }, when: { all: [isPro] }, reentry: { mode: 'once' } },
          start: 'wait',
          steps: { wait: { kind: 'wait', for: '9d', next: 'end' }, end: { kind: 'exit' } },
        },
        actor: admin,
      } as never);
      const mortal = dyingAfter(world.runtime, writes, ['workflows', 'jobs', 'watches', 'looks']);
      mortal.runner = createJobs(() => mortal, jobKinds, { error: () => undefined });
      const publishing = publishWorkflow(mortal, {
        params: { id },
        query: {},
        body: { enrolExisting: true },
        actor: admin,
      });
      const isPublished = await publishing.then(
        () => true,
        (fault: unknown) => {
          if (!(fault instanceof Killed)) throw fault;
          return false;
        },
      );
      await mortal.runner.settled();
      const { liveVersion } = (await world.runtime.workflows.byId(id)) ?? {};
      world.sleep('2m');
      await world.runtime.runner.resume();
      await world.settle();
      world.sleep('2m');
      await reconcileWatches(world.runtime);
      await world.runtime.runner.resume();
      await world.settle();
      expect(await insideOf(id), `killed after ${writes} writes`).toEqual(liveVersion ? ['ada', 'bo'] : []);
      ends.push(isPublished ? 'published' : liveVersion ? 'live' : 'draft');
    }
    expect(new Set(ends)).toEqual(new Set(['draft', 'live', 'published']));
  });
});
