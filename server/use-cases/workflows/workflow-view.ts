import { problem } from '../../../shared/problems.ts';
import { isStepKind, stepKinds } from '../../../shared/steps/index.ts';
import { trigger } from '../../../shared/triggers/index.ts';
import { checkWorkflow } from '../../../shared/validate-workflow.ts';
import type { WorkflowLine, WorkflowView } from '../../../shared/workflow-view.ts';
import type { Ports } from '../../ports/index.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import { type KnowledgePorts, knowledgeOf } from './knowledge.ts';

/** One workflow as the API answers it, its draft checked. */
export async function workflowView(ports: KnowledgePorts, record: WorkflowRecord): Promise<WorkflowView> {
  const { problems } = checkWorkflow(record.document, await knowledgeOf(ports, record.document, record));
  return { ...common(record), document: record.document, problems, etag: String(record.rev) };
}

/** One workflow as lists show it. */
export function workflowLine(
  record: WorkflowRecord,
  totals: { entered: number; inside: number; goals: number; lastEnteredAt?: Date } | undefined,
): WorkflowLine {
  const entry = record.document.entry as
    | { trigger?: { kind?: string; event?: string; [setting: string]: unknown } }
    | undefined;
  const read = trigger.safeParse(entry?.trigger);
  return {
    ...common(record),
    trigger: entry?.trigger?.event ?? entry?.trigger?.kind,
    startsBy: read.success ? read.data : undefined,
    errors: checkWorkflow(record.document).problems.filter(({ severity }) => severity === 'error').length,
    entered: totals?.entered ?? 0,
    inside: totals?.inside ?? 0,
    goals: totals?.goals ?? 0,
    lastEnteredAt: totals?.lastEnteredAt?.toISOString(),
  };
}

function common(record: WorkflowRecord) {
  return {
    id: record.id,
    key: record.key,
    name: record.name,
    status: record.status,
    liveVersion: record.liveVersion,
    changed: record.changed,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
    publishedAt: record.publishedAt?.toISOString(),
    brake: record.brake && { ...record.brake, at: record.brake.at.toISOString() },
    demo: record.demo ?? false,
  };
}

/** The workflow of an id. Throws WORKFLOW_UNKNOWN. */
export async function workflowOf(ports: Pick<Ports, 'workflows'>, id: string): Promise<WorkflowRecord> {
  const record = await ports.workflows.byId(id);
  if (!record) throw problem('WORKFLOW_UNKNOWN', { id });
  return record;
}

const MAX_DOCUMENT_BYTES = 1_000_000;

/**
 * A document good enough to keep as a draft: an object of our format whose steps are steps of some kind, so that the
 * editor can show it. Everything else is listed as problems. Throws WORKFLOW_SHAPE for what is no workflow at all.
 */
export function draftDocument(body: unknown): Record<string, unknown> {
  const refuse = (path: string, detail: string) => problem('WORKFLOW_SHAPE', { path, detail });
  if (!isRecord(body)) throw refuse('workflow', 'send one workflow document, a JSON object.');
  if (body.format !== 'mooring.workflow/1') throw refuse('format', 'must be “mooring.workflow/1”.');
  if (body.name !== undefined && typeof body.name !== 'string') throw refuse('name', 'must be a text.');
  if (body.key !== undefined && typeof body.key !== 'string') throw refuse('key', 'must be a text.');
  if (!isRecord(body.entry) || !isRecord(body.entry.trigger)) throw refuse('entry.trigger', 'is missing.');
  if (body.steps !== undefined && !isRecord(body.steps))
    throw refuse('steps', 'must be an object of steps by id.');
  for (const [id, step] of Object.entries(body.steps ?? {})) {
    if (!isRecord(step)) throw refuse(`steps.${id}`, 'must be an object.');
    if (!isStepKind(step.kind))
      throw problem('STEP_KIND_UNKNOWN', {
        kind: String(step.kind ?? ''),
        kinds: stepKinds.join(', '),
      });
  }
  if (Buffer.byteLength(JSON.stringify(body)) > MAX_DOCUMENT_BYTES)
    throw problem('BODY_TOO_LARGE', { limit: '1 MB' });
  return body;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
