import type { Ports } from '../../ports/index.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { secretHash } from './secrets.ts';

/** Older than this, the keys in memory are not relied on: a key revoked by another process stops working by then. */
const GOOD_FOR = 2_000;
const REFRESH_AFTER = 1_000;
/** How often unknown secrets may make the ring look again for keys made a moment ago. */
const LOOK_AGAIN_AFTER = 250;
const NOTE_USE_EVERY = 60_000;

/** Every key in memory, so that a call costs no database query. */
export interface KeyRing {
  /** The key of this secret, of whatever kind; undefined when it is unknown or was revoked. */
  find(secret: string): Promise<KeyRecord | undefined>;
  /** Keys were changed in this process: the next look reads them anew. */
  forget(): void;
}

/** A key ring over the key store. */
export function createKeyRing(runtime: Pick<Ports, 'keys' | 'clock'>): KeyRing {
  let keys: ReadonlyMap<string, KeyRecord> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const usedAt = new Map<string, number>();
  const now = () => runtime.clock.now().getTime();

  async function load(): Promise<void> {
    const startedAt = now();
    keys = new Map((await runtime.keys.all()).map((key) => [key.hash, key]));
    readAt = startedAt;
  }

  function read(): Promise<void> {
    reading ??= load().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  function noteUse(key: KeyRecord): void {
    const at = now();
    if (at - (usedAt.get(key.id) ?? key.lastUsedAt?.getTime() ?? 0) < NOTE_USE_EVERY) return;
    usedAt.set(key.id, at);
    // Only a hint for people; a call must not fail or wait for it.
    runtime.keys.used(key.id, new Date(at)).catch(() => undefined);
  }

  return {
    async find(secret) {
      const age = now() - readAt;
      if (age >= GOOD_FOR) await read();
      else if (age >= REFRESH_AFTER) read().catch(() => undefined);
      const hash = secretHash(secret);
      if (!keys.has(hash) && now() - readAt >= LOOK_AGAIN_AFTER) await read();
      const key = keys.get(hash);
      if (key) noteUse(key);
      return key;
    },
    forget() {
      readAt = Number.NEGATIVE_INFINITY;
    },
  };
}
