import { describe, expect, it } from 'vitest';
import { daysToSteps } from '../../../editor/draft/time-to-step.ts';
import type { Step } from '../../../shared/steps/index.ts';
import { flow } from './flow.ts';

/** The days to each step; `waits` sets what the waits of the flow wait for. */
function days(text: string, waits: Record<string, object> = {}) {
  const workflow = flow(text);
  const steps = Object.fromEntries(
    Object.entries(workflow.steps).map(([id, step]) => [id, { ...step, ...waits[id] } as Step]),
  );
  const found = daysToSteps({ ...workflow, steps });
  return Object.fromEntries([...found].map(([id, { least, most }]) => [id, [least, most]]));
}

describe('the days to a step', () => {
  it('add up the waits on the way', () => {
    expect(days('t1>w1 w1>t2 t2>w2 w2>t3 t3>x', { w2: { for: '36h' } })).toEqual({
      t1: [0, 0],
      w1: [0, 0],
      t2: [3, 3],
      w2: [3, 3],
      t3: [4, 4],
      x: [4, 4],
    });
  });

  it('are a range where the ways there differ', () => {
    expect(days('b(w1,t1) w1>t2 t1>t2 t2>x').t2).toEqual([0, 3]);
  });

  it('have no end behind a date or a loop, and at most a week behind a weekday', () => {
    const date = { for: undefined, until: { date: '$.account.renewsAt' } };
    const weekday = { for: undefined, until: { at: '09:00', days: ['mon'] } };
    expect(days('w1>t1 t1>x', { w1: date }).t1).toEqual([0, undefined]);
    expect(days('w1>t1 t1>x', { w1: weekday }).t1).toEqual([0, 7]);
    expect(days('w1>b b(w1,t1) t1>x').t1).toEqual([3, undefined]);
  });
});
