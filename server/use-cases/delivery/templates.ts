import { problem } from '../../../shared/problems.ts';
import type { TemplateView } from '../../../shared/template.ts';
import type { TemplateRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import type { Verb } from '../verb.ts';

/** E-mail texts by key. */
export const listTemplates: Verb<'listTemplates'> = async (runtime, { query }) => {
  const after = decodeCursor(query.cursor)?.[1];
  const all = (await runtime.templates.all()).sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = after === undefined ? all : all.filter(({ key }) => key > after);
  const items = rest.slice(0, query.limit);
  const last = items.at(-1);
  const next = last && rest.length > items.length ? encodeCursor([last.key, last.key]) : null;
  return { items: items.map(viewOf), next };
};

/** Saves a new text. Faults are not refused here: a draft may be half written, and publishing checks. */
export const createTemplate: Verb<'createTemplate'> = async (runtime, { body, actor }) => {
  const template: TemplateRecord = { ...body, revision: 1, updatedAt: runtime.clock.now() };
  if (!(await runtime.templates.insert(template))) throw problem('TEMPLATE_EXISTS', { key: body.key });
  await recordChange(runtime, actor, 'template.create', body.key);
  return viewOf(template);
};

/** One text. */
export const getTemplate: Verb<'getTemplate'> = async (runtime, { params }) => {
  const template = await runtime.templates.byKey(params.key);
  if (!template) throw problem('TEMPLATE_UNKNOWN', { key: params.key });
  return viewOf(template);
};

/** Changes a text; workflows name it by its key, which stays. */
export const saveTemplate: Verb<'saveTemplate'> = async (runtime, { params, body, actor }) => {
  const was = await runtime.templates.byKey(params.key);
  if (!was) throw problem('TEMPLATE_UNKNOWN', { key: params.key });
  if (body.key !== params.key) {
    throw problem('BODY_INVALID', {
      path: 'key',
      detail: `the key stays “${params.key}”; save a new text under another.`,
    });
  }
  const template: TemplateRecord = { ...body, revision: was.revision + 1, updatedAt: runtime.clock.now() };
  await runtime.templates.save(template);
  await recordChange(runtime, actor, 'template.save', body.key, { revision: template.revision });
  return viewOf(template);
};

/** Deletes a text; published versions keep theirs. */
export const deleteTemplate: Verb<'deleteTemplate'> = async (runtime, { params, actor }) => {
  if (!(await runtime.templates.delete(params.key))) throw problem('TEMPLATE_UNKNOWN', { key: params.key });
  await recordChange(runtime, actor, 'template.delete', params.key);
  return undefined;
};

function viewOf({ key, name, subject, preheader, body, revision, updatedAt }: TemplateRecord): TemplateView {
  return { key, name, subject, preheader, body, revision, updatedAt: updatedAt.toISOString() };
}
