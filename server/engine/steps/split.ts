import { hash32 } from '../hash.ts';
import type { RuntimeOf } from './step-runtime.ts';

/** Divides people by a hash of subject and step. */
export const split: RuntimeOf<'split'> = {
  stops: false,
  arrive: ({ paths }, { id, subject }) => ({ exit: cohortOf(paths, id, subject) }),
};

/**
 * The path of a subject: each path draws a number for the subject, weighed so that it wins in proportion to its weight
 * (weighted rendezvous). A path whose weight grows only takes people, one whose weight falls only gives them away;
 * everybody else stays where they were. Renaming and reordering paths moves nobody.
 */
export function cohortOf(
  paths: readonly { id: string; weight: number }[],
  step: string,
  subject: string,
): string {
  let best = { id: paths[0]?.id ?? '', draw: Number.NEGATIVE_INFINITY };
  for (const { id, weight } of paths) {
    if (weight <= 0) continue;
    const chance = (hash32(`${step}\u0000${id}\u0000${subject}`) + 1) / (2 ** 32 + 1);
    const draw = Math.log(chance) / weight;
    if (draw > best.draw) best = { id, draw };
  }
  return best.id;
}
