import type { BatchAnswer, CallType } from '../../../shared/event.ts';
import type { KeyRecord } from '../../ports/workspace.ts';

/** Takes in calls; what it answers with success is on disk. */
export interface Ingest {
  /** One call. Throws a Problem when it is wrong. `bytes` is the size of the body as received. */
  call(type: CallType, body: unknown, key: KeyRecord, bytes: number): Promise<BatchAnswer>;
  /** A batch: wrong calls are listed, never sink the others. Throws a Problem when the batch itself is wrong. */
  batch(body: unknown, key: KeyRecord, options: { bytes: number; historical: boolean }): Promise<BatchAnswer>;
  /** Resolves when everything accepted so far has been matched. */
  settled(): Promise<void>;
  /** Replays intake records that a crash left behind; answers how many. */
  replay(): Promise<number>;
  /** Refuses new calls, then finishes what was accepted. */
  close(): Promise<void>;
}
