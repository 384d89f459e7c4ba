import type { CapPlace, FrequencyCap } from '../../shared/frequency-cap.ts';
import { DAY, durationMilliseconds } from '../../shared/time.ts';

/** How long a message waits for room before it is skipped. */
export const LONGEST_DEFERRAL = 3 * DAY;

/**
 * When a message of this topic fits under the caps, given the places taken: `now` where it fits already. A place
 * counts for exactly the length of its cap: of "one a day", the next fits 24 hours after the last.
 */
export function roomFor(
  topic: string | undefined,
  taken: readonly Pick<CapPlace, 'at' | 'topic'>[],
  caps: readonly FrequencyCap[],
  now: Date,
): Date {
  let room = now.getTime();
  for (const cap of caps) {
    if (cap.topic !== undefined && cap.topic !== topic) continue;
    const length = durationMilliseconds(cap.per);
    const counting = taken
      .filter((place) => cap.topic === undefined || place.topic === cap.topic)
      .map((place) => place.at.getTime())
      .filter((at) => at > now.getTime() - length)
      .sort((one, other) => one - other);
    const tooMany = counting[counting.length - cap.most];
    if (tooMany !== undefined) room = Math.max(room, tooMany + length);
  }
  return new Date(room);
}
