import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import { recordChange } from '../people/record-change.ts';
import type { Verb } from '../verb.ts';

/** Secrets of other systems, kept for webhooks. Their values are never shown again. */
export const listSecrets: Verb<'listSecrets'> = async (runtime) => ({
  items: (await runtime.secrets.all()).map(({ name, updatedAt }) => ({
    name,
    updatedAt: updatedAt.toISOString(),
  })),
});

/** Keeps a secret under a name, instead of what was there. */
export const putSecret: Verb<'putSecret'> = async (runtime, { params, body, actor }) => {
  await runtime.secrets.put({
    name: params.name,
    sealed: seal(body.value, keyOf(runtime)),
    updatedAt: runtime.clock.now(),
  });
  await recordChange(runtime, actor, 'secret.save', params.name);
};

/** Forgets a secret; calls that need it fail from now on. */
export const deleteSecret: Verb<'deleteSecret'> = async (runtime, { params, actor }) => {
  if (!(await runtime.secrets.delete(params.name))) throw problem('SECRET_MISSING', { name: params.name });
  await recordChange(runtime, actor, 'secret.delete', params.name);
};

/** The values of these secrets; those that are not kept, or were sealed with another key, are left out. */
export async function openSecrets(
  ports: Pick<Ports, 'secrets' | 'installation'>,
  names: readonly string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const key = keyOf(ports);
  const kept = await ports.secrets.all();
  return new Map(
    kept
      .filter(({ name }) => names.includes(name))
      .flatMap(({ name, sealed }) => {
        const value = unseal(sealed, key);
        return value === undefined ? [] : [[name, value] as const];
      }),
  );
}

function keyOf({ installation }: Pick<Ports, 'installation'>): Buffer {
  return createHash('sha256')
    .update(`mooring secrets ${installation.encryptionKey ?? installation.linkSecret}`)
    .digest();
}

/** AES-256-GCM: nonce, tag and text in base64url. */
function seal(value: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return [nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.');
}

function unseal(sealed: string, key: Buffer): string | undefined {
  const [nonce, tag, text] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!nonce || !tag || !text) return undefined;
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, nonce);
    cipher.setAuthTag(tag);
    return Buffer.concat([cipher.update(text), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
