import type { AnswerOf, BodyOf } from '../../../shared/api.ts';
import { problem } from '../../../shared/problems.ts';
import { DAY } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { PersonRecord } from '../../ports/workspace.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { activeAdmins } from './person-view.ts';
import { recordChange, system } from './record-change.ts';
import { newSecret, secretHash } from './secrets.ts';

const SECRET = 'setup';

type SetupPorts = Pick<Ports, 'people' | 'settings' | 'passwords' | 'clock' | 'chance' | 'audit'>;

/**
 * A fresh token for the one-time set-up link, good for 24 hours; undefined when there is an admin already. It replaces
 * the one made at the start before, so that only the link printed last works.
 */
export async function issueSetupToken(runtime: SetupPorts): Promise<string | undefined> {
  await runtime.settings.forgetSecret(SECRET);
  if ((await activeAdmins(runtime)) > 0) return undefined;
  const token = newSecret(runtime.chance);
  const expiresAt = runtime.clock.now().getTime() + DAY;
  await runtime.settings.secret(SECRET, `${secretHash(token)}.${expiresAt}`);
  return token;
}

/** Whether the first admin is still to be made. */
export async function getSetup(runtime: Pick<Ports, 'people'>): Promise<AnswerOf<'getSetup'>> {
  return { needed: (await activeAdmins(runtime)) === 0 };
}

/** Makes the first admin. The link works once: a second use, also at the same moment, is refused. */
export function setUp(runtime: SetupPorts, body: BodyOf<'setUp'>): Promise<PersonRecord> {
  return oneAtATime(runtime.people, async () => {
    if ((await activeAdmins(runtime)) > 0) throw problem('SETUP_DONE', {});
    // Asking for a secret makes one where there is none; this one matches no token.
    const [hash, expiresAt] = (await runtime.settings.secret(SECRET, 'none.0')).split('.');
    const inTime = Number(expiresAt) > runtime.clock.now().getTime();
    if (hash !== secretHash(body.token) || !inTime) throw problem('SETUP_LINK_INVALID', {});
    const person = await firstAdmin(runtime, body);
    await runtime.settings.forgetSecret(SECRET);
    await recordChange(runtime, { ...system, type: 'person', id: person.id }, 'person.set-up', person.id);
    return person;
  });
}

/** Stores an admin of this address; somebody who was only invited becomes that admin. */
export async function firstAdmin(
  runtime: Pick<Ports, 'people' | 'passwords' | 'clock' | 'chance'>,
  who: { email: string; name: string; password: string },
): Promise<PersonRecord> {
  const email = who.email.toLowerCase();
  const known = await runtime.people.byEmail(email);
  const now = runtime.clock.now();
  const person: PersonRecord = {
    id: known?.id ?? runtime.chance.id(),
    email,
    name: who.name,
    role: 'admin',
    passwordHash: await runtime.passwords.hash(who.password),
    disabled: false,
    createdAt: known?.createdAt ?? now,
    lastSeenAt: now,
  };
  if (known) await runtime.people.save(person);
  else await runtime.people.insert(person);
  return person;
}
