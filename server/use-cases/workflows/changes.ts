import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Verb } from '../verb.ts';
import { workflowOf } from './workflow-view.ts';

/** Who changed a workflow, newest first. */
export const workflowChanges: Verb<'workflowChanges'> = async (runtime, { params, query }) => {
  await workflowOf(runtime, params.id);
  const page = await runtime.audit.ofTarget(params.id, {
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  // Teams are small; whoever is not among the first two hundred stays unnamed rather than costing a query each.
  const team = await runtime.people.list({ limit: 200 });
  const people = new Map(team.items.map(({ id, name }) => [id, name]));
  return {
    items: page.items.map(({ at, by, action, detail }) => ({
      at: at.toISOString(),
      by: by === 'system' ? 'Mooring' : by.startsWith('key:') ? 'API' : people.get(by),
      action,
      version: typeof detail?.version === 'number' ? detail.version : undefined,
    })),
    next: encodeCursor(page.next),
  };
};
