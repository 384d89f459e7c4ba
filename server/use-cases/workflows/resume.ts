import { z } from 'zod';
import type { Enrolment } from '../../../shared/enrolment.ts';
import { problem } from '../../../shared/problems.ts';
import { overdueChoices } from '../../../shared/workflow-status.ts';
import { afterPause, isOverdue } from '../../engine/after-pause.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import { advance, PAUSED } from '../advance-enrolments.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { reportOutcomes } from '../delivery/report-outcomes.ts';
import { type JobWork, postponed } from '../jobs.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { moveTo } from './lifecycle.ts';
import { workflowOf, workflowView } from './workflow-view.ts';

export const RESUME = 'resume-workflow';
const PAGE = 200;
/** How often those are tried anew whom something poked at the same moment. */
const ROUNDS = 10;
/** By then every process knows that the workflow goes on, and leaves nobody standing any more. */
const EVERYBODY_KNOWS = 10_000;

const jobInput = z.object({
  workflowId: z.string(),
  overdue: z.enum(overdueChoices),
  /** When somebody resumed it, in epoch milliseconds: what was due by then is what the choice is about. */
  at: z.number(),
  cursor: z.string().optional(),
  /** What the choice is about has been dealt with; left is who was still taken for paused meanwhile. */
  isChosen: z.boolean().default(false),
});
type ResumeInput = z.infer<typeof jobInput>;

/**
 * Goes on. Where people or their mail became due meanwhile, the caller says what becomes of them: `once` does what was
 * due, `skip` leaves it out, `restart` starts their waits anew. Nothing of it moves before the job has dealt with it,
 * so that the choice holds for all of it; a crash anywhere is finished by the job. Throws RESUME_CHOICE_NEEDED with the
 * count where the choice is missing.
 */
export const resumeWorkflow: Verb<'resumeWorkflow'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if (record.status !== 'paused') throw problem('WORKFLOW_NOT_LIVE', { status: record.status });
  const at = runtime.clock.now();
  const [people, mail] = await Promise.all([
    runtime.enrolments.countOverdue(record.id, at),
    runtime.messages.countWaiting(record.id, PAUSED),
  ]);
  const count = people + mail;
  if (count > 0 && !body?.overdue)
    throw problem('RESUME_CHOICE_NEEDED', { count }, { extra: { overdue: count } });
  const overdue = body?.overdue ?? 'once';
  const input = { workflowId: record.id, overdue, at: at.getTime() };
  // What is done once may be done by anybody at once; another choice is made before anybody moves.
  const resuming = overdue === 'once' ? undefined : at;
  const job = await runtime.runner.start(RESUME, input, people, () =>
    moveTo(runtime, record, 'live', actor, resuming),
  );
  return { ...(await workflowView(runtime, await workflowOf(runtime, record.id))), job };
};

/** The work behind resuming: first what was overdue, as chosen; later those whom a process still took for paused. */
export const resumeJob: JobWork = async (runtime, job, progress) => {
  let input = jobInput.parse(job.input);
  if (!(await goesOn(runtime, input))) return { released: job.done, stopped: true };
  if (!input.isChosen && input.overdue === 'skip') await leaveOutMail(runtime, input.workflowId);
  let after = decodeCursor(input.cursor);
  do {
    const now = runtime.clock.now();
    const page = await runtime.enrolments.overdue(input.workflowId, now, { limit: PAGE, after });
    const standing = page.items.filter(({ reason }) => !input.isChosen || reason === PAUSED);
    job.done += await letGo(runtime, standing, input, now);
    job.total = Math.max(job.total, job.done);
    after = page.next;
    input = { ...input, cursor: encodeCursor(after) ?? undefined };
    job.input = input;
    await progress.save();
    if (!(await goesOn(runtime, input))) return { released: job.done, stopped: true };
  } while (after);
  if (input.isChosen) return { released: job.done };
  await noteChosen(runtime, input);
  await runtime.messages.hurry(input.workflowId, PAUSED, runtime.clock.now());
  runtime.wake();
  job.input = { ...input, cursor: undefined, isChosen: true };
  return postponed(new Date(runtime.clock.now().getTime() + EVERYBODY_KNOWS));
};

/**
 * Whether the workflow still goes on as this job was told: nobody paused it again or put it away, and no other choice is
 * being carried out, as where somebody asked once more after a crash.
 */
async function goesOn(
  runtime: Runtime,
  { workflowId, at, overdue, isChosen }: ResumeInput,
): Promise<boolean> {
  const { status, resuming } = await workflowOf(runtime, workflowId);
  const own = isChosen || overdue === 'once' ? undefined : at;
  return status === 'live' && resuming?.getTime() === own;
}

async function letGo(
  runtime: Runtime,
  standing: readonly Enrolment[],
  input: ResumeInput,
  now: Date,
): Promise<number> {
  let left = standing;
  let done = 0;
  for (let rounds = 0; left.length > 0 && rounds < ROUNDS; rounds++) {
    const moved = await letGoOnce(runtime, left, input, now);
    done += moved.size;
    const missed = await runtime.enrolments.byIds(left.flatMap(({ id }) => (moved.has(id) ? [] : [id])));
    // Whose contact or version is gone stands still for that now.
    left = [...missed.values()].filter(({ status, reason }) => status !== 'parked' || reason === PAUSED);
  }
  runtime.wake();
  return done;
}

/** Answers the ids that were let go; others changed meanwhile. */
async function letGoOnce(
  runtime: Runtime,
  standing: readonly Enrolment[],
  { overdue, at }: ResumeInput,
  now: Date,
): Promise<Set<string>> {
  const due = new Date(at);
  const leftOut = overdue === 'skip' ? standing.filter((was) => isOverdue(was, due)) : [];
  const others = standing.filter((was) => !leftOut.includes(was));
  const plans = await Promise.all(
    others.map(({ workflowId, version }) => runtime.plans.version(workflowId, version)),
  );
  const released = others.map((was, index) =>
    afterPause(was, overdue === 'restart' && isOverdue(was, due) ? plans[index]?.workflow : undefined, now),
  );
  const lost = await runtime.enrolments.save(released.map((after) => ({ was: after.rev - 1, after })));
  // Those whose step is left out are moved by the very write that lets them go.
  const passed = await advance(
    runtime,
    leftOut.map((was) => ({ ...afterPause(was, undefined, now), rev: was.rev })),
    { type: 'skipping' },
    now,
  );
  return new Set([...passed, ...others.flatMap(({ id }) => (lost.has(id) ? [] : [id]))]);
}

/** Takes back the mail that the pause held up: its people go on as if it had not been sent. */
async function leaveOutMail(runtime: Runtime, workflowId: string): Promise<void> {
  for (;;) {
    const now = runtime.clock.now();
    const { items } = await runtime.messages.list({
      ...{ workflowId, status: 'queued', reason: PAUSED, limit: PAGE },
    });
    const won = await runtime.messages.moveAll(
      ['queued'],
      items.map(({ id, enrolmentId }) => ({
        ...{ id, status: 'cancelled', reason: 'overdue' },
        ...(enrolmentId === undefined ? {} : { unreported: true, nextAt: now }),
      })),
    );
    await reportOutcomes(
      runtime,
      items
        .filter(({ id, enrolmentId }) => won.has(id) && enrolmentId !== undefined)
        .map((message) => ({ ...message, status: 'cancelled' })),
    );
    if (won.size === 0) return;
  }
}

/** From now on nothing is held up any more. */
async function noteChosen(runtime: Runtime, { workflowId, at }: ResumeInput): Promise<void> {
  for (;;) {
    const record: WorkflowRecord = await workflowOf(runtime, workflowId);
    if (record.resuming?.getTime() !== at) return;
    const { resuming: _, ...rest } = record;
    if (await runtime.workflows.save({ ...rest, rev: record.rev + 1 }, record.rev)) break;
  }
  await runtime.plans.refresh({ now: true });
}
