import { conditionJsonSchema, workflowJsonSchema } from '../../../shared/document-schema.ts';
import { problem } from '../../../shared/problems.ts';
import { checkWorkflow } from '../../../shared/validate-workflow.ts';
import { workflowSchema as readable } from '../../../shared/workflow.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { dropWatch } from '../looks/keep-watches.ts';
import { recordChange } from '../people/record-change.ts';
import type { Verb } from '../verb.ts';
import { knowledgeOf } from './knowledge.ts';
import { draftDocument, workflowLine, workflowOf, workflowView } from './workflow-view.ts';

/** All workflows with their numbers. */
export const listWorkflows: Verb<'listWorkflows'> = async (runtime, { query }) => {
  const { limit, cursor, status, search } = query;
  const page = await runtime.workflows.list({ limit, after: decodeCursor(cursor), status, search });
  const totals = await runtime.enrolments.totals(page.items.map(({ id }) => id));
  return {
    items: page.items.map((record) => workflowLine(record, totals.get(record.id))),
    next: encodeCursor(page.next),
  };
};

/** Keeps a new draft; a draft may have problems, and they are answered with it. */
export const createWorkflow: Verb<'createWorkflow'> = async (runtime, { body, actor }) => {
  const document = draftDocument(body);
  const now = runtime.clock.now();
  const record = {
    id: runtime.chance.id(),
    ...named(document),
    status: 'draft' as const,
    document,
    rev: 1,
    changed: true,
    listens: [],
    listensToTraits: false,
    createdAt: now,
    updatedAt: now,
  };
  await runtime.workflows.insert(record);
  await recordChange(runtime, actor, 'workflow.create', record.id);
  return workflowView(runtime, record);
};

/** The problems of a document, nothing kept. */
export const validateWorkflow: Verb<'validateWorkflow'> = async (runtime, { body }) => ({
  problems: checkWorkflow(body, await knowledgeOf(runtime, body)).problems,
});

/** The JSON Schema of the document. */
export const workflowSchema: Verb<'workflowSchema'> = async () => workflowJsonSchema();

/** The JSON Schema of conditions by themselves, as segments, signals and questions hold them. */
export const conditionSchema: Verb<'conditionSchema'> = async () => conditionJsonSchema();

/** One workflow with its draft. */
export const getWorkflow: Verb<'getWorkflow'> = async (runtime, { params, query }) => {
  const record = await workflowOf(runtime, params.id);
  const view = await workflowView(runtime, record);
  if (!query.filled) return view;
  const read = readable.safeParse(record.document);
  return { ...view, filled: read.success, ...(read.success ? { document: read.data } : {}) };
};

/** Replaces the draft where nobody changed it since it was read. */
export const saveWorkflow: Verb<'saveWorkflow'> = async (runtime, { params, body, ifMatch, actor }) => {
  const document = draftDocument(body);
  const record = await workflowOf(runtime, params.id);
  if (record.status === 'archived') throw problem('WORKFLOW_ARCHIVED', {});
  if (ifMatch !== '*' && ifMatch !== String(record.rev)) throw problem('PRECONDITION_FAILED', {});
  const live =
    record.liveVersion === undefined
      ? undefined
      : await runtime.workflows.version(record.id, record.liveVersion);
  const { workflow } = checkWorkflow(document);
  const saved = {
    ...record,
    ...named(document),
    document,
    rev: record.rev + 1,
    changed: !live || !workflow || JSON.stringify(workflow) !== JSON.stringify(live.document),
    updatedAt: runtime.clock.now(),
  };
  if (!(await runtime.workflows.save(saved, record.rev))) throw problem('PRECONDITION_FAILED', {});
  await recordChange(runtime, actor, 'workflow.save', record.id);
  return workflowView(runtime, saved);
};

/** Deletes a workflow nobody ever entered; others are archived, so that their story stays. */
export const deleteWorkflow: Verb<'deleteWorkflow'> = async (runtime, { params, actor }) => {
  const record = await workflowOf(runtime, params.id);
  const totals = await runtime.enrolments.totals([record.id]);
  if ((totals.get(record.id)?.entered ?? 0) > 0) throw problem('WORKFLOW_ENTERED', {});
  await runtime.workflows.delete(record.id);
  await runtime.testCases.deleteOfWorkflow(record.id);
  await recordChange(runtime, actor, 'workflow.delete', record.id, { name: record.name });
  await dropWatch(runtime, `w:${record.id}`);
  await runtime.plans.refresh({ now: true });
};

function named(document: Record<string, unknown>): { name: string; key?: string | undefined } {
  const { name, key } = document;
  return {
    name: typeof name === 'string' ? name.trim() : '',
    key: typeof key === 'string' && key ? key : undefined,
  };
}
