import { lastOfSchedule, nextOfSchedule } from '../../engine/cron.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import { isDemo, isKnown, keyOf, walkSubjects } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';

const BATCH = 500;

/**
 * Starts the runs of schedules whose time has come. After a standstill a schedule catches up once, however often it
 * would have fired. Answers how many runs were started.
 */
export async function runSchedules(runtime: Runtime): Promise<number> {
  await runtime.plans.refresh();
  const now = runtime.clock.now();
  const marks = new Map((await runtime.schedules.all()).map((mark) => [mark.workflowId, mark]));
  let started = 0;
  for (const { workflowId, workflow } of runtime.plans.scheduled()) {
    const { trigger } = workflow.entry;
    if (trigger.kind !== 'schedule') continue;
    const mark = marks.get(workflowId);
    if (!mark) {
      await runtime.schedules.begin({ workflowId, at: now });
      continue;
    }
    if (nextOfSchedule(trigger, mark.at) > now) continue;
    const at = lastOfSchedule(trigger, now);
    // The job first: a crash before the mark moves starts it again, and its cause enters nobody twice.
    await runtime.runner.start('schedule', { workflowId, at: at.getTime() });
    await runtime.schedules.advance(mark, now);
    started += 1;
  }
  return started;
}

/** One run of a schedule over everybody; resumed from its cursor, and its cause enters once. */
export const scheduleJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as { workflowId: string; at: number; after?: string; entered?: number };
  for (;;) {
    await runtime.plans.refresh();
    const plan = runtime.plans.live(input.workflowId);
    const page = { limit: BATCH, after: input.after ?? '' };
    const subjects = await walkSubjects(runtime, plan?.workflow.subject ?? 'contact', page);
    const last = subjects.at(-1);
    if (!plan || !last) return { looked: job.done, entered: input.entered ?? 0 };
    const entries = await enterWorkflows(
      runtime,
      subjects
        .filter(isKnown)
        .filter((subject) => !plan.demo || isDemo(subject))
        .map((subject) => ({
          plan,
          subject,
          cause: `schedule:${new Date(input.at).toISOString()}`,
          trigger: { kind: 'schedule' as const, timestamp: input.at, properties: {} },
        })),
      runtime.clock.now(),
    );
    input.entered = (input.entered ?? 0) + entries.filter(({ enrolment }) => enrolment).length;
    input.after = keyOf(last);
    job.done += subjects.length;
    await progress.save();
    runtime.wake();
  }
};
