import { z } from 'zod';
import { type Explanation, explanation } from '../../../shared/condition.ts';

const perPath = z.array(z.object({ path: z.string(), explanation }));

/** The explanations a timeline item carries: one per path tried, or one alone. Anything else is none. */
export function explanationsOf(value: unknown): { path: string; explanation: Explanation }[] {
  const many = perPath.safeParse(value);
  if (many.success) return many.data;
  const one = explanation.safeParse(value);
  return one.success ? [{ path: '', explanation: one.data }] : [];
}
