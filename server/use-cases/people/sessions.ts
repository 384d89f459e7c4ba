import type { SessionView } from '../../../shared/session.ts';
import { DAY } from '../../../shared/time.ts';
import type { Ports } from '../../ports/index.ts';
import type { PersonRecord } from '../../ports/workspace.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, VerbCall } from '../verb.ts';
import { isDemoLoaded } from './demo-loaded.ts';
import { mailStatus } from './mail-status.ts';
import { personView } from './person-view.ts';
import { keyedHash, newSecret } from './secrets.ts';

export const SESSION_LENGTH = 7 * DAY;
export const SESSION_IDLE = DAY / 2;

/** Writing down every request would cost more than it tells. */
const TOUCH_EVERY = 60_000;

type SessionPorts = Pick<Ports, 'sessions' | 'people' | 'clock' | 'chance' | 'installation'>;

/** A session just opened: its secret goes into the cookie and is stored nowhere. */
export interface OpenedSession {
  secret: string;
  expiresAt: Date;
}

/** Opens a session for a person who has just proved who they are. */
export async function openSession(runtime: SessionPorts, person: PersonRecord): Promise<OpenedSession> {
  const now = runtime.clock.now();
  const secret = newSecret(runtime.chance);
  const expiresAt = new Date(now.getTime() + SESSION_LENGTH);
  await runtime.sessions.insert({
    id: sessionId(runtime, secret),
    personId: person.id,
    createdAt: now,
    seenAt: now,
    expiresAt,
  });
  return { secret, expiresAt };
}

/** Who holds this session; undefined when it is unknown, idle for too long, over, or its person was shut out. */
export async function personOfSession(runtime: SessionPorts, secret: string): Promise<Actor | undefined> {
  const id = sessionId(runtime, secret);
  const session = await runtime.sessions.byId(id);
  if (!session) return undefined;
  const now = runtime.clock.now();
  const idle = now.getTime() - session.seenAt.getTime();
  if (session.expiresAt <= now || idle >= SESSION_IDLE) {
    await runtime.sessions.delete(id);
    return undefined;
  }
  const person = await runtime.people.byId(session.personId);
  if (!person || person.disabled) return undefined;
  if (idle >= TOUCH_EVERY) await runtime.sessions.touch(id, now);
  return { type: 'person', id: person.id, name: person.name, role: person.role };
}

/** Ends the session of this secret; one that is unknown has ended already. */
export async function closeSession(runtime: SessionPorts, secret: string): Promise<void> {
  await runtime.sessions.delete(sessionId(runtime, secret));
}

/** The person behind a call with what the editor's frame needs; an API key answers as itself. */
export async function getSession(runtime: Runtime, call: VerbCall<'getSession'>): Promise<SessionView> {
  const { actor } = call;
  const person = actor.type === 'person' ? await runtime.people.byId(actor.id) : undefined;
  if (person) return sessionView(runtime, person);
  return sessionView(runtime, {
    id: `${actor.type}:${actor.id}`,
    email: '',
    name: actor.name,
    role: actor.role,
    passwordHash: '',
    disabled: false,
    createdAt: runtime.clock.now(),
  });
}

/** What a person sees of their own session. */
export async function sessionView(
  runtime: Pick<Ports, 'settings' | 'live' | 'installation' | 'workflows'>,
  person: PersonRecord,
): Promise<SessionView> {
  const [settings, demo] = await Promise.all([runtime.settings.get(), isDemoLoaded(runtime)]);
  return { person: personView(person), mail: mailStatus(runtime, settings), demo };
}

function sessionId(runtime: Pick<Ports, 'installation'>, secret: string): string {
  return keyedHash(secret, runtime.installation.sessionSecret ?? 'mooring-session');
}
