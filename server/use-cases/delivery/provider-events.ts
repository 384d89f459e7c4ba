import { z } from 'zod';
import type { Message, MessageStatus, SuppressionReason } from '../../../shared/message.ts';
import type { Ports } from '../../ports/index.ts';
import { wakeContacts } from '../looks/wake.ts';
import type { Runtime } from '../runtime.ts';
import { applyBrakes, type BrakeRuntime } from './brakes.ts';
import { changePermissions } from './change-permissions.ts';
import { findSuppressions, suppressionKey } from './suppression-keys.ts';

/** One event of SendGrid’s webhook; other members are of no concern here. */
const providerEvent = z.object({
  event: z.string(),
  mooring_message: z.string(),
  timestamp: z.number().optional(),
  /** Of a bounce: `bounce` for good, `blocked` for now. */
  type: z.string().optional(),
  /** Enhanced status code, such as 5.1.1. */
  status: z.string().optional(),
  reason: z.string().optional(),
});
type ProviderEvent = z.infer<typeof providerEvent>;

/** What an event means for its message, the address and the contact. */
interface Meaning {
  status?: MessageStatus;
  reason?: string;
  times?: { deliveredAt?: Date; openedAt?: Date; clickedAt?: Date };
  suppress?: Extract<SuppressionReason, 'bounced' | 'complained'>;
  unsubscribe?: true;
}

/**
 * Takes what the provider reports about our messages, known by the id they carried; events of anybody else’s mail are
 * passed over. Repeated and disordered events do no harm. Answers how many were ours.
 */
export async function recordProviderEvents(
  runtime: BrakeRuntime &
    Pick<
      Runtime,
      | 'clock'
      | 'contacts'
      | 'enrolments'
      | 'installation'
      | 'looks'
      | 'messages'
      | 'plans'
      | 'suppressions'
      | 'wake'
      | 'watchBook'
    >,
  events: unknown,
): Promise<number> {
  const read = (Array.isArray(events) ? events : [events]).flatMap((event: unknown) => {
    const parsed = providerEvent.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
  const messages = await runtime.messages.byIds([...new Set(read.map((event) => event.mooring_message))]);
  const ours = read.flatMap((event) => {
    const message = messages.get(event.mooring_message);
    return message ? [{ message, meaning: meaningOf(event, runtime.clock.now()) }] : [];
  });
  await suppress(runtime, ours);
  const left = ours.filter(({ meaning }) => meaning.unsubscribe).map(({ message }) => message.contactId);
  await changePermissions(runtime, left, (permissions) => ({ ...permissions, email: 'denied' }), {
    source: 'provider',
  });
  for (const { message, meaning } of ours) {
    const { status, reason, times } = meaning;
    if (status === undefined && times === undefined) continue;
    await runtime.messages.providerSaid(message.id, {
      ...(status === undefined ? {} : { status }),
      ...(reason === undefined ? {} : { reason }),
      ...times,
    });
  }
  const seen = ours.filter(({ meaning: { times } }) => times?.openedAt || times?.clickedAt);
  const readers = [...new Set(seen.map(({ message }) => message.contactId))];
  await wakeContacts(runtime, readers, ['email'], true, runtime.clock.now());
  await tellEnrolments(runtime, ours);
  const bad = ours.filter(({ meaning: { status, suppress: stop } }) => status === 'bounced' || stop);
  await applyBrakes(runtime, [...new Set(bad.flatMap(({ message }) => message.workflowId ?? []))]);
  return ours.length;
}

/**
 * Tells enrolments whose steps ask for it how far their messages came. Before the provider is answered: should the
 * process die here, the provider reports again.
 */
async function tellEnrolments(
  runtime: Pick<Runtime, 'clock' | 'enrolments' | 'plans' | 'wake'>,
  ours: readonly { message: Message; meaning: Meaning }[],
): Promise<void> {
  const now = runtime.clock.now();
  const pokes = await Promise.all(
    ours.map(async ({ message: { id, enrolmentId, workflowId, version }, meaning }) => {
      const mark = markOf(meaning);
      if (!mark || enrolmentId === undefined || workflowId === undefined || version === undefined) return [];
      const plan = await runtime.plans.version(workflowId, version);
      if (!plan?.readsMessages) return [];
      const item = { type: 'message' as const, id: `${id}:${mark.is}`, effect: id, ...mark };
      return [{ id: enrolmentId, item: { ...item, at: mark.at ?? now } }];
    }),
  );
  const told = pokes.flat();
  if (told.length === 0) return;
  await runtime.enrolments.poke(told, now);
  runtime.wake();
}

function markOf({ status, times }: Meaning) {
  if (times?.clickedAt) return { is: 'clicked' as const, at: times.clickedAt };
  if (times?.openedAt) return { is: 'opened' as const, at: times.openedAt };
  if (times?.deliveredAt) return { is: 'delivered' as const, at: times.deliveredAt };
  return status === 'bounced' ? { is: 'bounced' as const, at: undefined } : undefined;
}

/** Whatever stopped an address first stays its reason. */
async function suppress(
  runtime: Pick<Ports, 'clock' | 'installation' | 'suppressions'>,
  ours: readonly { message: Message; meaning: Meaning }[],
): Promise<void> {
  const wanted = new Map<string, SuppressionReason>();
  for (const { message, meaning } of ours) {
    const address = suppressionKey(message.to ?? '');
    if (meaning.suppress && address !== '' && !wanted.has(address)) wanted.set(address, meaning.suppress);
  }
  const known = await findSuppressions(runtime, [...wanted.keys()]);
  for (const [address, reason] of wanted)
    if (!known.has(address)) await runtime.suppressions.add({ address, reason, at: runtime.clock.now() });
}

function meaningOf(event: ProviderEvent, now: Date): Meaning {
  const seconds = event.timestamp ?? Number.NaN;
  const at = seconds > 0 && seconds * 1_000 < now.getTime() ? new Date(seconds * 1_000) : now;
  const reason = (event.reason ?? '').slice(0, 300);
  switch (event.event) {
    // Taken by the provider: what nobody knew the fate of was sent after all.
    case 'processed':
    case 'deferred':
      return { status: 'sent' };
    case 'delivered':
      return { status: 'delivered', times: { deliveredAt: at } };
    case 'open':
      return { status: 'delivered', times: { openedAt: at } };
    case 'click':
      // Whoever clicked has opened it, though images may be blocked.
      return { status: 'delivered', times: { openedAt: at, clickedAt: at } };
    case 'bounce': {
      const bounced: Meaning = { status: 'bounced', reason: reason || 'bounced' };
      const isHard = event.type !== 'blocked' && !event.status?.startsWith('4');
      return isHard ? { ...bounced, suppress: 'bounced' } : bounced;
    }
    case 'dropped':
      return { status: 'failed', reason: `dropped: ${reason}`, ...droppedFor(reason) };
    case 'spamreport':
      return { status: 'delivered', reason: 'complained', suppress: 'complained' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { unsubscribe: true };
    default:
      return {};
  }
}

/** SendGrid drops what its own lists forbid; they learned it from an earlier event that we may have missed. */
function droppedFor(reason: string): Meaning {
  if (/bounced|invalid/i.test(reason)) return { suppress: 'bounced' };
  if (/spam report/i.test(reason)) return { suppress: 'complained' };
  return /unsubscribed/i.test(reason) ? { unsubscribe: true } : {};
}
