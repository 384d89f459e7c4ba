import type { Ports } from '../../ports/index.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { keyRecord } from './keys.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { activeAdmins } from './person-view.ts';
import { recordChange, system } from './record-change.ts';
import { firstAdmin } from './set-up.ts';

type BootstrapPorts = Pick<
  Ports,
  'people' | 'keys' | 'workflows' | 'passwords' | 'audit' | 'clock' | 'chance'
>;

/** What the operator wants to be there after a start. */
export interface Bootstrap {
  admin?: { email: string; password: string } | undefined;
  apiKey?: string | undefined;
  writeKey?: string | undefined;
}

/**
 * Makes the admin and the keys named in the environment. Repeating it changes nothing: an admin who is here keeps the
 * password they have chosen since, and a key is replaced only when its value changed.
 */
export async function bootstrap(runtime: BootstrapPorts, wanted: Bootstrap): Promise<void> {
  const { admin, apiKey, writeKey } = wanted;
  if (admin) await oneAtATime(runtime.people, () => bootstrapAdmin(runtime, admin));
  const keys: Parameters<typeof keyRecord>[1][] = [];
  if (apiKey)
    keys.push({ id: 'bootstrap-api', kind: 'api', name: 'MOORING_API_KEY', role: 'admin', secret: apiKey });
  if (writeKey)
    keys.push({ id: 'bootstrap-write', kind: 'server', name: 'MOORING_WRITE_KEY', secret: writeKey });
  const stored = await runtime.keys.all();
  let changed = false;
  for (const key of keys) {
    changed = (await bootstrapKey(runtime, stored, keyRecord(runtime, key))) || changed;
  }
  if (changed) await runtime.workflows.bumpEpoch();
}

async function bootstrapAdmin(
  runtime: BootstrapPorts,
  admin: { email: string; password: string },
): Promise<void> {
  const known = await runtime.people.byEmail(admin.email);
  if (known?.passwordHash || (await activeAdmins(runtime)) > 0) return;
  const name = admin.email.split('@')[0] ?? admin.email;
  const person = await firstAdmin(runtime, { ...admin, name });
  await recordChange(runtime, system, 'person.set-up', person.id);
}

async function bootstrapKey(
  runtime: BootstrapPorts,
  stored: readonly KeyRecord[],
  key: KeyRecord,
): Promise<boolean> {
  const known = stored.find(({ id }) => id === key.id);
  if (known?.hash === key.hash) return false;
  if (known) await runtime.keys.delete(known.id);
  // The same value may have been stored under another id; its hash is unique.
  const twin = stored.find(({ hash }) => hash === key.hash);
  if (twin) await runtime.keys.delete(twin.id);
  await runtime.keys.insert(key);
  await recordChange(runtime, system, known ? 'key.replaced' : 'key.created', key.id, { kind: key.kind });
  return true;
}
