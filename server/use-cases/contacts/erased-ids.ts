import type { Ports } from '../../ports/index.ts';
import { erasedKey } from '../delivery/suppression-keys.ts';

/** What stands in for an id of an erased person: it keeps them from coming back without telling who they were. */
export function erasedIdKey(installation: Ports['installation'], sourceId: string): string {
  return erasedKey(installation, `id ${sourceId}`);
}

/** Which of these source ids belonged to somebody who was erased, in one query; none where there are none. */
export async function erasedAmong(
  ports: Pick<Ports, 'suppressions' | 'installation'>,
  sourceIds: readonly string[],
): Promise<Set<string>> {
  if (sourceIds.length === 0) return new Set();
  const hashes = new Map(sourceIds.map((id) => [id, erasedIdKey(ports.installation, id)]));
  const found = await ports.suppressions.of([...hashes.values()]);
  return new Set(sourceIds.filter((id) => found.has(hashes.get(id) ?? '')));
}
