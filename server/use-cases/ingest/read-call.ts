import {
  type CallType,
  callTypes,
  DEMO_KEY,
  isLate,
  MAX_CALL_BYTES,
  PAGE_VIEWED,
  SCREEN_VIEWED,
  type StoredEvent,
} from '../../../shared/event.ts';
import { type Problem, problem } from '../../../shared/problems.ts';
import { isSecretName } from '../../../shared/secret-names.ts';
import { isZone, parseInstant } from '../../../shared/time.ts';
import { browserSpeaker, type Speaker } from './browser-speaker.ts';

/** What is known about a call besides its body. */
export interface CallContext {
  /** The type the route says; undefined in a batch, where each call says its own. */
  type?: CallType | undefined;
  receivedAt: Date;
  /** The batch's `sentAt` and `context`, which calls without their own inherit. */
  sentAt?: unknown;
  context?: unknown;
  keyId: string;
  historical: boolean;
  /** Sent with a key that stands in a page for everybody to read: it may not say much about anybody. */
  isBrowser: boolean;
  /** Whether a browser proved that it is this user. */
  proves?(userId: string, userHash: string): boolean;
  /** Used where the sender gave no messageId. */
  freshId(): string;
  /** Whether the size is to be measured: not needed when the whole body is small. */
  measure: boolean;
}

/** What only a server may say about a person or a company. */
const serverOnly =
  /^(e-?mail|phone|consent|permissions?|plan|mrr|seats|meters|card|renewsAt|account\w*|groupId)$/i;

const MAX_ID = 255;
const MAX_NAME = 200;
const MAX_DEPTH = 20;

/**
 * Reads one Segment-style call (https://segment.com/docs/connections/spec/). Throws the Problem that says what is
 * wrong with it; timestamps are corrected by the sender's clock skew and never lie after the receipt.
 */
export function readCall(raw: unknown, about: CallContext): StoredEvent {
  if (!isRecord(raw)) throw invalid('call', 'must be a JSON object');
  const type = about.type ?? raw.type;
  if (!isCallType(type)) throw problem('EVENT_TYPE_UNKNOWN', { type: String(type ?? '') });
  if (about.measure) {
    const size = Buffer.byteLength(JSON.stringify(raw));
    if (size > MAX_CALL_BYTES) throw problem('EVENT_TOO_LARGE', { size });
  }
  refuseOperators(raw);

  const speaker = about.isBrowser ? browserSpeaker(type, raw, about) : speakerOf(raw);
  const { userId, anonymousId } = speaker;
  const sourceId =
    userId !== undefined ? `u:${userId}` : anonymousId !== undefined ? `a:${anonymousId}` : undefined;
  if (sourceId === undefined) throw problem('EVENT_ID_MISSING', {});
  const context = { ...recordOf(about.context), ...recordOf(raw.context, 'context') };
  const timestamp = timestampOf(raw, about);
  return {
    id: speaker.messageId ?? idOf(raw, 'messageId') ?? about.freshId(),
    type,
    name: nameOf(type, raw),
    sourceId,
    userId,
    anonymousId,
    timestamp,
    receivedAt: about.receivedAt,
    properties: clean(propertiesOf(type, raw, context)),
    traits: about.isBrowser ? modest(traitsOf(type, raw, context)) : traitsOf(type, raw, context),
    groupId: type === 'group' ? required(raw, 'groupId') : undefined,
    previousId: type === 'alias' ? required(raw, 'previousId') : undefined,
    context: contextOf(context),
    keyId: about.keyId,
    unverified: speaker.unverified,
    ...(about.isBrowser ? { fromBrowser: true } : {}),
    historical: about.historical || undefined,
    demo: about.keyId === DEMO_KEY || undefined,
    late: (!about.historical && isLate(timestamp, about.receivedAt)) || undefined,
  };
}

function speakerOf(raw: Record<string, unknown>): Speaker {
  return { userId: idOf(raw, 'userId'), anonymousId: idOf(raw, 'anonymousId') };
}

function isCallType(type: unknown): type is CallType {
  return callTypes.some((known) => known === type);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordOf(value: unknown, path?: string): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (isRecord(value)) return value;
  if (path === undefined) return {};
  throw invalid(path, 'must be an object');
}

function invalid(path: string, detail: string): Problem {
  return problem('EVENT_FIELD_INVALID', { path, detail });
}

/** Ids may come as numbers, as many databases have them; they are kept as text. */
export function idOf(raw: Record<string, unknown>, field: string): string | undefined {
  const value = raw[field];
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') throw invalid(field, 'must be a text');
  if (text.length > MAX_ID) throw invalid(field, `has more than ${MAX_ID} characters`);
  if (text.includes('\u0000')) throw invalid(field, 'has a NUL character');
  return text;
}

function required(raw: Record<string, unknown>, field: string): string {
  const value = idOf(raw, field);
  if (value === undefined) throw invalid(field, 'is missing');
  return value;
}

function nameOf(type: CallType, raw: Record<string, unknown>): string | undefined {
  if (type === 'page') return PAGE_VIEWED;
  if (type === 'screen') return SCREEN_VIEWED;
  if (type !== 'track') return undefined;
  const { event } = raw;
  if (event === undefined || event === null || (typeof event === 'string' && event.trim() === '')) {
    throw problem('EVENT_NAME_MISSING', {});
  }
  if (typeof event !== 'string') throw invalid('event', 'must be a text');
  if (event.length > MAX_NAME) throw invalid('event', `has more than ${MAX_NAME} characters`);
  return event.trim();
}

function propertiesOf(
  type: CallType,
  raw: Record<string, unknown>,
  context: Record<string, unknown>,
): Record<string, unknown> {
  const properties = recordOf(raw.properties, 'properties');
  if (type !== 'page' && type !== 'screen') return properties;
  const page = type === 'page' ? recordOf(context.page) : {};
  const { name, category } = raw;
  return {
    ...page,
    ...properties,
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof category === 'string' ? { category } : {}),
  };
}

function traitsOf(
  type: CallType,
  raw: Record<string, unknown>,
  context: Record<string, unknown>,
): Record<string, unknown> | undefined {
  if (type === 'identify') return clean({ ...recordOf(context.traits), ...recordOf(raw.traits, 'traits') });
  if (type === 'group') return clean(recordOf(raw.traits, 'traits'));
  return undefined;
}

function modest(traits: Record<string, unknown> | undefined): Record<string, unknown> | undefined {
  return traits && Object.fromEntries(Object.entries(traits).filter(([key]) => !serverOnly.test(key)));
}

/** A copy without what must never be stored. */
function clean(values: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(values).filter(([key]) => !isSecretName(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, isRecord(value) ? clean(value) : value]));
}

/**
 * When it happened: the sender's `timestamp`, moved by how far the sender's clock (`sentAt`) is off ours, as
 * https://segment.com/docs/connections/spec/common/#timestamps describes; the future is clamped to the receipt.
 */
function timestampOf(raw: Record<string, unknown>, about: CallContext): Date {
  const received = about.receivedAt.getTime();
  const original = instantOf(raw, 'originalTimestamp') ?? instantOf(raw, 'timestamp');
  if (original === undefined) return about.receivedAt;
  const sent =
    instantOf(raw, 'sentAt') ?? (typeof about.sentAt === 'string' ? parseInstant(about.sentAt) : undefined);
  const corrected = about.historical || sent === undefined ? original : original + (received - sent);
  return new Date(Math.min(corrected, received));
}

function instantOf(raw: Record<string, unknown>, field: string): number | undefined {
  const value = raw[field];
  if (value === undefined || value === null) return undefined;
  const at = typeof value === 'string' ? parseInstant(value) : undefined;
  if (at === undefined) throw invalid(field, 'is not an ISO 8601 instant with a zone between 1971 and 2200');
  return at;
}

function contextOf(context: Record<string, unknown>): StoredEvent['context'] {
  const { timezone, locale } = context;
  const library = recordOf(context.library).name;
  const url = recordOf(context.page).url;
  return {
    ...(typeof timezone === 'string' && isZone(timezone) ? { zone: timezone } : {}),
    ...(typeof locale === 'string' && locale.length <= 35 ? { locale } : {}),
    ...(typeof library === 'string' ? { library: library.slice(0, 100) } : {}),
    ...(typeof url === 'string' ? { url: withoutQuery(url) } : {}),
  };
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '').slice(0, 500);
}

/** Keys with `$` in front never reach the database; nesting has a limit. Walks without recursion. */
function refuseOperators(raw: Record<string, unknown>): void {
  const open: { value: object; path: string; depth: number }[] = [{ value: raw, path: '', depth: 1 }];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at.depth > MAX_DEPTH) throw invalid(at.path, `is nested more than ${MAX_DEPTH} levels deep`);
    for (const key of Object.keys(at.value)) {
      const path = at.path ? `${at.path}.${key}` : key;
      if (key.startsWith('$')) throw problem('OPERATOR_KEY_REFUSED', { path });
      if (key.includes('\u0000') || key === '__proto__')
        throw invalid(path, 'has a name that cannot be stored');
      const value = (at.value as Record<string, unknown>)[key];
      if (typeof value === 'object' && value !== null) open.push({ value, path, depth: at.depth + 1 });
    }
  }
}
