import type { Contact } from '../../../shared/contact.ts';
import { accountSubject } from '../../../shared/enrolment.ts';
import { problem } from '../../../shared/problems.ts';
import { enterWorkflows } from '../enter-workflows.ts';
import { type JobWork, nameLeftOut } from '../jobs.ts';
import { findSubjects, isKnown, type Subject } from '../looks/subject.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { workflowOf } from './workflow-view.ts';
import { wouldEnter } from './would-enter.ts';

const BATCH = 200;
/** So many are asked whether they would enter, where somebody counts first. */
const MOST_COUNTED = 2_000;

interface EnrolInput {
  workflowId: string;
  properties: Record<string, unknown>;
  /** Exactly one of these says who is meant. */
  userIds?: string[] | undefined;
  segment?: string | undefined;
  import?: string | undefined;
  /** The last member of the segment that was dealt with. */
  after?: string | undefined;
  entered?: number;
  reasons?: Record<string, number>;
  unknown?: number;
}

type Source = Pick<EnrolInput, 'userIds' | 'segment' | 'import'>;

/** Some of those meant: who was found, and the ids that nobody has. */
interface Meant {
  named: number;
  subjects: { subject: Subject; person?: string | undefined }[];
  missing: { id: string; code: 'CONTACT_UNKNOWN' | 'ANONYMOUS_NOT_ENROLLED' | 'ACCOUNT_MISSING' }[];
  after?: string | undefined;
}

/**
 * Puts people into a live workflow by hand: those of a list, of a segment as it is now, or of an uploaded table. A
 * job, since it may be thousands; with `dryRun` it is only counted how many would enter.
 */
export const enrol: Verb<'enrol'> = async (runtime, { params, body }) => {
  const record = await workflowOf(runtime, params.id);
  await Promise.all([runtime.plans.refresh({ now: true }), runtime.watchBook.refresh({ now: true })]);
  const plan = runtime.plans.live(record.id);
  if (!plan) throw problem('WORKFLOW_NOT_LIVE', { status: record.status });
  const userIds = body.userIds && [...new Set(body.userIds)];
  const source: Source = { userIds, segment: body.segment, import: body.import };
  const total = await sizeOf(runtime, plan, source);
  if (body.dryRun) return { count: await countFirst(runtime, plan, source, total) };
  const input: EnrolInput = { workflowId: record.id, properties: body.properties ?? {}, ...source };
  return { job: await runtime.runner.start('enrol', { ...input }, total) };
};

/** How many are meant. Throws for a segment or an upload that is not there, or a segment of the other kind. */
async function sizeOf(runtime: Runtime, plan: PublishedPlan, source: Source): Promise<number> {
  if (source.userIds) return source.userIds.length;
  if (source.segment !== undefined) {
    const segment = (await runtime.segments.byIds([source.segment])).get(source.segment);
    if (!segment || segment.archived) throw problem('SEGMENT_UNKNOWN', { segment: source.segment });
    if (segment.document.subject !== plan.workflow.subject)
      throw problem('SEGMENT_OF_OTHERS', { segment: source.segment });
    const watch = `s:${source.segment}`;
    return (await runtime.looks.sizes([watch])).get(watch) ?? 0;
  }
  const upload = source.import === undefined ? undefined : await runtime.imports.byId(source.import);
  if (!upload) throw problem('IMPORT_UNKNOWN', { id: source.import ?? '' });
  return upload.rows ?? 0;
}

async function countFirst(runtime: Runtime, plan: PublishedPlan, source: Source, total: number) {
  const now = runtime.clock.now();
  const count = { total, asked: 0, enters: 0, unknown: 0, reasons: {} as Record<string, number> };
  let seen = 0;
  for await (const meant of batchesOf(runtime, plan, source, 0, undefined)) {
    seen += meant.named;
    count.unknown += meant.missing.length;
    const candidates = meant.subjects.map(({ subject, person }) =>
      candidateOf(plan, subject, person, {}, now, 'count'),
    );
    for (const reason of await wouldEnter(runtime, candidates, now)) {
      count.asked += 1;
      if (reason === undefined) count.enters += 1;
      else count.reasons[reason] = (count.reasons[reason] ?? 0) + 1;
    }
    if (seen >= MOST_COUNTED) break;
  }
  return { ...count, total: Math.max(total, seen) };
}

/** The work behind `enrol`: the cause is the job, so that taking it up again enters nobody twice. */
export const enrolJob: JobWork = async (runtime, job, progress) => {
  const input = job.input as unknown as EnrolInput;
  const { workflowId, properties } = input;
  const reasons = input.reasons ?? {};
  input.reasons = reasons;
  await runtime.plans.refresh({ now: true });
  const first = runtime.plans.live(workflowId);
  if (!first) throw problem('WORKFLOW_NOT_LIVE', { status: 'paused' });
  for await (const meant of batchesOf(runtime, first, input, job.done, input.after)) {
    const plan = runtime.plans.live(workflowId);
    if (!plan) throw problem('WORKFLOW_NOT_LIVE', { status: 'paused' });
    const now = runtime.clock.now();
    const entries = await enterWorkflows(
      runtime,
      meant.subjects.map(({ subject, person }) =>
        candidateOf(plan, subject, person, properties, now, `job:${job.id}`),
      ),
      now,
    );
    for (const { enrolment, reason } of entries) {
      if (enrolment) input.entered = (input.entered ?? 0) + 1;
      else if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    for (const { id, code } of meant.missing) {
      input.unknown = (input.unknown ?? 0) + 1;
      nameLeftOut(job, { item: id, code, message: problem(code, { id }).message });
    }
    job.done += meant.named;
    job.total = Math.max(job.total, job.done);
    input.after = meant.after;
    await progress.save();
    runtime.wake();
  }
  return { entered: input.entered ?? 0, notEntered: reasons, unknown: input.unknown ?? 0 };
};

function candidateOf(
  plan: PublishedPlan,
  subject: Subject,
  person: string | undefined,
  properties: Record<string, unknown>,
  now: Date,
  cause: string,
) {
  const trigger = { kind: 'manual' as const, timestamp: now.getTime(), properties };
  return { plan, subject, person, cause, trigger };
}

/** Those meant, some at a time, after the `done` first ones. */
async function* batchesOf(
  runtime: Runtime,
  plan: PublishedPlan,
  source: Source,
  done: number,
  after: string | undefined,
): AsyncIterable<Meant> {
  const { userIds, segment } = source;
  if (userIds) {
    for (let from = done; from < userIds.length; from += BATCH)
      yield await named(runtime, plan, userIds.slice(from, from + BATCH));
  } else if (segment !== undefined) yield* membersOf(runtime, segment, after);
  else if (source.import !== undefined) yield* rowsOf(runtime, plan, source.import, done);
}

async function* membersOf(runtime: Runtime, segment: string, from: string | undefined): AsyncIterable<Meant> {
  for (let after = from; ; ) {
    const records = await runtime.looks.holding(`s:${segment}`, { limit: BATCH, after });
    const last = records.at(-1);
    if (!last) return;
    const names = records.map(({ id }) => (id.startsWith('a:') ? accountSubject(id.slice(2)) : id.slice(2)));
    const found = await findSubjects(runtime, names);
    const subjects = [...found.values()].filter(isKnown).map((subject) => ({ subject }));
    after = last.id;
    yield { named: records.length, subjects, missing: [], after };
  }
}

/** The ids in the column of a table that was taken for the id, else in its first. */
async function* rowsOf(
  runtime: Runtime,
  plan: PublishedPlan,
  id: string,
  done: number,
): AsyncIterable<Meant> {
  const upload = await runtime.imports.byId(id);
  if (!upload) throw problem('IMPORT_UNKNOWN', { id });
  const { encoding, delimiter, columns } = upload;
  const column = Math.max(
    0,
    columns.findIndex(({ guess }) => guess.target === 'id'),
  );
  for await (const { first, rows } of runtime.tables.read(id, { encoding, delimiter }, BATCH)) {
    // The heading is row 1.
    const skipped = Math.min(rows.length, Math.max(0, done - (first - 2)));
    const ids = rows.slice(skipped).flatMap((row) => row[column]?.trim() || []);
    const left = rows.length - skipped;
    if (left > 0) yield { ...(await named(runtime, plan, [...new Set(ids)])), named: left };
  }
}

async function named(runtime: Runtime, plan: PublishedPlan, userIds: readonly string[]): Promise<Meant> {
  const found = await runtime.contacts.bySourceIds(
    userIds.flatMap((userId) => [`u:${userId}`, `a:${userId}`]),
  );
  const people = new Map(userIds.map((userId) => [userId, found.get(`u:${userId}`)]));
  const subjectOf = await subjectsFor(
    runtime,
    plan.workflow.subject,
    [...people.values()].flatMap((one) => one ?? []),
  );
  const meant: Meant = { named: userIds.length, subjects: [], missing: [] };
  for (const [id, contact] of people) {
    const subject = contact && subjectOf(contact);
    if (subject) {
      const person = subject.kind === 'account' ? `u:${id}` : undefined;
      meant.subjects.push({ subject, person });
    } else if (contact) meant.missing.push({ id, code: 'ACCOUNT_MISSING' });
    else
      meant.missing.push({ id, code: found.has(`a:${id}`) ? 'ANONYMOUS_NOT_ENROLLED' : 'CONTACT_UNKNOWN' });
  }
  return meant;
}

/** People as subjects of a workflow: themselves, or their accounts; undefined for one who has none. */
async function subjectsFor(
  runtime: Pick<Runtime, 'accounts'>,
  kind: Subject['kind'],
  people: readonly Contact[],
): Promise<(contact: Contact) => Subject | undefined> {
  if (kind === 'contact') return (contact) => ({ kind, contact });
  const accounts = await runtime.accounts.byIds([
    ...new Set(people.flatMap(({ accountId }) => accountId ?? [])),
  ]);
  return ({ accountId }) => {
    const account = accountId === undefined ? undefined : accounts.get(accountId);
    return account && { kind, account };
  };
}
