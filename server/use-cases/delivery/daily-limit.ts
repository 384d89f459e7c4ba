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
    // Where too many counted at once nothing was reached, and the next look counts again.
    const again = new Date(now.getTime() + (count?.reached ? PAUSE : 0));
    for (const message of fresh.slice(allowed)) beyond.set(message.id, later(message, again, DAILY_LIMIT));
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
  const written = new Map<string, Message[]>();
  for (const message of messages) {
    const { workflowId, demo } = message;
    if (workflowId !== undefined && !demo)
      written.set(workflowId, [...(written.get(workflowId) ?? []), message]);
  }
  const groups: (Omit<Group, 'limit'> & { own: number | undefined })[] = [];
  for (const [id, all] of written) {
    const own = await ownLimit(runtime, id, all);
    const of = own === undefined ? all.filter((message) => route(message).to === 'live') : all;
    if (of.length > 0) groups.push({ id, own, messages: of });
  }
  const usual = groups.some(({ own }) => own === undefined) ? usualPerDay(await runtime.contacts.count()) : 0;
  return groups.map(({ own, ...group }) => ({ ...group, limit: own ?? usual }));
}

/**
 * What the newest version says that is known of: the live one, or one that wrote these messages. Another process may
 * have enrolled by a version published a moment ago, which this one has yet to read: to go by the one before would hold
 * everything back until somebody lets it go.
 */
async function ownLimit(
  { plans }: Pick<Runtime, 'plans'>,
  workflowId: string,
  messages: readonly Message[],
): Promise<number | undefined> {
  const wroteIt = Math.max(0, ...messages.map(({ version }) => version ?? 0));
  const live = plans.live(workflowId);
  const plan = live && live.version >= wroteIt ? live : await plans.version(workflowId, wroteIt);
  return (plan ?? live)?.workflow.dailyLimit;
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
