import { z } from 'zod';
import { type SimulationResult, simulationRequest } from './simulation.ts';

/** More tests than this one workflow cannot have. */
export const MOST_TESTS = 100;

/** The way through a workflow: its steps with the exit taken, `value:yes`, and how it ended. */
export const expectedWay = z.strictObject({
  path: z.array(z.string().max(200)).max(1_000),
  status: z.string().max(40),
});
export type ExpectedWay = z.infer<typeof expectedWay>;

/** A run to be kept: what it is about, and the way it must take. Without one, the way the draft takes now. */
export const testCaseBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  request: simulationRequest.omit({ document: true }),
  expected: expectedWay.optional(),
});

export const testCaseView = z.object({
  id: z.string(),
  name: z.string(),
  request: simulationRequest.omit({ document: true }),
  expected: expectedWay,
  createdAt: z.string(),
});
export type TestCaseView = z.infer<typeof testCaseView>;

export const testOutcome = z.object({
  id: z.string(),
  name: z.string(),
  passed: z.boolean(),
  expected: expectedWay,
  /** Left out where it could not be run. */
  got: expectedWay.optional(),
  /** Why it could not be run. */
  problem: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type TestOutcome = z.infer<typeof testOutcome>;

/** The way a run took. */
export function wayOf({ path, status }: Pick<SimulationResult, 'path' | 'status'>): ExpectedWay {
  return { path: path.map(({ step, exit }) => `${step}:${exit ?? ''}`), status };
}

export function isSameWay(a: ExpectedWay, b: ExpectedWay): boolean {
  return (
    a.status === b.status &&
    a.path.length === b.path.length &&
    a.path.every((step, at) => step === b.path[at])
  );
}
