import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import type { ValueType } from './operators.ts';

/**
 * Where a condition stands: at a workflow's entry, in a step, as a goal, in the definition of a segment or signal, as
 * a question by itself (count, explain), or as the `where` over the properties of events.
 */
export type ConditionScope = 'entry' | 'step' | 'goal' | 'segment' | 'signal' | 'question' | 'where';

/** Whom a condition is about. */
export type ConditionSubject = 'contact' | 'account';

/** What a number counts; a share is a part of one, shown as a percentage, points are those of health. */
export type Unit = 'times' | 'days' | 'share' | 'points';

/** The input a form shows for a path, a parameter or a value; names are suggested from what is known. */
export type InputKind =
  | 'contactPath'
  | 'accountPath'
  | 'triggerPath'
  | 'enrolmentPath'
  | 'propertyPath'
  | 'datePath'
  | 'event'
  | 'segment'
  | 'signal'
  | 'meter'
  | 'workflow'
  | 'choice'
  | 'duration'
  | 'number'
  | 'share'
  | 'where'
  | 'boolean'
  | 'text'
  | 'list'
  | 'range'
  | 'any';

export interface ParamDefinition {
  schema: z.ZodType;
  required: boolean;
  input: InputKind;
  /** What can be chosen where the input is a choice. */
  choices?: readonly string[] | undefined;
  /** What stands when it is left out, so that forms and docs can show it. */
  default?: string | number | undefined;
  /** The measures it means something to; every one where left out. */
  measures?: readonly string[] | undefined;
  /** `where` is a tree of its own: the validator walks it, with its own limits, instead of parsing it. */
  tree?: boolean | undefined;
}

/** What is wrong between parameters that are fine one by one; `param` names the place. */
export interface ParamFault {
  code: ProblemCode;
  param: string;
  facts: Record<string, string | number>;
}

export type FactParams = Record<string, unknown>;

/** What the faults between parameters depend on besides themselves. */
export interface FaultSurroundings {
  scope: ConditionScope;
  subject: ConditionSubject;
  /** How long raw events are kept, in milliseconds. */
  retention: number;
}

/** Everything a fact means outside the engine. A new fact is one entry here and one reader in the engine. */
export interface FactDefinition {
  /** The input for the `$`-path that rules name into it; undefined where the fact is one value. */
  path?: InputKind | undefined;
  params: Readonly<Record<string, ParamDefinition>>;
  scopes: readonly ConditionScope[];
  /** Whom it can be asked about. */
  subjects: readonly ConditionSubject[];
  valueType(params: FactParams): ValueType;
  unit(params: FactParams): Unit | undefined;
  /** Faults between parameters; only called when each is fine by itself. */
  faults(params: FactParams, around: FaultSurroundings): ParamFault[];
}

/** The places where facts about a subject may be used. */
export const everywhere: readonly ConditionScope[] = [
  'entry',
  'step',
  'goal',
  'segment',
  'signal',
  'question',
];
export const anybody: readonly ConditionSubject[] = ['contact', 'account'];

/** What most facts have in common. */
export const plainFact = {
  scopes: everywhere,
  subjects: anybody,
  valueType: (): ValueType => 'number',
  unit: (): Unit | undefined => undefined,
  faults: (): ParamFault[] => [],
} as const;
