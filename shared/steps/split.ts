import { z } from 'zod';
import { exitId, stepId, stepName } from './fields.ts';
import { checkExitIds } from './paths.ts';
import { type StepDefinition, withOptional } from './step-definition.ts';

const cohort = z.strictObject({
  id: exitId,
  label: z.string().max(120).optional(),
  weight: z.number().min(0).max(1_000_000).describe('Its share, in proportion to the other weights'),
  next: stepId.optional(),
});

const schema = z
  .strictObject({
    kind: z.literal('split'),
    name: stepName,
    paths: z.array(cohort).min(2).max(20),
  })
  .meta({ description: 'Divide people into fixed shares by chance' });

/** Divides people by weights. Whoever comes by again takes the same path, also after the weights were changed. */
export const split: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'split',
  group: 'logic',
  waits: false,
  blank: () => ({
    kind: 'split',
    paths: [
      { id: 'a', weight: 50 },
      { id: 'b', weight: 50 },
    ],
  }),
  exits: (step) => step.paths.map(({ id, next, label }) => ({ id, to: next, label })),
  connect: (step, exit, to) => ({
    ...step,
    paths: step.paths.map((path) => (path.id === exit ? withOptional(path, 'next', to) : path)),
  }),
  summary: (step) => ({
    key: 'steps.split.summary',
    values: { shares: sharesOf(step.paths).join(' / '), count: step.paths.length },
  }),
  check(step, check) {
    checkExitIds(
      step.paths.map(({ id }) => id),
      [],
      'paths',
      check,
    );
    if (step.paths.every(({ weight }) => weight === 0))
      check.report('SPLIT_WITHOUT_WEIGHT', 'paths', { step: check.name });
  },
};

/** Each path's share in whole percent. */
export function sharesOf(paths: readonly { weight: number }[]): string[] {
  const sum = paths.reduce((total, { weight }) => total + weight, 0);
  return paths.map(({ weight }) => `${sum === 0 ? 0 : Math.round((weight / sum) * 100)} %`);
}
