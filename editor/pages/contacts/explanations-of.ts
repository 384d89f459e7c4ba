import { z } from 'zod';
import { type Explanation, explanation } from '../../../shared/condition.ts';
import { readBy } from '../../schemas-there.ts';

const perPath = z.array(z.object({ path: z.string(), explanation }));

/** The explanations a timeline item carries: one per path tried, or one alone. Anything else is none. */
export function explanationsOf(value: unknown): { path: string; explanation: Explanation }[] {
  const many = readBy(perPath, value);
  if (many) return many;
  const one = readBy(explanation, value);
  return one ? [{ path: '', explanation: one }] : [];
}
