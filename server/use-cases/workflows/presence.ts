import type { Verb } from '../verb.ts';
import { workflowOf } from './workflow-view.ts';

/** Browsers say every ten seconds that they are there; who misses two in a row is gone. */
const PRESENT = 25_000;

/** Notes that somebody has a workflow open, and answers who else has and which draft is the newest. */
export const beInWorkflow: Verb<'beInWorkflow'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  const { session, step, left } = body;
  const now = runtime.clock.now();
  if (left) await runtime.presence.leave(record.id, session);
  else {
    const { id: person, name } = actor;
    await runtime.presence.say({ workflowId: record.id, session, person, name, step }, now);
  }
  const present = await runtime.presence.of(record.id, new Date(now.getTime() - PRESENT));
  // Somebody with several windows is one person, seen in one of them.
  const people = new Map(
    present.filter((each) => each.session !== session).map((each) => [each.person, each]),
  );
  const others = [...people.values()].map((each) => ({ id: each.session, name: each.name, step: each.step }));
  return { others, etag: String(record.rev) };
};
