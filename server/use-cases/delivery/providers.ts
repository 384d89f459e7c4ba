import type { SendDeferral } from '../../../shared/message.ts';
import { afterFailure, type Breaker, gateOf, type ProviderFailure, withProbe } from '../../engine/breaker.ts';
import type { Ports } from '../../ports/index.ts';

/** Why a message or call waits while its provider is down. */
export const PROVIDER_DOWN = 'provider-down' satisfies SendDeferral;

/** How long a process relies on what it last read of the others' experience. */
const FRESH = 2_000;
const TRIES = 5;

/** Whether calls may be made right now. */
export interface Way {
  /** How many calls: any number, one that tries, or none. */
  calls: number;
  /** With none: when to ask again. */
  until?: Date | undefined;
}

/**
 * Keeps calls away from providers that are down, for all processes together: what one learns the others know within
 * two seconds. Nothing here makes a call fail; what may not go yet, waits.
 */
export interface Providers {
  /** Asks before calls; `by` is whoever makes them. Costs a query every two seconds, and none for one that works. */
  way(id: string, by: string): Promise<Way>;
  /** Says what became of a call. */
  worked(id: string): Promise<void>;
  failed(id: string, failure: ProviderFailure): Promise<void>;
  /** Those that fail, as they stand. */
  all(): Promise<Breaker[]>;
}

/** Remembers what the database holds of providers, and changes it by guarded writes. */
export function createProviders({ breakers, clock }: Pick<Ports, 'breakers' | 'clock'>): Providers {
  let known = new Map<string, Breaker>();
  let readAt = Number.NEGATIVE_INFINITY;

  async function read(): Promise<void> {
    const now = clock.now().getTime();
    if (Math.abs(now - readAt) < FRESH) return;
    readAt = now;
    known = new Map((await breakers.all()).map((breaker) => [breaker.id, breaker]));
  }

  /** Writes a change of what is stored; tried again where another process was first. */
  async function change(
    id: string,
    to: (was: Breaker | undefined) => Breaker | undefined,
  ): Promise<Breaker | undefined> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const was = await breakers.byId(id);
      const after = to(was);
      if (after && (await breakers.save(after, was?.rev))) {
        known.set(id, after);
        return after;
      }
      if (!after) {
        if (was) known.set(id, was);
        else known.delete(id);
        return undefined;
      }
    }
    return undefined;
  }

  /** When to ask again: soon while somebody tries, since the answer comes before the time they are given is over. */
  function againAt(id: string, until: Date | undefined, now: Date): Date {
    const isTried = (known.get(id)?.openUntil ?? now) <= now;
    return isTried || !until ? new Date(now.getTime() + 2 * FRESH) : until;
  }

  return {
    async way(id, by) {
      await read();
      const now = clock.now();
      const gate = gateOf(known.get(id), now);
      if (gate.type === 'closed') return { calls: Number.POSITIVE_INFINITY };
      if (gate.type === 'open') return { calls: 0, until: againAt(id, gate.until, now) };
      const isOurs = await change(id, (was) =>
        was && gateOf(was, now).type === 'half-open' ? withProbe(was, by, now) : undefined,
      );
      if (isOurs) return { calls: 1 };
      const after = gateOf(known.get(id), now);
      if (after.type === 'closed') return { calls: Number.POSITIVE_INFINITY };
      return { calls: 0, until: againAt(id, after.type === 'open' ? after.until : undefined, now) };
    },
    async worked(id) {
      if (!known.has(id)) return;
      known.delete(id);
      await breakers.close(id);
    },
    async failed(id, failure) {
      await change(id, (was) => afterFailure(was, id, failure, clock.now()));
    },
    async all() {
      return breakers.all();
    },
  };
}
