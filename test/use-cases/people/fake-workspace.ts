import type { Ports } from '../../../server/ports/index.ts';
import type { AuditEntry, KeyRecord, PersonRecord, SessionRecord } from '../../../server/ports/workspace.ts';
import { type Settings, settings as settingsSchema } from '../../../shared/settings.ts';

type WorkspacePorts = Pick<
  Ports,
  | 'people'
  | 'sessions'
  | 'views'
  | 'keys'
  | 'settings'
  | 'audit'
  | 'workflows'
  | 'passwords'
  | 'clock'
  | 'chance'
  | 'installation'
>;

/** A workspace in memory: people, sessions, keys, settings and the audit log, with a clock that moves when told. */
export interface FakeWorkspace extends WorkspacePorts {
  audited: AuditEntry[];
  stored: {
    people: Map<string, PersonRecord>;
    sessions: Map<string, SessionRecord>;
    keys: Map<string, KeyRecord>;
  };
  /** How often a password was compared with a hash. */
  verified(): number;
  move(milliseconds: number): void;
}

/** An empty workspace. */
export function fakeWorkspace(): FakeWorkspace {
  const people = new Map<string, PersonRecord>();
  const sessions = new Map<string, SessionRecord>();
  const keys = new Map<string, KeyRecord>();
  const secrets = new Map<string, string>();
  const audited: AuditEntry[] = [];
  let settings: Settings = settingsSchema.parse({});
  let now = Date.UTC(2026, 2, 2, 9);
  let ids = 0;
  let verified = 0;
  const find = (test: (person: PersonRecord) => boolean) => [...people.values()].find(test);
  return {
    audited,
    stored: { people, sessions, keys },
    verified: () => verified,
    move: (milliseconds) => {
      now += milliseconds;
    },
    clock: { now: () => new Date(now), soon: async () => undefined, rest: async () => undefined },
    chance: { id: () => `id${String(++ids).padStart(4, '0')}` },
    passwords: {
      hash: async (password) => `hash of ${password}`,
      async verify(hash, password) {
        verified += 1;
        return hash === `hash of ${password}`;
      },
    },
    installation: { publicUrl: 'https://mooring.example', linkSecret: 'link secret' },
    people: {
      count: async () => people.size,
      async insert(person) {
        if (find(({ email }) => email === person.email)) return false;
        people.set(person.id, person);
        return true;
      },
      byId: async (id) => people.get(id),
      byEmail: async (email) => find((person) => person.email === email),
      byInvitation: async (hash) => find(({ invitation }) => invitation?.tokenHash === hash),
      save: async (person) => void people.set(person.id, person),
      delete: async (id) => void people.delete(id),
      list: async () => ({ items: [...people.values()], next: undefined }),
      countAdmins: async () => [...people.values()].filter(({ role }) => role === 'admin').length,
    },
    sessions: {
      insert: async (session) => void sessions.set(session.id, session),
      byId: async (id) => sessions.get(id),
      async touch(id, seenAt) {
        const session = sessions.get(id);
        if (session) sessions.set(id, { ...session, seenAt });
      },
      delete: async (id) => void sessions.delete(id),
      async deleteOf(personId) {
        for (const [id, session] of sessions) if (session.personId === personId) sessions.delete(id);
      },
    },
    views: {
      insert: async () => undefined,
      byId: async () => undefined,
      save: async () => undefined,
      delete: async () => false,
      seenBy: async () => [],
      deletePrivate: async () => undefined,
    },
    keys: {
      insert: async (key) => void keys.set(key.id, key),
      byHash: async (hash) => [...keys.values()].find((key) => key.hash === hash),
      all: async () => [...keys.values()],
      used: async () => undefined,
      setOrigins: async (id, origins) => {
        const key = keys.get(id);
        if (key) keys.set(id, { ...key, origins: [...origins] });
        return key !== undefined;
      },
      delete: async (id) => keys.delete(id),
    },
    settings: {
      get: async () => settings,
      async save(value) {
        settings = value;
      },
      async secret(name, fresh) {
        if (!secrets.has(name)) secrets.set(name, fresh);
        return secrets.get(name) ?? fresh;
      },
      forgetSecret: async (name) => void secrets.delete(name),
    },
    audit: {
      append: async (entry) => void audited.push(entry),
      redact: async () => undefined,
      ofTarget: async (target) => ({
        items: audited.filter((entry) => entry.target === target),
        next: undefined,
      }),
    },
    workflows: { bumpEpoch: async () => undefined } as Ports['workflows'],
  };
}
