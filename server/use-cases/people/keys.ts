import type { AnswerOf } from '../../../shared/api.ts';
import type { KeyView } from '../../../shared/people.ts';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { VerbCall } from '../verb.ts';
import { identitySecret } from './identity-secret.ts';
import { recordChange } from './record-change.ts';
import { newSecret, secretHash } from './secrets.ts';

type KeyPorts = Pick<Ports, 'keys' | 'workflows' | 'audit' | 'clock' | 'chance' | 'installation'>;

const HINT_LENGTH = 12;

/** API keys and write keys, newest first. */
export async function listKeys(
  runtime: Pick<Ports, 'keys'>,
  call: VerbCall<'listKeys'>,
): Promise<AnswerOf<'listKeys'>> {
  const { kind, limit, cursor } = call.query;
  // Keys are few; the store has no pages of its own.
  const keys = (await runtime.keys.all())
    .filter((key) => kind === undefined || key.kind === kind)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  const after = decodeCursor(cursor);
  const start = after ? keys.findIndex((key) => key.id === after[1]) + 1 : 0;
  const items = keys.slice(start, start + limit);
  const last = start + limit < keys.length ? items.at(-1) : undefined;
  return {
    items: items.map(keyView),
    next: encodeCursor(last && [last.createdAt.getTime(), last.id]),
  };
}

/** Makes a key. The secret is in this answer only; its hash is stored. API keys are viewers unless said. */
export async function createKey(
  runtime: KeyPorts,
  call: VerbCall<'createKey'>,
): Promise<AnswerOf<'createKey'>> {
  const { kind, name, role, origins } = call.body;
  const secret = `${kind === 'api' ? 'mk_api_' : 'mk_write_'}${newSecret(runtime.chance)}`;
  const key = keyRecord(runtime, { id: runtime.chance.id(), kind, name, role, origins, secret });
  await runtime.keys.insert(key);
  await runtime.workflows.bumpEpoch();
  await recordChange(runtime, call.actor, 'key.created', key.id, { kind, name, role: key.role });
  const isBrowser = kind === 'browser';
  return {
    ...keyView(key),
    secret,
    ...(isBrowser ? { identitySecret: identitySecret(runtime.installation, key.id) } : {}),
  };
}

/** Says which sites may use a browser key; every process knows within two seconds. */
export async function changeKey(runtime: KeyPorts, call: VerbCall<'changeKey'>): Promise<KeyView> {
  const { id } = call.params;
  const key = (await runtime.keys.all()).find((one) => one.id === id && one.kind === 'browser');
  if (!key) throw problem('KEY_UNKNOWN', { id });
  const { origins } = call.body;
  await runtime.keys.setOrigins(id, origins);
  await runtime.workflows.bumpEpoch();
  await recordChange(runtime, call.actor, 'key.changed', id, { origins });
  return keyView({ ...key, origins });
}

/** Revokes a key; every process refuses it within two seconds. */
export async function revokeKey(runtime: KeyPorts, call: VerbCall<'revokeKey'>): Promise<undefined> {
  const { id } = call.params;
  if (!(await runtime.keys.delete(id))) throw problem('KEY_UNKNOWN', { id });
  await runtime.workflows.bumpEpoch();
  await recordChange(runtime, call.actor, 'key.revoked', id);
  return undefined;
}

/** What is stored of a key; only API keys have a role. */
export function keyRecord(
  runtime: Pick<Ports, 'clock'>,
  key: {
    id: string;
    kind: KeyView['kind'];
    name: string;
    role?: KeyView['role'] | undefined;
    origins?: KeyView['origins'] | undefined;
    secret: string;
  },
): KeyRecord {
  return {
    id: key.id,
    kind: key.kind,
    name: key.name,
    ...(key.kind === 'api' ? { role: key.role ?? 'viewer' } : {}),
    ...(key.kind === 'browser' && key.origins ? { origins: key.origins } : {}),
    hint: key.secret.slice(0, HINT_LENGTH),
    hash: secretHash(key.secret),
    createdAt: runtime.clock.now(),
  };
}

function keyView(key: KeyRecord): KeyView {
  const { hash: _, createdAt, lastUsedAt, ...rest } = key;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    ...(lastUsedAt ? { lastUsedAt: lastUsedAt.toISOString() } : {}),
  };
}
