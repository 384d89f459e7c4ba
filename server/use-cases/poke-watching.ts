import type { Runtime } from './runtime.ts';

/** Something of a subject that changed: `segment:key`, `signal:key`, `meter:name` or `health`. */
export interface WatchedChange {
  subject: string;
  what: string;
  /** Names the change, so that telling it twice is telling it once. */
  id: string;
  at: Date;
}

/**
 * Has everybody inside looked at again whose waiting conditions or goal read what changed. Costs nothing where no
 * workflow does, otherwise one read and one write for the batch.
 */
export async function pokeWatching(
  runtime: Pick<Runtime, 'clock' | 'enrolments' | 'plans' | 'wake'>,
  changes: readonly WatchedChange[],
): Promise<void> {
  await runtime.plans.refresh();
  const concerning = changes.filter(({ what }) => runtime.plans.watching(what).length > 0);
  if (concerning.length === 0) return;
  const now = runtime.clock.now();
  const inside = await runtime.enrolments.alive(
    [...new Set(concerning.map(({ subject }) => subject))],
    [...new Set(concerning.flatMap(({ what }) => runtime.plans.watching(what)))],
    now,
  );
  const pokes = await Promise.all(
    inside.map(async (enrolment) => {
      const plan = await runtime.plans.version(enrolment.workflowId, enrolment.version);
      return concerning
        .filter(({ subject, what }) => subject === enrolment.subject && plan?.watches.has(what))
        .map(({ id, at }) => ({ id: enrolment.id, item: { type: 'changed' as const, id, at } }));
    }),
  );
  if (pokes.flat().length === 0) return;
  await runtime.enrolments.poke(pokes.flat(), now);
  runtime.wake();
}
