import type { z } from 'zod';
import type { ProblemCode, ProblemFacts } from '../problems.ts';
import type { Sentence } from '../say.ts';
import type { SubjectKind } from '../segment.ts';
import type { WorkspaceKnowledge } from '../steps/step-definition.ts';

/** What a trigger's definition may ask and say while it is checked. */
export interface TriggerCheck {
  /** Whom the workflow is about. */
  subject: SubjectKind;
  /** Whether the entry says who may enter. */
  hasAudience: boolean;
  knowledge: WorkspaceKnowledge;
  /** Reports a problem at a field of the trigger; without a field, at the entry. */
  report<Code extends ProblemCode>(code: Code, field: string | undefined, facts: ProblemFacts<Code>): void;
}

/** Everything one kind of trigger means outside the engine. */
export interface TriggerDefinition<Trigger extends { kind: string } = { kind: string }> {
  schema: z.ZodType<Trigger>;
  blank(): Trigger;
  /** The title of its card; the key is translated by whoever shows it. */
  summary(trigger: Trigger): Sentence;
  check?(trigger: Trigger, check: TriggerCheck): void;
}
