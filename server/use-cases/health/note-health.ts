import { bandOf } from '../../../shared/health.ts';
import type { FoundHealth } from '../../ports/health.ts';
import type { Turned } from '../looks/act-on-edges.ts';
import type { Runtime } from '../runtime.ts';

/** Writes the health that looks found, the latest of each subject. Twice is as good as once. */
export async function noteHealth(
  runtime: Pick<Runtime, 'healths'>,
  turned: readonly Turned[],
): Promise<void> {
  const found: FoundHealth[] = [];
  const gone: string[] = [];
  for (const { subject, record } of turned) {
    const edge = record.pending.findLast(({ watch }) => watch.startsWith('h:'));
    if (!edge) continue;
    if (!edge.health) {
      gone.push(record.id);
      continue;
    }
    const { bandSince, ...health } = edge.health;
    found.push({
      id: record.id,
      kind: subject.kind,
      ...health,
      band: bandOf(health.score),
      bandSince: new Date(bandSince),
      at: new Date(edge.at),
      turn: edge.turn,
    });
  }
  if (found.length > 0) await runtime.healths.put(found);
  await runtime.healths.delete(gone);
}
