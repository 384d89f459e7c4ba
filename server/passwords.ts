import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from './ports/passwords.ts';

/** Passwords as argon2id hashes at OWASP's setting: 19 MiB, two passes, one lane. */
export function argonPasswords(): Passwords {
  return {
    hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    verify: (encoded, password) => verify(encoded, password).catch(() => false),
  };
}
