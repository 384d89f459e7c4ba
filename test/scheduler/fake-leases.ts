import type { LeaseStore } from '../../server/ports/workspace.ts';

/** Leases in memory, by a database clock of their own that tests move. */
export function fakeLeases(): LeaseStore & {
  clock: { now: number };
  heldBy(partition: number): string | undefined;
} {
  const clock = { now: 0 };
  const leases = new Map<number, { by: string; until: number }>();
  const heard = new Map<string, number>();
  const holder = (partition: number) => {
    const lease = leases.get(partition);
    return lease && lease.until > clock.now ? lease.by : undefined;
  };
  return {
    clock,
    heldBy: holder,
    async take(partition, by, milliseconds) {
      if ((holder(partition) ?? by) !== by) return false;
      leases.set(partition, { by, until: clock.now + milliseconds });
      return true;
    },
    async release(partition, by) {
      if (leases.get(partition)?.by === by) leases.delete(partition);
    },
    async alive(by, milliseconds) {
      heard.set(by, clock.now);
      return [...heard.values()].filter((at) => at > clock.now - milliseconds).length;
    },
    async leave(by) {
      heard.delete(by);
      for (const [partition, lease] of leases) if (lease.by === by) leases.delete(partition);
    },
  };
}
