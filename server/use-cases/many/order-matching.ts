import type { Runtime } from '../runtime.ts';
import { countFound, type Found } from './found.ts';

/** The kind of the job that does something for all that a list finds. */
export const ACT_ON_MATCHING = 'act-on-matching';

/**
 * Starts the job that does something for all that a list finds now; answers its id, and how many they are. `order` is
 * what the job for those that are named is given beside their ids.
 */
export async function orderForMatching(
  runtime: Runtime,
  what: Found,
  order: Record<string, unknown>,
): Promise<{ job: string; count: number }> {
  const count = await countFound(runtime, what, runtime.clock.now());
  return { job: await runtime.runner.start(ACT_ON_MATCHING, { ...what, order }, count), count };
}
