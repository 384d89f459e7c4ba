import type { ConditionNeeds, EventHistory, FactSnapshot } from '../../engine/facts.ts';
import type { Ports } from '../../ports/index.ts';

/** Whoever explains says that something came too late, not how often: the newest will do. */
const MOST = 100;

const nothing: EventHistory = { singles: [], days: [] };

/**
 * The facts with what came too late to count, for whoever explains them: it explains why somebody who did something,
 * as their timeline shows, is taken for one who did not. One query.
 */
export async function withLate(
  ports: Pick<Ports, 'events'>,
  facts: FactSnapshot,
  sourceIds: readonly string[],
  { events }: Pick<ConditionNeeds, 'events'>,
): Promise<FactSnapshot> {
  const late = await ports.events.late(sourceIds, [...events.keys()], MOST);
  if (late.length === 0) return facts;
  const histories = new Map(facts.events);
  for (const { name, timestamp } of late) {
    const history = histories.get(name) ?? nothing;
    histories.set(name, { ...history, late: [...(history.late ?? []), timestamp.getTime()] });
  }
  return { ...facts, events: histories };
}
