import type { Clock } from '../ports/clock.ts';
import type { LeaseStore } from '../ports/workspace.ts';

/** The partitions this process may work on, each only while its lease is certain. */
export interface Holdings {
  /** Takes or renews the lease of a partition; false when another worker has it. */
  take(partition: number): Promise<boolean>;
  /** The partitions whose leases are good right now; asked before every pass. */
  owned(): number[];
  has(partition: number): boolean;
  /** Stops counting a partition as owned without telling anybody: its lease may be another's already. */
  forget(partition: number): void;
  /** Forgets a partition and gives its lease back. */
  release(partition: number): Promise<void>;
}

interface Lease {
  /** When it ends by the steady clock, which no correction of the wall clock moves. */
  steady: number;
  /** When it ends by the wall clock, which runs on while the machine sleeps. */
  wall: number;
}

/**
 * Keeps leases that the database grants by its own time. A process that was stopped for a minute wakes with full
 * memory and lost leases, so both clocks are compared whenever somebody asks what is owned. Each lease is counted
 * from before the request left, so that it never ends later here than in the database.
 */
export function keepHoldings(options: {
  leases: Pick<LeaseStore, 'take' | 'release'>;
  by: string;
  clock: Pick<Clock, 'now'>;
  lease: number;
  margin: number;
}): Holdings {
  const { leases, by, clock, lease, margin } = options;
  const held = new Map<number, Lease>();

  function isGood(until: Lease): boolean {
    return performance.now() < until.steady && clock.now().getTime() < until.wall;
  }

  return {
    async take(partition) {
      const certain = lease - margin;
      const until = { steady: performance.now() + certain, wall: clock.now().getTime() + certain };
      const isTaken = await leases.take(partition, by, lease);
      if (isTaken) held.set(partition, until);
      else held.delete(partition);
      return isTaken;
    },
    owned: () => [...held].filter(([, until]) => isGood(until)).map(([partition]) => partition),
    has(partition) {
      const until = held.get(partition);
      return until !== undefined && isGood(until);
    },
    forget: (partition) => void held.delete(partition),
    async release(partition) {
      held.delete(partition);
      await leases.release(partition, by);
    },
  };
}
