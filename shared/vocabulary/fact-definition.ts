import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import type { ValueType } from './operators.ts';

/**
 * Where a condition stands: at a workflow's entry, in a step, as a goal, in a segment, or as the `where` over the
 * properties of events.
 */
export type ConditionScope = 'entry' | 'step' | 'goal' | 'segment' | 'where';

export type Unit = 'times' | 'days';

export interface ParamDefinition {
  schema: z.ZodType;
  required: boolean;
  /** What stands when it is left out, so that forms and docs can show it. */
  default?: string | undefined;
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

/** Everything a fact means outside the engine. A new fact is one entry here and one reader in the engine. */
export interface FactDefinition {
  /** Whether rules name a `$`-path into it; otherwise the fact is one value. */
  path: boolean;
  params: Readonly<Record<string, ParamDefinition>>;
  scopes: readonly ConditionScope[];
  valueType(params: FactParams): ValueType;
  unit(params: FactParams): Unit | undefined;
  /** Faults between parameters; only called when each is fine by itself. `retention` is that of raw events, in ms. */
  faults(params: FactParams, scope: ConditionScope, retention: number): ParamFault[];
}
