import { z } from 'zod';
import { factNames } from './vocabulary/fact-names.ts';
import { operatorPattern } from './vocabulary/operators.ts';

/** One rule of a condition, in json-rules-engine's format: a fact, an operator and the value to compare with. */
export interface Leaf {
  fact: string;
  params?: Record<string, unknown> | undefined;
  path?: string | undefined;
  operator: string;
  value: unknown;
}

export type Condition = Leaf | { all: Condition[] } | { any: Condition[] } | { not: Condition };

/** A whole condition: json-rules-engine wants `all` or `any` at the root. */
export type RootCondition = { all: Condition[] } | { any: Condition[] };

export const MAX_DEPTH = 12;
export const MAX_LEAVES = 500;

// Names are told to readers of the JSON Schema only: `validateCondition` refuses unknown ones with a better sentence.
const leaf = z.strictObject({
  fact: z.string().meta({ enum: [...factNames] }),
  params: z.record(z.string(), z.unknown()).optional(),
  path: z.string().optional().meta({ description: 'A path into the fact, such as $.traits.plan' }),
  operator: z.string().meta({ pattern: operatorPattern }),
  value: z.unknown(),
});

/** The shape of a rule or group anywhere in a tree. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
    leaf,
  ]),
) as z.ZodType<Condition>;

/**
 * The shape of a condition, for JSON Schema and types. What facts, operators and values mean is checked by
 * `validateCondition`, which says more than a shape can; it refuses deep nesting before this recurses.
 */
export const rootCondition: z.ZodType<RootCondition> = z
  .union([
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
  ])
  .meta({
    id: 'Condition',
    description: 'A json-rules-engine condition tree over Mooring’s facts.',
  }) as z.ZodType<RootCondition>;

/**
 * A condition in the body of a question. Anything is let through, for `validateCondition` says better what is wrong;
 * the JSON Schema still tells what is meant.
 */
export const askedCondition = z.union([rootCondition, z.unknown()]) as unknown as z.ZodType<RootCondition>;

/** The children of a group, or undefined for a leaf. */
export function childrenOf(condition: Condition): readonly Condition[] | undefined {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  if ('not' in condition) return [condition.not];
  return undefined;
}

/** Every leaf in document order. */
export function leavesOf(condition: Condition): Leaf[] {
  const children = childrenOf(condition);
  return children ? children.flatMap(leavesOf) : [condition as Leaf];
}

/** What one rule saw and decided, as explain reports it. */
export const leafExplanation = z.object({
  fact: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  path: z.string().optional(),
  /** Undefined (left out in JSON) when the value is missing. */
  actual: z.unknown().optional(),
  operator: z.string(),
  expected: z.unknown(),
  pass: z.boolean(),
  sentence: z.string(),
  /** What one should know about how the value came about, by the keys of their words. */
  remarks: z.array(z.string()).optional(),
});
export type LeafExplanation = z.infer<typeof leafExplanation>;

export const explanation = z.object({ pass: z.boolean(), leaves: z.array(leafExplanation) });
export type Explanation = z.infer<typeof explanation>;
