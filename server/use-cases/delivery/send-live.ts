import type { Message } from '../../../shared/message.ts';
import type { DeliveryOutcome, Mailer } from '../../ports/delivery.ts';
import type { MessageResult } from '../../ports/stores.ts';
import { askPermission, type Permission } from './ask-permission.ts';
import type { DeliveryRuntime } from './delivery-runtime.ts';
import { PROVIDER_DOWN } from './providers.ts';
import { MAX_ATTEMPTS, retryAt, spread } from './retry.ts';
import { settleMessages } from './settle-messages.ts';
import { unsubscribeUrl } from './unsubscribe-link.ts';

/** So many claims are worked at once, each of so many messages: one call that hangs holds up its own claim alone. */
const LANES = 4;
const CLAIM_SIZE = 5;
const CLAIM = 30_000;
/** With less left of a claim than this, the call is not begun. */
const CLAIM_LEFT = 5_000;

/** Hands messages to the live provider, some at a time, each under a claim. */
export async function sendLive(
  runtime: DeliveryRuntime,
  mailer: Mailer,
  messages: readonly Message[],
  by: string,
): Promise<void> {
  const waiting = [...messages];
  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const some = waiting.splice(0, CLAIM_SIZE);
      const { calls, until } = await runtime.providers.way(mailProvider(mailer), by);
      // While it is down one message tries, and the others wait for what becomes of it.
      waiting.unshift(...some.splice(calls));
      if (some.length > 0) await sendSome(runtime, mailer, some, by);
      else await holdAll(waiting.splice(0), until ?? runtime.clock.now());
    }
  }
  const holdAll = (held: readonly Message[], until: Date) =>
    settleMessages(
      runtime,
      held.map((message) => [message, later(message, until, PROVIDER_DOWN)]),
    );
  const { calls } = await runtime.providers.way(mailProvider(mailer), by);
  // One that tries goes first and alone: the others need not wait for the next pass to know.
  if (calls === 1) await sendSome(runtime, mailer, waiting.splice(0, 1), by);
  await Promise.all(Array.from({ length: LANES }, work));
}

/** What breakers call a provider of mail. */
export function mailProvider({ name }: Pick<Mailer, 'name'>): string {
  return `mail:${name}`;
}

async function sendSome(
  runtime: DeliveryRuntime,
  mailer: Mailer,
  messages: readonly Message[],
  by: string,
): Promise<void> {
  const now = runtime.clock.now();
  const claim = { by: `${by}/${runtime.chance.id()}`, until: new Date(now.getTime() + CLAIM) };
  const won = await runtime.messages.claim(
    messages.map(({ id }) => id),
    claim,
    now,
  );
  const ours = messages.filter(({ id }) => won.has(id));
  if (ours.length === 0) return;
  const permission = await askPermission(runtime, ours);
  const results = await Promise.all(
    ours.map(async (message) => {
      const result = await sendOne(runtime, mailer, message, permission, claim.until);
      return [message, { ...result, claimBy: claim.by }] as const;
    }),
  );
  await settleMessages(runtime, results);
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

/** Back into the queue without counting an attempt, spread over some seconds. */
export function later(message: Message, until: Date, reason = message.reason): MessageResult {
  const nextAt = new Date(until.getTime() + Math.round(spread(message.id) * 5_000));
  return { id: message.id, status: 'queued', reason, nextAt };
}
