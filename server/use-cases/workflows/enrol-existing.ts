import { accountSubject } from '../../../shared/enrolment.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { DAY } from '../../../shared/time.ts';
import { usualPerDay } from '../../engine/daily-limit.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import type { JobWork } from '../jobs.ts';
import { postponed } from '../jobs.ts';
import { noteAgain } from '../looks/act-on-edges.ts';
import { findSubjects } from '../looks/subject.ts';
import { keepTriggerWatch } from '../looks/trigger-watch.ts';
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

interface Input {
  workflowId: string;
  /** The version that was asked to enter them. */
  version: number;
  perDay: number;
  /** Whether that version is known to be live, and its condition to be remembered. */
  begun?: boolean;
  cursor?: string | undefined;
  day?: number;
  today?: number;
  entered?: number;
}

/** Starts entering them once `publish` made the version theirs; answers the job, which is stored before. */
export function startEnrollingExisting(
  runtime: Runtime,
  { workflowId, version, perDay }: Input,
  publish: () => Promise<void>,
): Promise<string> {
  return runtime.runner.start(ENROL_EXISTING, { workflowId, version, perDay }, 0, publish);
}

/**
 * Enters those for whom the trigger's condition holds already, so many a day. The cause is the job, so that a day
 * taken up again after a crash enters nobody twice.
 */
export const enrolExistingJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as unknown as Input;
  const watch = `w:${input.workflowId}`;
  for (;;) {
    await Promise.all([runtime.plans.refresh({ now: true }), runtime.watchBook.refresh({ now: true })]);
    const plan = runtime.plans.live(input.workflowId);
    if (!plan || !(input.begun || (await isBegun(runtime, input)))) return stopped(input);
    input.begun = true;
    const pass = runtime.watchBook.record(watch)?.pass;
    if (!pass) return stopped(input);
    const now = runtime.clock.now();
    if (!pass.finished) return postponed(new Date(now.getTime() + LEARNING_AGAIN));
    if (!job.total) job.total = (await runtime.looks.sizes([watch])).get(watch) ?? 0;
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

function stopped({ entered = 0 }: Input) {
  return { entered, stopped: true };
}

/**
 * Whether the version that asks for them is the live one; its condition is remembered then. A crash at publishing may
 * have come before either, and what is remembered of the version before says nothing about this one.
 */
async function isBegun(runtime: Runtime, { workflowId, version }: Input): Promise<boolean> {
  const record = await runtime.workflows.byId(workflowId);
  if (record?.liveVersion !== version) return false;
  const published = await runtime.workflows.version(workflowId, version);
  if (!published) return false;
  const { document } = published;
  await keepTriggerWatch(runtime, { id: workflowId, document, demo: record.demo ?? false });
  return true;
}
