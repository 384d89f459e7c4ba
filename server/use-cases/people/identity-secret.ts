import { timingSafeEqual } from 'node:crypto';
import type { Installation } from '../../ports/index.ts';
import { keyedHash } from './secrets.ts';

/**
 * The secret a browser key is paired with. The shop's server makes `userHash` with it: HMAC-SHA256 of the user id,
 * in hex. It follows from the key's id, so that nothing more is stored.
 */
export function identitySecret({ linkSecret }: Pick<Installation, 'linkSecret'>, keyId: string): string {
  return keyedHash(`identity:${keyId}`, linkSecret);
}

/** Whether a hash proves that the shop's own server knows this user; compared in constant time. */
export function provesUser(
  installation: Pick<Installation, 'linkSecret'>,
  keyId: string,
  userId: string,
  userHash: string,
): boolean {
  const right = Buffer.from(keyedHash(userId, identitySecret(installation, keyId)));
  const given = Buffer.from(userHash.toLowerCase());
  return given.length === right.length && timingSafeEqual(given, right);
}
