import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARCHIVE, archiveJob, archiveWorkflow } from '../../../server/use-cases/workflows/archive.ts';
import { dyingAfter, Killed } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
const call = { query: {}, body: undefined, actor: admin };
const PEOPLE = 230;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function enter(event: string, count: number): Promise<string> {
  const id = await world.publish({
    format: 'mooring.workflow/1',
    name: event,
    entry: { trigger: { kind: 'event', event } },
    start: 'wait',
    steps: {
      wait: { kind: 'wait', for: '9d', next: 'task' },
      task: { kind: 'create-task', title: 'Never', next: 'end' },
      end: { kind: 'exit' },
    },
  });
  await Promise.all(Array.from({ length: count }, (_, index) => world.track(`${event}-${index}`, event)));
  await world.settle();
  return id;
}
const insideOf = async (id: string) =>
  (await world.runtime.enrolments.inside(id)).reduce((sum, { count }) => sum + count, 0);

describe('archiving a workflow', () => {
  it('takes everybody out, page by page, and says how far it is', async () => {
    const id = await enter('Away', PEOPLE);
    const answer = await archiveWorkflow(world.runtime, { ...call, params: { id } });
    expect(answer.status).toBe('archived');
    await world.settle();
    expect(await world.runtime.jobs.byId(answer.job)).toMatchObject({
      state: 'done',
      done: PEOPLE,
      total: PEOPLE,
      result: { taken: PEOPLE },
    });
    expect(await insideOf(id)).toBe(0);
    await world.pass('10d');
    expect((await world.runtime.tasks.list({ limit: 1 })).items).toEqual([]);
    await expect(archiveWorkflow(world.runtime, { ...call, params: { id } })).rejects.toMatchObject({
      code: 'WORKFLOW_ARCHIVED',
    });
  });

  it('leaves nobody inside, wherever the process is killed', async () => {
    const id = await enter('Killed', 5);
    const now = world.now();
    const job = {
      ...{ id: 'archive-killed', kind: ARCHIVE, state: 'running' as const, done: 0, total: 5, errors: [] },
      ...{ input: { workflowId: id }, createdAt: now, updatedAt: now },
    };
    // Killed before it was put away: it goes on as it was.
    expect(await archiveJob(world.runtime, job, { save: async () => undefined })).toMatchObject({
      stopped: true,
    });
    expect(await insideOf(id)).toBe(5);
    const record = await world.runtime.workflows.byId(id);
    if (!record) throw new Error('the workflow is gone');
    await world.runtime.workflows.save({ ...record, status: 'archived', rev: record.rev + 1 }, record.rev);
    let kills = 0;
    for (; kills < 20; kills++) {
      try {
        const mortal = dyingAfter(world.runtime, kills);
        await archiveJob(mortal, job, { save: async () => undefined });
        break;
      } catch (fault) {
        if (!(fault instanceof Killed)) throw fault;
      }
    }
    expect(kills).toBeGreaterThan(0);
    await world.settle();
    expect(await insideOf(id)).toBe(0);
  });
});
