import type { HealthHistory } from '../../engine/facts.ts';
import type { Ports } from '../../ports/index.ts';

/** Health by the ids of looks, in one query; who has none yet is left out. */
export async function loadHealth(
  ports: Pick<Ports, 'healths'>,
  ids: readonly string[],
): Promise<Map<string, HealthHistory>> {
  if (ids.length === 0) return new Map();
  const found = await ports.healths.byIds([...new Set(ids)]);
  return new Map([...found].map(([id, { score, days }]) => [id, { score, days }]));
}
