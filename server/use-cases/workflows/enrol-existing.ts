import { accountSubject } from '../../../shared/enrolment.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { DAY } from '../../../shared/time.ts';
import { usualPerDay } from '../../engine/daily-limit.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import { postponed } from '../jobs.ts';
import { noteAgain } from '../looks/act-on-edges.ts';
import { findSubjects } from '../looks/subject.ts';
import type { Runtime } from '../runtime.ts';

/** The kind of the job that enters those who match at publishing. */
export const ENROL_EXISTING = 'enrol-existing';

const BATCH = 200;
/** How soon a job asks again whether it is known who matches. */
const LEARNING_AGAIN = 5_000;

/** At most so many of those who match already enter on one day, unless the publisher says otherwise. */
export async function usualRamp(
  runtime: Pick<Runtime, 'contacts' | 'accounts'>,
  subject: SubjectKind,
): Promise<number> {
  const all = await (subject === 'account' ? runtime.accounts : runtime.contacts).count();
  return usualPerDay(all);
}

/**
 * Enters those for whom the trigger's condition holds already, so many a day. The cause is the job, so that a day
 * taken up again after a crash enters nobody twice.
 */
export const enrolExistingJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as {
    workflowId: string;
    perDay: number;
    cursor?: string;
    day?: number;
    today?: number;
    entered?: number;
  };
  const watch = `w:${input.workflowId}`;
  for (;;) {
    await Promise.all([runtime.plans.refresh({ now: true }), runtime.watchBook.refresh({ now: true })]);
    const plan = runtime.plans.live(input.workflowId);
    const pass = runtime.watchBook.record(watch)?.pass;
    if (!plan || !pass) return { entered: input.entered ?? 0, stopped: true };
    const now = runtime.clock.now();
    if (!pass.finished) return postponed(new Date(now.getTime() + LEARNING_AGAIN));
    const day = Math.floor(now.getTime() / DAY);
    if (input.day !== day) Object.assign(input, { day, today: 0 });
    const left = input.perDay - (input.today ?? 0);
    if (left <= 0) return postponed(new Date((day + 1) * DAY));
    const limit = Math.min(BATCH, left);
    const records = await runtime.looks.holding(watch, { limit, after: input.cursor });
    const names = records.map(({ id }) => (id.startsWith('a:') ? accountSubject(id.slice(2)) : id.slice(2)));
    const subjects = await findSubjects(runtime, names);
    const entries = await enterWorkflows(
      runtime,
      [...subjects.values()].map((subject) => ({
        plan,
        subject,
        cause: `job:${job.id}`,
        trigger: { kind: plan.workflow.entry.trigger.kind, timestamp: now.getTime(), properties: {} },
      })),
      now,
    );
    await noteAgain(runtime, entries, now);
    const entered = entries.filter(({ enrolment }) => enrolment).length;
    Object.assign(input, {
      cursor: records.at(-1)?.id ?? input.cursor,
      today: (input.today ?? 0) + entered,
      entered: (input.entered ?? 0) + entered,
    });
    job.done += records.length;
    await progress.save();
    runtime.wake();
    if (records.length < limit) return { entered: input.entered };
  }
};
