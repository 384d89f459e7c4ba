import type { Message, SendDeferral } from '../../../shared/message.ts';
import { calendarDay, type DailyCount, takeOfDay, usualPerDay } from '../../engine/daily-limit.ts';
import type { MessageResult } from '../../ports/stores.ts';
import type { Runtime } from '../runtime.ts';
import type { Permission } from './ask-permission.ts';
import { later } from './send-live.ts';
import { tellDeciders } from './tell-deciders.ts';

/** Why a message waits: its workflow wrote as much as it may on one day. */
export const DAILY_LIMIT = 'daily-limit' satisfies SendDeferral;
const TRIES = 10;
/** How long it waits before it is looked at again, e.g. since its send window closed; whoever lets it go hurries it. */
const PAUSE = 3_600_000;

export type DailyLimitRuntime = Pick<
  Runtime,
  | 'clock'
  | 'contacts'
  | 'dailyCounts'
  | 'dispatches'
  | 'messages'
  | 'notices'
  | 'people'
  | 'plans'
  | 'settings'
  | 'wake'
  | 'workflows'
>;

/**
 * Counts messages against the daily limits of their workflows, in the order given. Answers, for those beyond, that they
 * wait; whoever decides is told. Demo messages count for nothing, and where no limit is set only live mail does: the
 * preview outbox reaches nobody. A message counts once a day however often it is tried; after a crash at the wrong
 * moment it may count twice, so that a limit is reached early and never late.
 */
export async function beyondDailyLimit(
  runtime: DailyLimitRuntime,
  messages: readonly Message[],
  permission: Pick<Permission, 'route' | 'settings'>,
  now: Date,
): Promise<Map<string, MessageResult>> {
  const beyond = new Map<string, MessageResult>();
  const groups = await limited(runtime, messages, permission);
  if (groups.length === 0) return beyond;
  const day = calendarDay(now, permission.settings.zone);
  const known = await runtime.dailyCounts.byIds(groups.map(({ id }) => id));
  const counted: string[] = [];
  for (const { id, limit, messages: wanted } of groups) {
    const fresh = wanted.filter(({ countedOn }) => countedOn !== day);
    const { count, allowed } = await take(runtime, known.get(id), {
      id,
      day,
      wanted: fresh.length,
      limit,
      now,
    });
    for (const message of fresh.slice(allowed))
      beyond.set(message.id, later(message, new Date(now.getTime() + PAUSE), DAILY_LIMIT));
    // Previews are sent by the write that comes next, live mail may be tried for days.
    for (const message of fresh.slice(0, allowed))
      if (permission.route(message).to === 'live') counted.push(message.id);
    if (count?.reached && !count.isTold) await tell(runtime, count);
  }
  await runtime.messages.noteCounted(counted, day);
  return beyond;
}

interface Group {
  id: string;
  limit: number;
  messages: Message[];
}

async function limited(
  runtime: Pick<Runtime, 'contacts' | 'plans'>,
  messages: readonly Message[],
  { route }: Pick<Permission, 'route'>,
): Promise<Group[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) {
    const { workflowId, demo } = message;
    if (workflowId === undefined || demo) continue;
    const isLimited = ownLimit(runtime, workflowId) !== undefined || route(message).to === 'live';
    if (isLimited) groups.set(workflowId, [...(groups.get(workflowId) ?? []), message]);
  }
  const usual = [...groups.keys()].some((id) => ownLimit(runtime, id) === undefined)
    ? usualPerDay(await runtime.contacts.count())
    : 0;
  return [...groups].map(([id, of]) => ({ id, limit: ownLimit(runtime, id) ?? usual, messages: of }));
}

function ownLimit({ plans }: Pick<Runtime, 'plans'>, workflowId: string): number | undefined {
  return plans.live(workflowId)?.workflow.dailyLimit;
}

async function take(
  runtime: Pick<Runtime, 'dailyCounts'>,
  known: DailyCount | undefined,
  question: Parameters<typeof takeOfDay>[1],
): Promise<{ count: DailyCount | undefined; allowed: number }> {
  let was = known;
  for (let tries = 0; question.wanted > 0 && tries < TRIES; tries++) {
    const { after, allowed } = takeOfDay(was, question);
    if (after === was || (await runtime.dailyCounts.save(after, was?.rev))) return { count: after, allowed };
    was = (await runtime.dailyCounts.byIds([question.id])).get(question.id);
  }
  // Too many at once: these wait for the next look.
  return { count: was, allowed: 0 };
}

/** Telling has an id of its own and comes before the note that it was done: nobody is left untold, or told twice. */
async function tell(runtime: DailyLimitRuntime, count: DailyCount): Promise<void> {
  const { id, rev, reached } = count;
  const record = await runtime.workflows.byId(id);
  if (!record || !reached) return;
  await tellDeciders(runtime, {
    id: `limit:${id}:${reached.at.getTime()}`,
    record,
    brake: { kind: 'daily-limit', limit: reached.limit },
  });
  await runtime.dailyCounts.save({ ...count, isTold: true, rev: rev + 1 }, rev);
}
