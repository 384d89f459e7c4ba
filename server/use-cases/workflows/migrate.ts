import type { Enrolment } from '../../../shared/enrolment.ts';
import { problem } from '../../../shared/problems.ts';
import type { StepKind } from '../../../shared/steps/index.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { hasEnded } from '../../engine/entering.ts';
import type { Place } from '../../ports/stores.ts';
import { advance } from '../advance-enrolments.ts';
import type { JobWork } from '../jobs.ts';
import { postponed } from '../jobs.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';

/** The kind of the job that moves those inside onto a new version. */
export const MIGRATE = 'migrate';

/** For every step that is gone, the step its people go to, or `exit`. */
export type Places = Record<string, string>;

const BATCH = 100;
/** How often those are tried anew whom a worker moved at the same moment. */
const ROUNDS = 10;
const PAUSED_PAUSE = 60_000;
/** By then every process has the new version, and nobody enters an older one any more. */
const EVERYBODY_KNOWS = 10_000;

/** People inside at one step of the versions they are on. */
export interface Standing {
  step: string;
  name: string | undefined;
  kind: StepKind | undefined;
  count: number;
}

/** Who is inside and where, by step; where versions differ about a step, what the newest of them says of it. */
export async function whoStandsWhere(runtime: Runtime, workflowId: string): Promise<Standing[]> {
  const rows = await runtime.enrolments.insideByVersion(workflowId);
  const plans = await plansOf(runtime, workflowId, rows);
  const found = new Map<string, Standing>();
  for (const { version, step, count } of rows.sort((one, other) => one.version - other.version)) {
    const { name, kind } = plans.get(version)?.workflow.steps[step] ?? {};
    found.set(step, { step, name, kind, count: (found.get(step)?.count ?? 0) + count });
  }
  return [...found.values()].sort((one, other) => (one.step < other.step ? -1 : 1));
}

/**
 * Whether everybody inside has a place in a new version. Throws MIGRATION_PLACES_NEEDED with the steps that are gone,
 * or are of another kind now, and how many stand there; MIGRATION_PLACE_UNKNOWN for a place that leads nowhere;
 * MIGRATION_SUBJECT_CHANGED where those inside are of another kind than who may be inside now.
 */
export async function checkPlaces(
  runtime: Runtime,
  workflowId: string,
  workflow: Workflow,
  places: Places,
): Promise<void> {
  for (const [step, target] of Object.entries(places))
    if (target !== LEAVE && !Object.hasOwn(workflow.steps, target))
      throw problem('MIGRATION_PLACE_UNKNOWN', { step, target });
  const rows = await runtime.enrolments.insideByVersion(workflowId);
  const plans = await plansOf(runtime, workflowId, rows);
  const missing = new Map<string, { step: string; name: string; count: number }>();
  for (const { version, step, count } of rows) {
    const was = plans.get(version)?.workflow;
    if (was && was.subject !== workflow.subject)
      throw problem('MIGRATION_SUBJECT_CHANGED', { was: was.subject, is: workflow.subject });
    if (Object.hasOwn(places, step) || isKept(was, workflow, step)) continue;
    const name = was?.steps[step]?.name ?? step;
    missing.set(step, { step, name, count: (missing.get(step)?.count ?? 0) + count });
  }
  if (missing.size === 0) return;
  const steps = [...missing.values()];
  throw problem(
    'MIGRATION_PLACES_NEEDED',
    {
      count: steps.reduce((sum, { count }) => sum + count, 0),
      steps: steps.map(({ name }) => `“${name}”`).join(', '),
    },
    { extra: { places: steps } },
  );
}

const LEAVE = 'exit';

/** Whether people at a step may simply stand there on the new version: it is still there, and of the same kind. */
function isKept(was: Workflow | undefined, is: Workflow, step: string): boolean {
  const kind = Object.hasOwn(is.steps, step) ? is.steps[step]?.kind : undefined;
  return kind !== undefined && kind === was?.steps[step]?.kind;
}

async function plansOf(
  runtime: Pick<Runtime, 'plans'>,
  workflowId: string,
  rows: readonly { version: number }[],
): Promise<Map<number, PublishedPlan>> {
  const versions = [...new Set(rows.map(({ version }) => version))];
  const plans = await Promise.all(versions.map((version) => runtime.plans.version(workflowId, version)));
  return new Map(
    versions.flatMap((version, index) => {
      const plan = plans[index];
      return plan ? [[version, plan] as const] : [];
    }),
  );
}

interface MigrateInput {
  workflowId: string;
  version: number;
  places: Places;
  after?: Place | undefined;
  /** Looks once more for those who entered an older version while this one was made known. */
  isSecond?: boolean;
  moved?: number;
  stayed?: number;
}

/** Starts moving those inside once `goLive` made the version theirs; answers the job, which is stored before. */
export async function startMigration(
  runtime: Runtime,
  input: { workflowId: string; version: number; places: Places },
  goLive: () => Promise<void>,
): Promise<string> {
  const { workflowId, version } = input;
  const rows = await runtime.enrolments.insideByVersion(workflowId);
  const total = rows.filter((row) => row.version < version).reduce((sum, { count }) => sum + count, 0);
  return runtime.runner.start(MIGRATE, { ...input }, total, goLive);
}

/**
 * Moves those inside onto a version, page by page: each is one guarded write, so that whoever a worker moves at the
 * same moment is read again and moved from where they are then. Who is on the version already is passed by; taken up
 * again after a crash, it goes on and moves nobody twice.
 */
export const migrateJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as unknown as MigrateInput;
  const { workflowId, version } = input;
  for (;;) {
    await runtime.plans.refresh({ now: true });
    const now = runtime.clock.now();
    // Whoever arrives at a step does what it says, which a pause forbids.
    if (runtime.plans.isPaused(workflowId)) return postponed(new Date(now.getTime() + PAUSED_PAUSE));
    const plan = runtime.plans.live(workflowId);
    if (plan?.version !== version) return { ...counted(input), stopped: true };
    const page = await runtime.enrolments.insideBefore(workflowId, version, {
      limit: BATCH,
      after: input.after,
    });
    const stayed = await movePage(runtime, page.items, plan, input.places);
    input.moved = (input.moved ?? 0) + page.items.length - stayed;
    input.stayed = (input.stayed ?? 0) + stayed;
    input.after = page.next;
    job.done += page.items.length;
    job.total = Math.max(job.total, job.done);
    await progress.save();
    runtime.wake();
    if (page.next) continue;
    if (!input.isSecond) await lookOnceMore(runtime, job.id, input);
    return counted(input);
  }
};

function counted({ moved = 0, stayed = 0 }: MigrateInput) {
  return { moved, stayed };
}

/** Stored under an id of its own, so that doing it twice is doing it once. */
async function lookOnceMore(runtime: Runtime, id: string, input: MigrateInput): Promise<void> {
  const now = runtime.clock.now();
  const { workflowId, version, places } = input;
  await runtime.jobs.insert({
    id: `${id}-again`,
    kind: MIGRATE,
    state: 'queued',
    done: 0,
    total: 0,
    errors: [],
    input: { workflowId, version, places, isSecond: true },
    notBefore: new Date(now.getTime() + EVERYBODY_KNOWS),
    createdAt: now,
    updatedAt: now,
  });
}

/** Answers how many stay where they are, since a step of theirs is gone that nobody gave a place for. */
async function movePage(
  runtime: Runtime,
  page: readonly Enrolment[],
  plan: PublishedPlan,
  places: Places,
): Promise<number> {
  let open = page;
  let stayed = 0;
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) {
    const olds = await plansOf(runtime, plan.workflowId, open);
    const going = open.filter(
      ({ version, step }) =>
        step === undefined ||
        Object.hasOwn(places, step) ||
        isKept(olds.get(version)?.workflow, plan.workflow, step),
    );
    stayed += open.length - going.length;
    const now = runtime.clock.now();
    const moved = await advance(runtime, going, { type: 'moved', places }, now, plan);
    const lost = going.filter(({ id }) => !moved.has(id)).map(({ id }) => id);
    const again = lost.length > 0 ? await runtime.enrolments.byIds(lost) : new Map<string, Enrolment>();
    open = [...again.values()].filter((each) => !hasEnded(each) && each.version < plan.version);
  }
  return stayed + open.length;
}
