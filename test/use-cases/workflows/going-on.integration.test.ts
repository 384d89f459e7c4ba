import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobKinds } from '../../../server/job-kinds.ts';
import { advanceDue } from '../../../server/use-cases/advance-enrolments.ts';
import { createJobs } from '../../../server/use-cases/jobs.ts';
import { createPlanBook } from '../../../server/use-cases/plan-book.ts';
import { pauseWorkflow } from '../../../server/use-cases/workflows/lifecycle.ts';
import { resumeWorkflow } from '../../../server/use-cases/workflows/resume.ts';
import { dyingAfter } from '../../support/dying-stores.ts';
import { admin, openWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.runtime.settings.save({ ...(await world.runtime.settings.get()), caps: [] });
});
afterAll(() => world.close());

const PEOPLE = 2;
const partitions = Array.from({ length: 16 }, (_, index) => index);
const call = (id: string, body?: unknown) => ({ params: { id }, query: {}, body, actor: admin }) as never;

/** A paused workflow in which everybody’s wait was over a day ago. */
async function paused(event: string): Promise<string> {
  const id = await world.publish({
    format: 'mooring.workflow/1',
    name: event,
    entry: { trigger: { kind: 'event', event } },
    start: 'wait',
    steps: {
      wait: { kind: 'wait', for: '1d', next: 'mail' },
      mail: { kind: 'send-email', subject: event, body: 'Hello', next: 'end' },
      end: { kind: 'exit' },
    },
  });
  for (let index = 0; index < PEOPLE; index++) {
    await world.identify(`${event}-${index}`, { email: `${event}-${index}@customer.test` });
    await world.track(`${event}-${index}`, event);
  }
  await world.settle();
  await pauseWorkflow(world.runtime, call(id));
  return id;
}

async function inside(workflowId: string): Promise<string[]> {
  const { items } = await world.runtime.enrolments.list({ workflowId, limit: 50 });
  return items.map(({ status, reason, history }) =>
    [status, reason, history.find(({ step }) => step === 'mail')?.exit].filter(Boolean).join(' '),
  );
}
const mailOf = async (workflowId: string) =>
  (await world.runtime.messages.list({ workflowId, limit: 50 })).items.map(({ status }) => status);

describe('resuming a workflow', () => {
  it('leaves out what was due for those too whom no process had looked at during the pause', async () => {
    const id = await paused('Unseen');
    world.sleep('2d');
    await resumeWorkflow(world.runtime, call(id, { overdue: 'skip' }));
    // A worker is quicker than the job: it leaves them to the choice.
    await advanceDue(world.runtime, { partitions, limit: 200 });
    await world.settle();
    await world.pass('2m');
    expect(await inside(id)).toEqual(Array(PEOPLE).fill('completed end skipped'));
    expect(await mailOf(id)).toEqual([]);
  });

  it('lets go those whom another process still took for paused a moment later', async () => {
    const id = await paused('Stale');
    const late = { ...world.runtime, plans: createPlanBook(world.runtime) };
    await late.plans.refresh({ now: true });
    await resumeWorkflow(world.runtime, call(id));
    await world.runtime.runner.settled();
    world.sleep('1d');
    // It has not heard of it.
    late.plans.refresh = async () => undefined;
    await advanceDue(late, { partitions, limit: 200 });
    expect(await inside(id)).toEqual(Array(PEOPLE).fill('parked workflow-paused'));
    world.sleep('2m');
    await world.runtime.runner.resume();
    await world.settle();
    expect(await inside(id)).toEqual(Array(PEOPLE).fill('completed end sent'));
  });

  it.each(['skip', 'once'] as const)('is finished after a crash anywhere: %s', async (overdue) => {
    for (let writes = 0, wasKilled = true; wasKilled; writes++) {
      const id = await paused(`${overdue}-${writes}`);
      await world.pass('2d');
      expect(await inside(id)).toEqual(Array(PEOPLE).fill('parked workflow-paused'));
      const mortal = dyingAfter(world.runtime, writes, ['jobs', 'workflows']);
      mortal.plans = createPlanBook(mortal);
      mortal.runner = createJobs(() => mortal, jobKinds, { error: () => undefined });
      wasKilled = await resumeWorkflow(mortal, call(id, { overdue })).then(
        () => false,
        () => true,
      );
      await mortal.runner.settled();
      const { status } = (await world.runtime.workflows.byId(id)) ?? {};
      // Whoever got no answer asks once more; what was begun goes on by itself.
      if (status === 'paused') await resumeWorkflow(world.runtime, call(id, { overdue }));
      for (let rounds = 0; rounds < 3; rounds++) {
        await world.pass('2m');
        await world.runtime.runner.resume();
        await world.settle();
      }
      await world.pass('2d');
      const left = overdue === 'skip' ? 'skipped' : 'sent';
      expect(await inside(id), `${writes} writes`).toEqual(Array(PEOPLE).fill(`completed end ${left}`));
      expect(await mailOf(id)).toEqual(overdue === 'skip' ? [] : Array(PEOPLE).fill('sent'));
    }
  });
});

describe('leaving a workflow', () => {
  it('takes back what waits for a yes, also where the process dies on the way', async () => {
    for (let writes = 0, wasKilled = true; wasKilled; writes++) {
      const event = `Leave-${writes}`;
      const workflowId = await world.publish({
        format: 'mooring.workflow/1',
        name: event,
        entry: { trigger: { kind: 'event', event } },
        exit: [{ event: 'Left' }],
        sending: 'review',
        start: 'mail',
        steps: {
          mail: { kind: 'send-email', subject: event, body: 'Hello', next: 'end' },
          end: { kind: 'exit' },
        },
      });
      await world.identify(event, { email: `${event}@customer.test` });
      await world.track(event, event);
      await world.settle();
      expect(await mailOf(workflowId)).toEqual(['held']);
      await world.pass('1m');
      await world.track(event, 'Left');
      await world.runtime.ingest.settled();
      const mortal = dyingAfter(world.runtime, writes, ['dispatches']);
      wasKilled = await advanceDue(mortal, { partitions, limit: 200 }).then(
        () => false,
        () => true,
      );
      await world.pass('1m');
      expect(await mailOf(workflowId), `${writes} writes`).toEqual(['cancelled']);
    }
  });

  it('hands nothing over to who had left before anybody looked', async () => {
    const workflowId = await world.publish({
      format: 'mooring.workflow/1',
      name: 'Late',
      entry: { trigger: { kind: 'event', event: 'Late' } },
      exit: [{ event: 'Left late' }],
      start: 'wait',
      steps: {
        wait: { kind: 'wait', for: '1h', next: 'mail' },
        mail: { kind: 'send-email', subject: 'Late', body: 'Hello', next: 'end' },
        end: { kind: 'exit' },
      },
    });
    await world.identify('late', { email: 'late@customer.test' });
    await world.track('late', 'Late');
    await world.settle();
    world.sleep('2h');
    await world.track('late', 'Left late');
    world.sleep('1h');
    await world.settle();
    expect(await inside(workflowId)).toEqual(['exited event:Left late event:Left late']);
    expect(await mailOf(workflowId)).toEqual([]);
  });
});
