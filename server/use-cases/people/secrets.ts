import { createHmac, hash } from 'node:crypto';
import type { Chance } from '../../ports/clock.ts';

/** A new secret of about 250 bits, letters and digits. */
export function newSecret(chance: Chance): string {
  return chance.id() + chance.id();
}

/** What is stored of a secret. Secrets are long and random, so that a fast hash is enough. */
export function secretHash(secret: string): string {
  return hash('sha256', secret);
}

/** As `secretHash`, but useless to whoever reads the database without the operator's key. */
export function keyedHash(secret: string, key: string): string {
  return createHmac('sha256', key).update(secret).digest('hex');
}
