import { z } from 'zod';
import { rootCondition } from '../condition.ts';
import { exitId, stepId, stepName } from './fields.ts';
import { checkExitIds } from './paths.ts';
import { type StepDefinition, withOptional } from './step-definition.ts';

const path = z.strictObject({
  id: exitId,
  label: z.string().max(120).optional(),
  when: rootCondition,
  next: stepId.optional(),
});

const schema = z
  .strictObject({
    kind: z.literal('branch'),
    name: stepName,
    paths: z.array(path).min(1).max(20),
    otherwise: stepId.optional(),
  })
  .meta({ description: 'Choose a path by conditions; the first that holds is taken' });

/** Takes the first path whose condition holds, otherwise `otherwise`. */
export const branch: StepDefinition<z.infer<typeof schema>> = {
  schema,
  kind: 'branch',
  group: 'logic',
  waits: false,
  blank: () => ({
    kind: 'branch',
    paths: [
      {
        id: 'yes',
        when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: '' }] },
      },
    ],
  }),
  exits: (step) => [
    ...step.paths.map((path) => ({ id: path.id, to: path.next, label: path.label })),
    { id: 'otherwise', to: step.otherwise },
  ],
  connect: (step, exit, to) =>
    exit === 'otherwise'
      ? withOptional(step, 'otherwise', to)
      : {
          ...step,
          paths: step.paths.map((path) => (path.id === exit ? withOptional(path, 'next', to) : path)),
        },
  summary: (step) => ({ key: 'steps.branch.summary', values: { count: step.paths.length } }),
  check: (step, check) =>
    checkExitIds(
      step.paths.map(({ id }) => id),
      ['otherwise'],
      'paths',
      check,
    ),
};
