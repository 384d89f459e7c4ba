import type { Message } from '../../../shared/message.ts';
import { priorities } from '../../../shared/workflow.ts';
import type { MessageResult } from '../../ports/stores.ts';
import { askPermission } from './ask-permission.ts';
import { beyondDailyLimit } from './daily-limit.ts';
import type { DeliveryRuntime } from './delivery-runtime.ts';
import { isSettled, reportOutcomes } from './report-outcomes.ts';
import { giveBack, reservePlaces } from './reserve-places.ts';
import { later, sendLive } from './send-live.ts';
import { settleMessages } from './settle-messages.ts';
import { createUnfinished, type Unfinished } from './unfinished.ts';

/** How long a message waits while sending is stopped or its workflow paused, before it is looked at again. */
const STOPPED_PAUSE = 60_000;

/** One look at what is to be delivered. */
export interface DeliveryPass {
  partitions: readonly number[];
  by: string;
  limit: number;
  /** Of the process: a pass does not wait for a few calls that hang. Without it, it waits for all. */
  unfinished?: Unfinished | undefined;
}

/**
 * Takes up to `limit` messages that are due: sends the queued, gives up claims that a crash left behind, and tells
 * enrolments what became of theirs. Answers how many it dealt with. Every step is guarded and may be repeated; a
 * process killed at any line loses no message and sends none twice.
 */
export async function deliverDue(
  runtime: DeliveryRuntime,
  { partitions, limit, ...how }: DeliveryPass,
): Promise<number> {
  const now = runtime.clock.now();
  const due = await runtime.messages.due(partitions, now, limit);
  const unreported = due.filter(({ status }) => isSettled(status));
  const stale = due.filter(
    ({ status, claim }) => status === 'sending' && claim && claim.until.getTime() <= now.getTime(),
  );
  const queued = due.filter(({ status }) => status === 'queued');
  await reportOutcomes(runtime, unreported);
  await settleMessages(
    runtime,
    stale.map((message) => [message, lost(message)]),
  );
  if (queued.length > 0) await deliverQueued(runtime, queued, how);
  return unreported.length + stale.length + queued.length;
}

async function deliverQueued(
  runtime: DeliveryRuntime,
  queued: readonly Message[],
  { by, unfinished }: Pick<DeliveryPass, 'by' | 'unfinished'>,
): Promise<void> {
  // Whoever paused a workflow a moment ago means the messages on their way, too.
  await runtime.plans.refresh();
  const permission = await askPermission(runtime, queued);
  const open: Message[] = [];
  const live: Message[] = [];
  const settled: [Message, MessageResult][] = [];
  const now = runtime.clock.now();
  for (const message of queued) {
    const verdict = permission.verdict(message, now);
    const { workflowId, createdAt } = message;
    const isPaused = workflowId !== undefined && runtime.plans.holdsUp(workflowId, createdAt);
    if (!verdict.allowed)
      settled.push([message, { id: message.id, status: 'suppressed', reason: verdict.reason }]);
    else if (permission.route(message).to === 'nowhere' || isPaused) {
      const reason = isPaused ? 'workflow-paused' : 'sending-stopped';
      settled.push([message, later(message, new Date(now.getTime() + STOPPED_PAUSE), reason)]);
    } else open.push(message);
  }
  const ranked = byPriority(runtime, open);
  const refused = await reservePlaces(runtime, ranked, permission.settings, now);
  const fitting = ranked.filter(({ id }) => !refused.has(id));
  const beyond = await beyondDailyLimit(runtime, fitting, permission, now);
  await giveBack(
    runtime,
    fitting.filter(({ id }) => beyond.has(id)),
  );
  for (const message of open) {
    const { id } = message;
    const refusal = refused.get(id) ?? beyond.get(id);
    if (refusal) settled.push([message, refusal]);
    else if (permission.route(message).to === 'live') live.push(message);
    // Showing a message in the outbox is the write itself: no claim is needed, and nothing can be sent twice.
    else
      settled.push([
        message,
        { id, status: 'sent', provider: runtime.preview.name, sentAt: now, attempts: message.attempts + 1 },
      ]);
  }
  await settleMessages(runtime, settled);
  if (runtime.live && live.length > 0) {
    const calls = unfinished ?? createUnfinished();
    await sendLive(runtime, runtime.live, live, { by, unfinished: calls });
    if (!unfinished) await calls.settled();
  }
}

/** Where several workflows want to write to one contact, the more important one comes first; else whoever waited longer. */
function byPriority({ plans }: DeliveryRuntime, messages: readonly Message[]): Message[] {
  const rank = ({ workflowId }: Message) =>
    priorities.indexOf((workflowId && plans.live(workflowId)?.workflow.priority) || 'normal');
  return [...messages].sort(
    (one, other) => rank(other) - rank(one) || one.createdAt.getTime() - other.createdAt.getTime(),
  );
}

/** The process that claimed it died or hangs: it may have been sent, so that it never is again by itself. */
function lost(message: Message): MessageResult {
  return {
    id: message.id,
    claimBy: message.claim?.by,
    status: 'unknown',
    reason: 'interrupted while sending',
    attempts: message.attempts + 1,
  };
}
