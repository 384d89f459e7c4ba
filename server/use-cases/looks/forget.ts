import type { Ports } from '../../ports/index.ts';

/** Forgets everything remembered of subjects, by the ids of their looks, and when they came and went. */
export async function forgetLooks(
  ports: Pick<Ports, 'healths' | 'looks' | 'moves' | 'openings'>,
  ids: readonly string[],
): Promise<void> {
  await ports.looks.delete(ids);
  await ports.healths.delete(ids);
  await ports.moves.deleteOfSubjects(ids);
  await ports.openings.deleteOfSubjects(ids);
}
