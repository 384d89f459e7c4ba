import { describe, expect, it } from 'vitest';
import { fragmentIn, textOf } from '../../../editor/draft/clipboard.ts';
import { pasteFragment } from '../../../editor/draft/fragment.ts';
import { moveSteps, removeSteps, shiftSteps, takeSteps } from '../../../editor/draft/many-steps.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { counting, drawn, flow } from './flow.ts';

/** Copies steps of one workflow into another, through text, behind its first step. */
function carried(from: Workflow, ids: string[], into: Workflow): string {
  const fragment = takeSteps(from, ids);
  const read = fragment && fragmentIn(textOf(fragment));
  if (!read) throw new Error('nothing was copied');
  return drawn(pasteFragment(into, { from: 't', exit: 'next' }, read, counting()).workflow);
}

describe('several steps', () => {
  const from = flow('m>w w>b b(t1,t2) t1>m2 t2>m2 m2>x');

  it('are pasted in another workflow with the connections among them', () => {
    expect(carried(from, ['w', 'm'], flow('t>x'))).toBe('t>n2 n2>n1 n1>x');
  });

  it('that stood apart are put one behind the other in the order of the flow', () => {
    expect(carried(from, ['m2', 'm'], flow('t>x'))).toMatch(/^t>(\w+) \1>(\w+) \2>x$/);
  });

  it('bring the contents of a branch, and go on behind all its paths', () => {
    expect(carried(from, ['b', 'm2'], flow('t>x'))).toBe('t>n1 n1(n2,n3) n2>n4 n3>n4 n4>x');
  });

  it('go on behind the first end where all paths end', () => {
    const ends = flow('b(t1,t2) t1>x1 t2>x2');
    expect(carried(flow('t>b b(t1,x1) t1>x2'), ['b'], flow('t>w w>x'))).toContain('>w w>x');
    expect(takeSteps(ends, ['b'])?.head).toBe('b');
  });

  it('are deleted at once and what is left is joined', () => {
    expect(drawn(removeSteps(from, ['m', 'b'], counting()))).toBe('w>m2 m2>x');
  });

  it('move together in the order of the flow and keep their ids', () => {
    const place = { from: 'm2', exit: 'next' };
    expect(drawn(moveSteps(from, ['w', 'm'], place, counting()))).toBe('b(t1,t2) t1>m2 t2>m2 m2>m m>w w>x');
  });

  it('stay where they are when the place lies among them', () => {
    expect(moveSteps(from, ['m', 'b'], { from: 't1', exit: 'next' }, counting())).toBe(from);
  });

  it('move up and down as one block', () => {
    const line = flow('t1>t2 t2>t3 t3>t4 t4>x');
    expect(drawn(shiftSteps(line, ['t3', 't2'], 'up', counting()))).toBe('t2>t3 t3>t1 t1>t4 t4>x');
    expect(drawn(shiftSteps(line, ['t1', 't2'], 'down', counting()))).toBe('t3>t1 t1>t2 t2>t4 t4>x');
    expect(shiftSteps(line, ['t1', 't2'], 'up', counting())).toBe(line);
  });

  it('ask about each other under their new ids, and about others as before', () => {
    const asks = (id: string) => ({
      fact: 'enrolment',
      path: `$.${id}.outcome`,
      operator: 'equal',
      value: 'saved',
    });
    const branch = (next: string) => ({
      kind: 'branch' as const,
      paths: [{ id: 'yes', when: { all: [asks('t1'), asks('m')] }, next }],
      otherwise: 'x',
    });
    const workflow = { ...from, steps: { ...from.steps, m2: branch('x') } };
    const fragment = takeSteps(workflow, ['t1', 'm2']);
    if (!fragment) throw new Error('nothing was copied');
    const pasted = pasteFragment(flow('t>x'), { from: 't', exit: 'next' }, fragment, counting());
    const steps = Object.entries(pasted.workflow.steps);
    const task = steps.find(([id, { kind }]) => kind === 'create-task' && id !== 't')?.[0];
    const paths = JSON.stringify(steps.find(([, { kind }]) => kind === 'branch')?.[1]);
    expect(task).toBeDefined();
    expect(paths).toContain(`$.${task}.outcome`);
    expect(paths).toContain('$.m.outcome');
  });

  it('are nothing when only exits are chosen', () => {
    expect(takeSteps(from, ['x'])).toBeUndefined();
  });
});

describe('a text in the clipboard', () => {
  it('may be a whole workflow', () => {
    expect(fragmentIn(JSON.stringify(flow('t>w w>x')))?.head).toBe('t');
  });

  it('is refused when it is anything else', () => {
    const texts = [
      'hello',
      '{"a":1}',
      '{',
      '{"format":"mooring.steps/1","head":"a","steps":{"a":{"kind":"bomb"}}}',
    ];
    expect(texts.map(fragmentIn)).toEqual(texts.map(() => undefined));
    expect(fragmentIn('{"format":"mooring.steps/1","head":"__proto__","steps":{}}')).toBeUndefined();
  });
});
