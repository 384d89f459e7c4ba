import { describe, expect, it } from 'vitest';
import { inBursts } from '../../editor/pages/workflow-editor/bursts.ts';

const change = (minute: number, by: string, action = 'workflow.save') => ({
  at: new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString(),
  by,
  action,
});

describe('who changed what', () => {
  it('tells the saves of one person in a row once, and everything else by itself', () => {
    const changes = [
      change(50, 'Anna'),
      change(49, 'Anna'),
      change(48, 'Ben'),
      change(47, 'Anna', 'workflow.publish'),
      change(46, 'Anna'),
      change(-20, 'Anna'),
    ];
    expect(inBursts(changes)).toEqual([0, 2, 3, 4, 5].map((index) => changes[index]));
  });
});
