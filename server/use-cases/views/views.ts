import { roleAllows } from '../../../shared/people.ts';
import { problem } from '../../../shared/problems.ts';
import { MOST_VIEWS, type SavedView } from '../../../shared/saved-view.ts';
import type { ViewRecord } from '../../ports/views.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, Verb } from '../verb.ts';

/** The views of a list that whoever asks may look through: their own, and what is shared; the oldest first. */
export const listViews: Verb<'listViews'> = async (runtime, { query, actor }) => {
  const views = await runtime.views.seenBy(actor.id, query.place);
  return { items: views.map((view) => viewOf(view, actor)), next: null };
};

/** Keeps the filters of a list under a name. What everybody sees, only those who draw workflows may make. */
export const createView: Verb<'createView'> = async (runtime, { body, actor }) => {
  if (body.shared) requireSharing(actor);
  const seen = await runtime.views.seenBy(actor.id, body.place);
  if (seen.filter(({ shared }) => shared === body.shared).length >= MOST_VIEWS)
    throw problem('VIEWS_TOO_MANY', { most: MOST_VIEWS });
  const view: ViewRecord = {
    ...body,
    id: runtime.chance.id(),
    owner: actor.id,
    createdAt: runtime.clock.now(),
  };
  await runtime.views.insert(view);
  return viewOf(view, actor);
};

/** Gives a view another name, other filters or another audience. Taken back for oneself, it is one’s own. */
export const saveView: Verb<'saveView'> = async (runtime, { params, body, actor }) => {
  const was = await viewFor(runtime, params.id, actor);
  if (was.shared !== body.shared) requireSharing(actor);
  const view: ViewRecord = { ...was, ...body, owner: was.shared && !body.shared ? actor.id : was.owner };
  await runtime.views.save(view);
  return viewOf(view, actor);
};

/** Forgets a view; the list it showed stays as it is. */
export const deleteView: Verb<'deleteView'> = async (runtime, { params, actor }) => {
  const { id } = await viewFor(runtime, params.id, actor);
  if (!(await runtime.views.delete(id))) throw problem('VIEW_UNKNOWN', { id });
  return undefined;
};

/** A view that somebody may change. What others keep for themselves is not there for anybody else. */
async function viewFor(runtime: Pick<Runtime, 'views'>, id: string, actor: Actor): Promise<ViewRecord> {
  const view = await runtime.views.byId(id);
  if (!view || (!view.shared && view.owner !== actor.id)) throw problem('VIEW_UNKNOWN', { id });
  if (view.shared) requireSharing(actor);
  return view;
}

function requireSharing(actor: Actor): void {
  if (!roleAllows(actor.role, 'marketer'))
    throw problem('NOT_ALLOWED', { needed: 'marketer', role: actor.role });
}

function viewOf({ owner, createdAt, ...view }: ViewRecord, actor: Actor): SavedView {
  return { ...view, mine: owner === actor.id, createdAt: createdAt.toISOString() };
}
