import type { z } from 'zod';
import type { Sentence } from '../say.ts';

/** A way out of a step, in the order in which the canvas draws it. */
export interface StepExit {
  id: string;
  /** The id of the step it leads to; undefined while it is not connected. */
  to: string | undefined;
  /** A name people gave it (paths of a branch); otherwise the exit's own word is used. */
  label?: string | undefined;
}

export type StepGroup = 'messages' | 'people' | 'logic' | 'end';

/**
 * Everything one kind of step means outside the engine: schema, exits, a blank to start from and a one-line summary.
 * Validation, the editor's form and canvas, the planner and the JSON Schema read it from here.
 */
export interface StepDefinition<Step extends { kind: string } = { kind: string }> {
  kind: Step['kind'];
  group: StepGroup;
  /** The whole step as it stands in the document; defaults filled in by parsing. */
  schema: z.ZodType<Step>;
  /** Whether time passes here, so that a loop through it is allowed. */
  waits: boolean;
  /** A new step as the palette inserts it, not yet connected. */
  blank(): Step;
  exits(step: Step): StepExit[];
  /** The same step with one exit connected elsewhere (undefined disconnects). */
  connect(step: Step, exit: string, to: string | undefined): Step;
  /** The line under the name on a card; the key is translated by whoever shows it. */
  summary(step: Step): Sentence;
}

/** The exits and the connecting of a step that leads on in one way. */
export const nextExit = {
  exits: (step: { next?: string | undefined }): StepExit[] => [{ id: 'next', to: step.next }],
  connect: <Step extends { next?: string | undefined }>(
    step: Step,
    _exit: string,
    to: string | undefined,
  ): Step => withOptional(step, 'next', to),
};

/** A copy with an optional property set, or left out when the value is undefined. */
export function withOptional<Of extends object, Key extends keyof Of>(
  of: Of,
  key: Key,
  value: Of[Key] | undefined,
): Of {
  const { [key]: _, ...rest } = of;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Of;
}
