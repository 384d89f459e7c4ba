/** How many partitions subjects are spread over; part of what is stored, so it never changes. */
export const PARTITIONS = 16;

/**
 * 32-bit FNV-1a of the text's UTF-8 bytes (draft-eastlake-fnv), mixed once more by Murmur3's finaliser so that short
 * ids spread evenly.
 */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The partition, 0–15, that a subject's work belongs to. */
export function partitionOf(subject: string): number {
  return hash32(subject) % PARTITIONS;
}

/** A sticky place in [0, 100) for a subject in a draw, e.g. the holdout of a workflow. */
export function percentile(draw: string, subject: string): number {
  return (hash32(`${draw}\u0000${subject}`) / 2 ** 32) * 100;
}

/**
 * The id of the enrolment that a cause makes: the same cause always makes the same id, so that a replay finds what
 * it made before. 106 bits of four independent hashes.
 */
export function enrolmentId(workflowId: string, subject: string, cause: string): string {
  const key = `${workflowId}\u0000${subject}\u0000${cause}`;
  return [0, 1, 2, 3].map((seed) => hash32(`${seed}\u0000${key}`).toString(36).padStart(7, '0')).join('');
}
