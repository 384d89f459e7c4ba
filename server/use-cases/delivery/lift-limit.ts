import { roleAllows } from '../../../shared/people.ts';
import { problem } from '../../../shared/problems.ts';
import { liftedBy } from '../../engine/daily-limit.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import { everybody } from '../people/everybody.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import { type Actor, idOf, nameOf, type Verb } from '../verb.ts';
import { workflowOf } from '../workflows/workflow-view.ts';
import { DAILY_LIMIT } from './daily-limit.ts';

const TRIES = 5;
const LINES_READ = 200;

/** Whether a workflow waits for a second person, how much of it waits, and whether the asking one may let it go. */
export const getDailyLimit: Verb<'getDailyLimit'> = async (runtime, { params, actor }) => {
  const record = await workflowOf(runtime, params.id);
  const count = (await runtime.dailyCounts.byIds([record.id])).get(record.id);
  const lifted = count?.lifted && count.lifted.until > runtime.clock.now() ? count.lifted : undefined;
  const answer = {
    lifted: lifted && { by: lifted.by, until: lifted.until.toISOString() },
  };
  if (!count?.reached) return answer;
  const publisher = await publisherOf(runtime, record);
  return {
    ...answer,
    reached: {
      at: count.reached.at.toISOString(),
      limit: count.reached.limit,
      waiting: await runtime.messages.countWaiting(record.id, DAILY_LIMIT),
      publishedBy: publisher.name,
      answer: await answerOf(runtime, publisher, actor),
    },
  };
};

/**
 * Lets go what waits, and whatever comes within a day. Only somebody else than who published may; in a workspace where
 * nobody else could, the publisher may who types the workflow's name. Throws LIMIT_NOT_REACHED, SECOND_PERSON_NEEDED,
 * LIMIT_CONFIRMATION_NEEDED.
 */
export const liftDailyLimit: Verb<'liftDailyLimit'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  const publisher = await publisherOf(runtime, record);
  const answer = await answerOf(runtime, publisher, actor);
  for (let tries = 0; tries < TRIES; tries++) {
    const count = (await runtime.dailyCounts.byIds([record.id])).get(record.id);
    if (!count?.reached) throw problem('LIMIT_NOT_REACHED', {});
    if (answer === 'somebody-else') throw problem('SECOND_PERSON_NEEDED', { publisher: publisher.name });
    if (answer === 'confirm' && body?.confirm?.trim() !== record.name)
      throw problem('LIMIT_CONFIRMATION_NEEDED', { name: record.name });
    const now = runtime.clock.now();
    if (!(await runtime.dailyCounts.save(liftedBy(count, nameOf(actor), now), count.rev))) continue;
    await runtime.messages.hurry(record.id, DAILY_LIMIT, now);
    const { limit } = count.reached;
    await recordChange(runtime, actor, 'workflow.limit-lifted', record.id, {
      limit,
      alone: answer === 'confirm',
    });
    runtime.wake();
    return;
  }
  throw problem('PRECONDITION_FAILED', {});
};

interface Publisher {
  id: string | undefined;
  name: string;
}

async function publisherOf(
  runtime: Pick<Runtime, 'audit' | 'workflows'>,
  { id, liveVersion }: WorkflowRecord,
): Promise<Publisher> {
  if (liveVersion === undefined) return { id: undefined, name: '' };
  const version = await runtime.workflows.version(id, liveVersion);
  const name = version?.publishedBy ?? '';
  if (version?.publishedById !== undefined) return { id: version.publishedById, name };
  // A version from before it kept who published it: the log of changes knows, where it is not long ago.
  const { items } = await runtime.audit.ofTarget(id, { limit: LINES_READ });
  const line = items.find(
    ({ action, detail }) => action === 'workflow.publish' && detail?.version === liveVersion,
  );
  return { id: line?.by, name };
}

/** Programs publish and never are the second person, unless nobody else is there. */
async function answerOf(
  runtime: Pick<Runtime, 'people'>,
  publisher: Publisher,
  actor: Actor,
): Promise<'let-go' | 'confirm' | 'somebody-else'> {
  // Where nobody knows who published it, nobody would ever be the second: whoever is sure types the name.
  if (publisher.id === undefined) return 'confirm';
  if (actor.type === 'person' && idOf(actor) !== publisher.id) return 'let-go';
  const others = (await everybody(runtime.people)).filter(
    ({ id, disabled, passwordHash, role }) =>
      !disabled && passwordHash !== undefined && roleAllows(role, 'marketer') && id !== publisher.id,
  );
  return others.length === 0 ? 'confirm' : 'somebody-else';
}
