import { describe, expect, it } from 'vitest';
import { nextActionFor } from '../../shared/next-action.ts';
import { standingOf } from '../../shared/standing.ts';

const signal = (key: string, serious = true) => ({ key, since: 0, serious });
const live = { id: 'w1', name: 'Ask them back', key: 'gone-quiet' };
const idle = { signals: [signal('gone-quiet')], tasks: [], running: [] };

describe('the next thing to do for an account', () => {
  it('is the open task, then what runs, then what answers the trouble', () => {
    const task = { id: 't1', title: 'Call', assignee: 'admin', dueAt: '' };
    const inside = { enrolmentId: 'e1', workflowId: 'w2', name: 'Onboarding', since: '' };
    expect(nextActionFor({ ...idle, tasks: [task], running: [inside] }, [live]).kind).toBe('do-task');
    expect(nextActionFor({ ...idle, running: [inside] }, [live])).toMatchObject({
      kind: 'wait',
      name: 'Onboarding',
    });
    expect(nextActionFor(idle, [live])).toMatchObject({ kind: 'start', workflowId: 'w1' });
    expect(nextActionFor(idle, [])).toEqual({ kind: 'set-up', playbook: 'gone-quiet' });
    expect(nextActionFor({ ...idle, signals: [signal('seats-shrinking')] }, [live]).kind).toBe('create-task');
  });

  it('is a workflow that the signal itself starts, whatever it was made from', () => {
    const own = { id: 'w3', name: 'Ours', signal: 'seats-shrinking' };
    const account = { ...idle, signals: [signal('seats-shrinking')] };
    expect(nextActionFor(account, [live, own])).toMatchObject({ kind: 'start', workflowId: 'w3' });
  });
});

describe('the standing of an account', () => {
  const nothing = { signals: [], good: [] };

  it('is at risk by a serious signal, red health or an open case, and by nothing else', () => {
    const since = (parts: object) => standingOf({ ...nothing, ...parts }, undefined, 50).since;
    expect(since({})).toBeUndefined();
    expect(since({ score: 40 })).toBeUndefined();
    expect(since({ score: 39 })).toBe(50);
    expect(since({ signals: [signal('plan-limit', false)] })).toBeUndefined();
    expect(since({ signals: [signal('gone-quiet')] })).toBe(0);
    expect(since({ openCase: { id: 'c', stage: 'plan' } })).toBe(50);
  });

  it('is not at risk once it has left, unless somebody still works on it', () => {
    const left = { ...nothing, score: 10, signals: [signal('gone-quiet')], hasLeft: true };
    expect(standingOf(left, undefined, 50).since).toBeUndefined();
    expect(standingOf({ ...left, openCase: { id: 'c', stage: 'plan' } }, undefined, 50).since).toBe(0);
  });

  it('stays at risk since the same moment while the reasons change', () => {
    const first = standingOf({ ...nothing, score: 10 }, undefined, 50);
    const second = standingOf({ ...nothing, openCase: { id: 'c', stage: 'plan' } }, first, 90);
    expect(second.since).toBe(50);
    const over = standingOf(nothing, second, 100);
    expect(standingOf({ ...nothing, score: 10 }, over, 120).since).toBe(120);
  });
});
