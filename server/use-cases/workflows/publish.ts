import { problem, problemSentence } from '../../../shared/problems.ts';
import { checkWorkflow, type WorkflowProblem } from '../../../shared/validate-workflow.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { planOf } from '../../engine/plan.ts';
import type { PublishedText, WorkflowRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { keepTriggerWatch, triggerCondition } from '../looks/trigger-watch.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { type Actor, idOf, type Verb } from '../verb.ts';
import { startEnrollingExisting, usualRamp } from './enrol-existing.ts';
import { knowledgeOf } from './knowledge.ts';
import { checkPlaces, type Places, startMigration } from './migrate.ts';
import { workflowOf } from './workflow-view.ts';

/** How often publishing is tried where autosaves come between. */
const TRIES = 5;

/** Makes the draft the version people enter from now on; those inside stay on theirs. */
export const publishWorkflow: Verb<'publishWorkflow'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if (!body?.enrolExisting) return publishAndMove(runtime, record, record.document, actor, body);
  let job: string | undefined;
  const published = await publishAndMove(runtime, record, record.document, actor, body, {
    // The job first, so that a crash behind a write leaves nobody out.
    async whilePublishing(version, workflow, publish) {
      if (!triggerCondition(workflow)) return publish();
      const perDay = body.perDay ?? (await usualRamp(runtime, workflow.subject));
      job = await startEnrollingExisting(runtime, { workflowId: record.id, version, perDay }, publish);
    },
  });
  return job === undefined ? published : { ...published, job };
};

/** Publishes an older version anew, as the newest one, and makes it the draft. */
export const rollbackWorkflow: Verb<'rollbackWorkflow'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  const older = await runtime.workflows.version(record.id, body.version);
  if (!older) throw problem('VERSION_UNKNOWN', { version: body.version });
  return publishAndMove(runtime, record, older.document, actor, body, { asDraft: true });
};

/** Publishes a document, and where asked moves those inside onto it: first it must be said where each of them goes. */
async function publishAndMove(
  runtime: Runtime,
  record: WorkflowRecord,
  document: Record<string, unknown>,
  actor: Actor,
  { migrate, places = {} }: { migrate?: 'stay' | 'move' | undefined; places?: Places | undefined } = {},
  options: Pick<PublishOptions, 'asDraft' | 'whilePublishing'> = {},
): Promise<{ version: number; migration?: string }> {
  const isMoving = migrate === 'move' && record.liveVersion !== undefined;
  if (!isMoving) return { version: await publishDocument(runtime, record, document, actor, options) };
  let migration = '';
  const version = await publishDocument(runtime, record, document, actor, {
    ...options,
    before: (workflow: Workflow) => checkPlaces(runtime, record.id, workflow, places),
    // The job first, so that a crash behind the write leaves nobody on the old version.
    async whileGoingLive(next, goLive) {
      migration = await startMigration(runtime, { workflowId: record.id, version: next, places }, goLive);
    },
  });
  return { version, migration };
}

/** Published versions, newest first. */
export const listVersions: Verb<'listVersions'> = async (runtime, { params, query }) => {
  await workflowOf(runtime, params.id);
  const page = await runtime.workflows.versions(params.id, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return {
    items: page.items.map(({ version, document, publishedAt, publishedBy }) => ({
      version,
      document,
      publishedAt: publishedAt.toISOString(),
      publishedBy,
    })),
    next: encodeCursor(page.next),
  };
};

interface PublishOptions {
  asDraft?: boolean;
  /** When it was published, where not now: the past that comes with demo data. */
  publishedAt?: Date;
  /** Asked when the document can be published, before anything is written. */
  before?: (workflow: Workflow) => Promise<void>;
  /** Makes the new version live by calling `goLive`, and sees that what belongs to it is done even after a crash. */
  whileGoingLive?: (version: number, goLive: () => Promise<void>) => Promise<void>;
  /** The same around `publish`, which also has the condition of the trigger remembered. */
  whilePublishing?: (version: number, workflow: Workflow, publish: () => Promise<void>) => Promise<void>;
}

/**
 * Publishes a document as the workflow's next version. Throws WORKFLOW_HAS_ERRORS with the problems in it. When it
 * resolves this process runs the new version; others follow within two seconds.
 */
export async function publishDocument(
  runtime: Runtime,
  record: WorkflowRecord,
  document: Record<string, unknown>,
  actor: Actor,
  options: PublishOptions = {},
): Promise<number> {
  if (record.status === 'archived') throw problem('WORKFLOW_ARCHIVED', {});
  const { problems, workflow } = checkWorkflow(document, await knowledgeOf(runtime, document, record));
  const { texts, faults } = workflow ? await compileTexts(runtime, workflow) : { texts: {}, faults: [] };
  const errors = [...problems.filter(({ severity }) => severity === 'error'), ...faults];
  if (!workflow || errors.length > 0) {
    throw problem(
      'WORKFLOW_HAS_ERRORS',
      { count: errors.length },
      { extra: { problems: [...problems, ...faults] } },
    );
  }
  await options.before?.(workflow);
  const plan = planOf(record.id, 0, workflow);
  const publishedAt = options.publishedAt ?? runtime.clock.now();
  const [newest] = (await runtime.workflows.versions(record.id, { limit: 1 })).items;
  let version = (newest?.version ?? 0) + 1;
  const make = () =>
    runtime.workflows.insertVersion({
      workflowId: record.id,
      version,
      document: { ...workflow },
      texts,
      publishedAt,
      publishedBy: actor.name,
      publishedById: idOf(actor),
    });
  // Two people publishing at once get a number each; the later one is live.
  while (!(await make())) version += 1;

  const goLive = async (): Promise<void> => {
    for (let tries = 0; tries < TRIES; tries++) {
      const current = await workflowOf(runtime, record.id);
      const published: WorkflowRecord = {
        ...current,
        ...(options.asDraft ? { document, name: workflow.name } : {}),
        status: current.status === 'paused' ? 'paused' : 'live',
        liveVersion: version,
        changed: !options.asDraft && JSON.stringify(current.document) !== JSON.stringify(document),
        listens: [...new Set([...current.listens, ...plan.listens])],
        listensToTraits: current.listensToTraits || plan.readsTraits,
        watches: [...new Set([...(current.watches ?? []), ...plan.watches])],
        publishedAt,
        updatedAt: publishedAt,
        rev: current.rev + 1,
      };
      if (await runtime.workflows.save(published, current.rev)) {
        await runtime.plans.refresh({ now: true });
        return;
      }
    }
    throw problem('PRECONDITION_FAILED', {});
  };
  const { kind } = workflow.entry.trigger;
  const { whileGoingLive } = options;
  const live = whileGoingLive ? () => whileGoingLive(version, goLive) : goLive;
  const publish = async (): Promise<void> => {
    // The job first, so that a crash behind the write leaves no alarm unset.
    if (kind === 'date') await runtime.runner.start('arm-dates', { workflowId: record.id }, 0, live);
    else await live();
    await keepTriggerWatch(runtime, { id: record.id, document: workflow, demo: record.demo ?? false });
  };
  if (options.whilePublishing) await options.whilePublishing(version, workflow, publish);
  else await publish();
  await recordChange(runtime, actor, 'workflow.publish', record.id, { version });
  // Where a crash comes between, the schedule begins with the next look at it.
  if (kind === 'schedule') await runtime.schedules.begin({ workflowId: record.id, at: runtime.clock.now() });
  return version;
}

/** The texts of every e-mail step with templates resolved and MJML compiled, and the faults found on the way. */
export async function compileTexts(
  runtime: Runtime,
  workflow: Workflow,
): Promise<{ texts: Record<string, PublishedText>; faults: WorkflowProblem[] }> {
  const texts: Record<string, PublishedText> = {};
  const faults: WorkflowProblem[] = [];
  const templates = new Map((await runtime.templates.all()).map((template) => [template.key, template]));
  for (const [id, step] of Object.entries(workflow.steps)) {
    if (step.kind !== 'send-email') continue;
    const source = step.template === undefined ? step : templates.get(step.template);
    if (!source?.subject || !source.body) continue;
    const { subject, preheader, body } = source;
    const compiled = await runtime.renderer.compile({ subject, preheader, body });
    texts[id] = compiled.text;
    for (const detail of compiled.faults) {
      const facts = { step: step.name ?? id, field: 'body', detail };
      faults.push({
        code: 'EMAIL_TEXT_BROKEN',
        step: id,
        path: `steps.${id}.${step.template === undefined ? 'body' : 'template'}`,
        message: problemSentence('EMAIL_TEXT_BROKEN', facts),
        severity: 'error',
        facts,
      });
    }
  }
  return { texts, faults };
}
