import { ACCOUNT_ITSELF, type CallType, COMPONENT_SEEN } from '../../../shared/event.ts';
import { problem } from '../../../shared/problems.ts';

/** Who a call speaks for. */
export interface Speaker {
  userId: string | undefined;
  anonymousId: string | undefined;
  /** Given where the sender may not choose it. */
  messageId?: string | undefined;
  unverified?: boolean | undefined;
}

/**
 * Who a browser may speak for, whose key everybody can read: for a user only with proof, and then for nobody else
 * beside; without proof for the anonymous id it came with; for an account itself only to say that a component was
 * seen, once a day. It never merges people. Throws BROWSER_CALL_REFUSED and BROWSER_USER_REFUSED.
 */
export function browserSpeaker(
  type: CallType,
  raw: Record<string, unknown>,
  about: { receivedAt: Date; proves?(userId: string, userHash: string): boolean },
): Speaker {
  if (type === 'group' || type === 'alias') throw problem('BROWSER_CALL_REFUSED', { type });
  const userId = textOf(raw.userId);
  const anonymousId = textOf(raw.anonymousId);
  const context = typeof raw.context === 'object' && raw.context !== null ? raw.context : {};
  const userHash = textOf(raw.userHash) ?? textOf(Reflect.get(context, 'userHash'));
  if (userId !== undefined && userHash !== undefined) {
    if (!about.proves?.(userId, userHash))
      throw problem('BROWSER_USER_REFUSED', { userId: userId.slice(0, 255) });
    return { userId, anonymousId: undefined };
  }
  if (anonymousId?.startsWith(ACCOUNT_ITSELF)) return component(type, raw, anonymousId, about.receivedAt);
  if (userId !== undefined && anonymousId === undefined)
    throw problem('BROWSER_USER_REFUSED', { userId: userId.slice(0, 255) });
  return { userId: undefined, anonymousId: anonymousId?.slice(0, 255), unverified: true };
}

/** The id of the day makes it one event however many visitors see the component. */
function component(
  type: CallType,
  raw: Record<string, unknown>,
  anonymousId: string,
  receivedAt: Date,
): Speaker {
  if (type !== 'track' || raw.event !== COMPONENT_SEEN) throw problem('BROWSER_CALL_REFUSED', { type });
  const properties = typeof raw.properties === 'object' && raw.properties !== null ? raw.properties : {};
  const name = (textOf(Reflect.get(properties, 'component')) ?? '').slice(0, 100);
  const day = receivedAt.toISOString().slice(0, 10);
  const account = anonymousId.slice(0, 255);
  return {
    userId: undefined,
    anonymousId: account,
    messageId: `component:${account}:${name}:${day}`.slice(0, 255),
    unverified: true,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' && !value.includes('\u0000') ? value : undefined;
}
