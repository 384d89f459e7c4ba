import type { z } from 'zod';
import type { Steps } from '../graph.ts';
import type { ProblemCode, ProblemFacts } from '../problems.ts';
import type { Sentence } from '../say.ts';
import type { SubjectKind } from '../segment.ts';

/** A way out of a step, in the order in which the canvas draws it. */
export interface StepExit {
  id: string;
  /** The id of the step it leads to; undefined while it is not connected. */
  to: string | undefined;
  /** A name people gave it (paths of a branch); otherwise the exit's own word is used. */
  label?: string | undefined;
}

export type StepGroup = 'messages' | 'people' | 'data' | 'logic' | 'end';

/** What a definition may ask and say while its step is checked. */
export interface StepCheck {
  id: string;
  /** What people call the step. */
  name: string;
  steps: Steps;
  /** Whom the workflow is about. */
  subject: SubjectKind;
  /** Reports a problem at a field of the step. */
  report<Code extends ProblemCode>(
    code: Code,
    field: string,
    facts: ProblemFacts<Code>,
    severity?: 'error' | 'warning',
  ): void;
  /** Checks a text with Liquid in it. */
  text(field: string, text: string | undefined): void;
  knowledge: WorkspaceKnowledge;
}

/** What the validator can only know from the workspace; each check is left out when its part is missing. */
export interface WorkspaceKnowledge {
  templates?: ReadonlySet<string> | undefined;
  /** Keys. */
  segments?: ReadonlySet<string> | undefined;
  signals?: ReadonlySet<string> | undefined;
  /** Keys of the segments that are about accounts. */
  accountSegments?: ReadonlySet<string> | undefined;
  /** Keys and ids of the workflows that are not archived. */
  workflows?: ReadonlySet<string> | undefined;
  /** The workflow's own key and id, so that it does not start itself. */
  own?: ReadonlySet<string> | undefined;
  /** Names of the secrets kept for webhooks. */
  secrets?: ReadonlySet<string> | undefined;
  /** The workflows that each workflow starts, by key or id, so that endless chains are found. */
  starts?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Why a cron expression cannot be used. */
  cronFault?: ((cron: string) => string | undefined) | undefined;
  /** Tries to parse a text as it would be rendered; the reason when it cannot be. */
  renderingFault?: ((field: string, text: string) => string | undefined) | undefined;
}

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
  /** What shape alone cannot say about it. */
  check?(step: Step, check: StepCheck): void;
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

/** The exits and the connecting of a step with an outcome, for which `next` may stand as well. */
export function outcomeExits<Outcome extends string>(outcomes: readonly Outcome[]) {
  type Step = { next?: string | undefined; exits?: { [Key in Outcome]?: string | undefined } | undefined };
  return {
    exits: (step: Step): StepExit[] =>
      step.exits ? outcomes.map((id) => ({ id, to: step.exits?.[id] })) : nextExit.exits(step),
    connect: <Of extends Step>(step: Of, exit: string, to: string | undefined): Of => {
      const outcome = outcomes.find((id) => id === exit);
      return step.exits && outcome
        ? { ...step, exits: withOptional(step.exits, outcome, to) }
        : nextExit.connect(step, exit, to);
    },
  };
}

/** A copy with an optional property set, or left out when the value is undefined. */
export function withOptional<Of extends object, Key extends keyof Of>(
  of: Of,
  key: Key,
  value: Of[Key] | undefined,
): Of {
  const { [key]: _, ...rest } = of;
  return (value === undefined ? rest : { ...rest, [key]: value }) as Of;
}
