import { exitsOf, type Step } from '../../../shared/steps/index.ts';

/** Where an exit leads; `next` stands for all exits of a step. */
export function targetOf(step: Step, exit: string): string | undefined {
  const exits = exitsOf(step);
  return (exits.find(({ id }) => id === exit) ?? exits.find(({ id }) => id === 'next'))?.to;
}
