import { problem } from '../../../shared/problems.ts';
import type { Ports } from '../../ports/index.ts';
import type { Passwords } from '../../ports/passwords.ts';
import type { PersonRecord } from '../../ports/workspace.ts';
import { oneAtATime } from './one-at-a-time.ts';

const decoys = new WeakMap<Passwords, Promise<string>>();

/**
 * The person of these credentials. Throws CREDENTIALS_WRONG alike, and after as long, for an unknown address, a wrong
 * password, somebody only invited and somebody shut out: the answer tells nobody who works here.
 */
export async function signIn(
  runtime: Pick<Ports, 'people' | 'passwords' | 'clock'>,
  credentials: { email: string; password: string },
): Promise<PersonRecord> {
  const found = await runtime.people.byEmail(credentials.email.trim().toLowerCase());
  const hash = found?.passwordHash ?? (await decoy(runtime.passwords));
  const right = await runtime.passwords.verify(hash, credentials.password);
  if (!found?.passwordHash || !right || found.disabled) throw problem('CREDENTIALS_WRONG', {});
  return oneAtATime(runtime.people, async () => {
    // Hashing takes a while; whoever was shut out meanwhile stays out.
    const person = await runtime.people.byId(found.id);
    if (!person || person.disabled || person.passwordHash !== hash) throw problem('CREDENTIALS_WRONG', {});
    const seen = { ...person, lastSeenAt: runtime.clock.now() };
    await runtime.people.save(seen);
    return seen;
  });
}

function decoy(passwords: Passwords): Promise<string> {
  const known = decoys.get(passwords) ?? passwords.hash('nobody has this password');
  decoys.set(passwords, known);
  return known;
}
