import type { Message, SendDeferral } from '../../../shared/message.ts';
import type { DeliveryOutcome, Mailer } from '../../ports/delivery.ts';
import type { MessageResult } from '../../ports/stores.ts';
import { askPermission, type Permission } from './ask-permission.ts';
import type { DeliveryRuntime } from './delivery-runtime.ts';
import { gathered } from './gathered.ts';
import { PROVIDER_DOWN } from './providers.ts';
import { MAX_ATTEMPTS, retryAt, spread } from './retry.ts';
import { settleMessages } from './settle-messages.ts';
import { createUnfinished, type Unfinished } from './unfinished.ts';
import { unsubscribeUrl } from './unsubscribe-link.ts';

/** So many messages are claimed at once; each is settled when its own answer is there. */
const CLAIM_SIZE = 10;
const CLAIM = 30_000;
/** With less left of a claim than this, the call is not begun. */
const CLAIM_LEFT = 5_000;

type Settle = (outcome: readonly [Message, MessageResult]) => Promise<void>;

/** Hands messages to the live provider, some at a time, each under a claim. It does not wait for a few that hang. */
export async function sendLive(
  runtime: DeliveryRuntime,
  mailer: Mailer,
  messages: readonly Message[],
  { by, unfinished }: { by: string; unfinished: Unfinished },
): Promise<void> {
  const waiting = [...messages];
  const settle: Settle = gathered((outcomes) => settleMessages(runtime, outcomes));
  while (waiting.length > 0) {
    const { calls, until } = await runtime.providers.way(mailProvider(mailer), by);
    const some = waiting.splice(0, Math.min(calls, CLAIM_SIZE));
    if (some.length > 0) {
      const going = await claimed(runtime, mailer, some, { by, settle });
      // While it is down one message tries, and what becomes of it decides about the others.
      await (calls < CLAIM_SIZE ? createUnfinished(0) : unfinished).allButFew(going);
    } else await settleMessages(runtime, heldUntil(until ?? runtime.clock.now(), waiting.splice(0)));
  }
}

function heldUntil(until: Date, messages: readonly Message[]): [Message, MessageResult][] {
  return messages.map((message) => [message, later(message, until, PROVIDER_DOWN)]);
}

/** What breakers call a provider of mail. */
export function mailProvider({ name }: Pick<Mailer, 'name'>): string {
  return `mail:${name}`;
}

/** Claims these and begins to send those it won; each of the calls answered is over when its message is settled. */
async function claimed(
  runtime: DeliveryRuntime,
  mailer: Mailer,
  messages: readonly Message[],
  { by, settle }: { by: string; settle: Settle },
): Promise<Promise<void>[]> {
  const now = runtime.clock.now();
  const claim = { by: `${by}/${runtime.chance.id()}`, until: new Date(now.getTime() + CLAIM) };
  const won = await runtime.messages.claim(
    messages.map(({ id }) => id),
    claim,
    now,
  );
  const ours = messages.filter(({ id }) => won.has(id));
  if (ours.length === 0) return [];
  const permission = await askPermission(runtime, ours);
  return ours.map(async (message) => {
    const result = await sendOne(runtime, mailer, message, permission, claim.until);
    await settle([message, { ...result, claimBy: claim.by }]);
  });
}

/** No await stands between the last questions and the call: what they answered still holds when it begins. */
async function sendOne(
  runtime: DeliveryRuntime,
  mailer: Mailer,
  message: Message,
  permission: Permission,
  until: Date,
): Promise<MessageResult> {
  const { id } = message;
  const now = runtime.clock.now();
  const from = runtime.installation.mailFrom;
  const to = permission.address(message);
  const verdict = permission.verdict(message, now);
  if (!verdict.allowed) return { id, status: 'suppressed', reason: verdict.reason };
  // Whoever stopped between claim and call has sent nothing: the message goes back, if nobody else took it.
  const late = now.getTime() + CLAIM_LEFT > until.getTime();
  if (late || from === undefined || permission.route(message).to !== 'live')
    return { id, status: 'queued', nextAt: now };
  const outcome = await attempt(mailer, { ...message, to }, { from, headers: headersOf(runtime, message) });
  const after = runtime.clock.now();
  await noteMail(runtime, mailer, outcome);
  return resultOf(message, outcome, mailer, after);
}

/** Tells what a call says about the provider: a refused message speaks of itself, and the provider works. */
export async function noteMail(
  { providers }: Pick<DeliveryRuntime, 'providers'>,
  mailer: Mailer,
  outcome: DeliveryOutcome,
): Promise<void> {
  if (outcome.type === 'sent' || (outcome.type === 'failed' && !outcome.retryable))
    await providers.worked(mailProvider(mailer));
  else await providers.failed(mailProvider(mailer), outcome);
}

async function attempt(
  ...[mailer, message, options]: [Mailer, Message, Parameters<Mailer['send']>[1]]
): Promise<DeliveryOutcome> {
  try {
    return await mailer.send(message, options);
  } catch (error) {
    // Mailers do not throw; should one have a bug, nobody knows how far it came.
    return { type: 'unknown', reason: error instanceof Error ? error.message : 'the provider failed' };
  }
}

function resultOf(message: Message, outcome: DeliveryOutcome, mailer: Mailer, now: Date): MessageResult {
  const { id } = message;
  const attempts = message.attempts + 1;
  const common = { id, attempts, provider: mailer.name };
  switch (outcome.type) {
    case 'sent':
      return { ...common, status: 'sent', sentAt: now, providerId: outcome.providerId };
    case 'unknown':
      return { ...common, status: 'unknown', reason: outcome.reason };
    case 'failed':
      return outcome.retryable && attempts < MAX_ATTEMPTS
        ? {
            ...common,
            status: 'queued',
            reason: outcome.reason,
            nextAt: retryAt({ id, attempts }, now, outcome.retryAfterSeconds),
          }
        : { ...common, status: 'failed', reason: outcome.reason };
  }
}

/** RFC 8058: mail programs show a button that unsubscribes with one call. Service mail has nothing to unsubscribe from. */
function headersOf(runtime: DeliveryRuntime, message: Message): Record<string, string> {
  const ours = { 'X-Mooring-Message': message.id };
  if (message.purpose !== 'marketing') return ours;
  const { contactId, topic, id: messageId } = message;
  return {
    ...ours,
    'List-Unsubscribe': `<${unsubscribeUrl(runtime.installation, { contactId, messageId, topic })}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** Back into the queue with the reason, without counting an attempt; spread over some seconds. */
export function later(message: Message, until: Date, reason: SendDeferral): MessageResult {
  const nextAt = new Date(until.getTime() + Math.round(spread(message.id) * 5_000));
  return { id: message.id, status: 'queued', reason, nextAt };
}
