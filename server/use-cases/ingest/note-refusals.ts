import type { Ports } from '../../ports/index.ts';
import type { RefusedCall } from '../../ports/stores.ts';

/** A sender that errs in a loop must not fill the disk: what is past this in one second is not remembered. */
const PER_SECOND = 100;

/** Remembers refused calls for the Connect page, off the answer's path. */
export function createRefusalNotes(ports: Pick<Ports, 'calls' | 'clock'>): {
  note(call: RefusedCall): void;
  flush(): Promise<void>;
} {
  let pending: RefusedCall[] = [];
  let second = 0;
  let noted = 0;
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    await ports.clock.soon();
    while (pending.length > 0) {
      const calls = pending;
      pending = [];
      // A list for people to look at: losing a line is no loss of an event.
      await ports.calls.remember(calls).catch(() => undefined);
    }
    writing = undefined;
  }

  return {
    note(call) {
      const now = Math.floor(call.receivedAt.getTime() / 1_000);
      if (now !== second) [second, noted] = [now, 0];
      noted += 1;
      if (noted > PER_SECOND) return;
      pending.push(call);
      writing ??= write();
    },
    async flush() {
      await writing;
    },
  };
}
