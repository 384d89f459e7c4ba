import { ACCOUNT_ITSELF } from '../../../shared/event.ts';
import type { HookMapping, ValueSource } from '../../../shared/hook.ts';
import { pathKeys } from '../../../shared/path.ts';
import { problem } from '../../../shared/problems.ts';

/** What a payload becomes: a call for ingestion, or nothing where the mapping leaves it out. */
export type Mapped = { call: Record<string, unknown> } | { leftOut: string };

/**
 * Maps a payload as its hook says, reading own properties alone. Throws HOOK_NOBODY and HOOK_EVENT_MISSING where the
 * payload lacks what a call needs; what else may be wrong with the call, ingestion says.
 */
export function mapPayload(mapping: HookMapping, payload: unknown, hookId: string): Mapped {
  const read = (source: ValueSource | undefined) => valueFrom(payload, source);
  const sent = textOf(read(mapping.event));
  const event = sent === undefined ? undefined : nameOf(mapping, sent);
  if (mapping.onlyNamed && event === undefined) return { leftOut: sent ?? '' };
  const name = event ?? sent;
  if (mapping.type === 'track' && name === undefined) throw problem('HOOK_EVENT_MISSING', {});
  const userId = textOf(read(mapping.userId));
  const groupId = textOf(read(mapping.groupId));
  if (userId === undefined && groupId === undefined) throw problem('HOOK_NOBODY', {});
  const id = textOf(read(mapping.messageId));
  return {
    call: {
      type: mapping.type,
      ...(userId === undefined ? { anonymousId: `${ACCOUNT_ITSELF}${groupId}` } : { userId }),
      ...(mapping.type === 'track' ? { event: name, properties: valuesOf(payload, mapping.properties) } : {}),
      ...(mapping.type === 'group' ? { groupId } : {}),
      ...(mapping.type === 'track' ? {} : { traits: valuesOf(payload, mapping.traits) }),
      ...(id === undefined ? {} : { messageId: `hook:${hookId}:${id}`.slice(0, 255) }),
      ...timestampOf(read(mapping.timestamp)),
    },
  };
}

function nameOf({ eventNames }: HookMapping, sent: string): string | undefined {
  return Object.hasOwn(eventNames, sent) ? eventNames[sent] : undefined;
}

function valuesOf(payload: unknown, sources: Record<string, ValueSource>): Record<string, unknown> {
  const values = Object.entries(sources).map(([key, source]) => [key, valueFrom(payload, source)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined && value !== null));
}

function valueFrom(payload: unknown, source: ValueSource | undefined): unknown {
  if (source === undefined) return undefined;
  if (typeof source !== 'string') return source.text;
  let value = payload;
  for (const key of pathKeys(source) ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** ISO with a zone as it is; numbers are seconds or milliseconds; anything else is left to the time of receipt. */
function timestampOf(value: unknown): { timestamp?: string } {
  if (typeof value === 'string' && /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(value)) {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? {} : { timestamp: at.toISOString() };
  }
  const number = typeof value === 'string' && /^\d{10,13}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return {};
  const at = new Date(number < 1e11 ? number * 1_000 : number);
  return Number.isNaN(at.getTime()) ? {} : { timestamp: at.toISOString() };
}
