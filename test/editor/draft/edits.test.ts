import { describe, expect, it } from 'vitest';
import { contentsOf, meetingPoint, pasteFragment, takeFragment } from '../../../editor/draft/fragment.ts';
import { endHere, goTo, insertStep, lastPlace } from '../../../editor/draft/insert-step.ts';
import { shiftSteps } from '../../../editor/draft/many-steps.ts';
import { duplicateStep, moveDown, moveStep, moveUp } from '../../../editor/draft/move-step.ts';
import { closeOpenEnds } from '../../../editor/draft/open-ends.ts';
import { entrance } from '../../../editor/draft/place.ts';
import { lostWith, removeStep, removeWithContents } from '../../../editor/draft/remove-step.ts';
import { steps as definitions } from '../../../shared/steps/index.ts';
import { validateWorkflow } from '../../../shared/validate-workflow.ts';
import { counting, drawn, flow } from './flow.ts';

const wait = { kind: 'wait', for: '1d' } as const;

describe('inserting a step', () => {
  it('keeps the flow when put between two steps', () => {
    const { workflow, id } = insertStep(flow('t>w w>x'), { from: 't', exit: 'next' }, wait, counting());
    expect(id).toBe('n1');
    expect(drawn(workflow)).toBe('t>n1 n1>w w>x');
  });

  it('can stand right behind the trigger', () => {
    expect(drawn(insertStep(flow('t>x'), entrance, wait, counting()).workflow)).toBe('n1>t t>x');
  });

  it('puts what followed a branch on its first path and ends the other', () => {
    const branch = definitions.branch.blank();
    const { workflow } = insertStep(flow('t>w w>x'), { from: 't', exit: 'next' }, branch, counting());
    expect(drawn(workflow)).toBe('t>n1 n1(w,n2) w>x');
    expect(workflow.steps.n2).toEqual({ kind: 'exit' });
  });

  it('takes away what an exit in the middle cuts off', () => {
    const { workflow } = insertStep(
      flow('t>w w>x'),
      { from: 't', exit: 'next' },
      { kind: 'exit' },
      counting(),
    );
    expect(drawn(workflow)).toBe('t>n1');
    expect(Object.keys(workflow.steps)).toEqual(['t', 'n1']);
  });

  it('does not put an exit in front of an exit', () => {
    const before = flow('t>x');
    const { workflow, id } = insertStep(before, { from: 't', exit: 'next' }, { kind: 'exit' }, counting());
    expect(workflow).toBe(before);
    expect(id).toBe('x');
  });

  it('adds at the end of the first path', () => {
    expect(lastPlace(flow('b(t,x2) t>w w>x'))).toEqual({ from: 'w', exit: 'next' });
  });

  it('finds an end also in a loop', () => {
    expect(lastPlace(flow('t>w w>t'))).toEqual({ from: 'w', exit: 'next' });
  });
});

describe('deleting a step', () => {
  it('joins its neighbours', () => {
    expect(drawn(removeStep(flow('t>w w>m m>x'), 'w', counting()))).toBe('t>m m>x');
  });

  it('keeps the first path of a branch and takes the contents of the others with it', () => {
    const before = flow('b(t,m) t>x1 m>w w>x2');
    const after = removeStep(before, 'b', counting());
    expect(drawn(after)).toBe('t>x1');
    expect(Object.keys(after.steps)).toEqual(['t', 'x1']);
    expect(lostWith(before, 'b')).toBe(2);
  });

  it('can keep another path instead', () => {
    expect(drawn(removeStep(flow('b(t,m) t>x1 m>x2'), 'b', counting(), 'otherwise'))).toBe('m>x2');
  });

  it('goes on where the paths met when the contents go too', () => {
    expect(drawn(removeWithContents(flow('t>b b(m,w) m>t2 w>t2 t2>x'), 'b', counting()))).toBe('t>t2 t2>x');
  });

  it('ends the flow when the paths never met', () => {
    expect(drawn(removeWithContents(flow('t>b b(m,w) m>x1 w>x2'), 'b', counting()))).toBe('t>n1');
  });

  it('leaves an exit: the flow must end somewhere', () => {
    const before = flow('t>x');
    expect(removeStep(before, 'x', counting())).toBe(before);
  });

  it('survives a step that leads to itself', () => {
    expect(drawn(removeStep(flow('t>w w>w'), 'w', counting()))).toBe('t>n1');
  });
});

describe('open ends', () => {
  it('each get an exit of their own', () => {
    const open = flow('b(t,w)');
    expect(drawn(closeOpenEnds(open, counting()))).toBe('b(t,w) t>n1 w>n2');
  });

  it('are not left by any insertion', () => {
    for (const definition of Object.values(definitions)) {
      const { workflow } = insertStep(flow('t>x'), entrance, definition.blank(), counting());
      expect(validateWorkflow(workflow).map(({ code }) => code)).not.toContain('STEP_WITHOUT_WAY_OUT');
    }
  });
});

describe('connecting', () => {
  it('leads a place back to an earlier step and drops the exit that stood there', () => {
    const after = goTo(flow('t>w w>x'), { from: 'w', exit: 'next' }, 't', counting());
    expect(drawn(after)).toBe('t>w w>t');
    expect(after.steps.x).toBeUndefined();
  });

  it('ends a place with an exit', () => {
    expect(drawn(endHere(flow('t>w w>t'), { from: 'w', exit: 'next' }, counting()))).toBe('t>w w>n1');
  });
});

describe('a branch with its contents', () => {
  it('reaches to where its paths meet', () => {
    const workflow = flow('b(m,w) m>t w>t t>x');
    expect(meetingPoint(workflow, 'b')).toBe('t');
    expect([...contentsOf(workflow, 'b')].sort()).toEqual(['b', 'm', 'w']);
  });

  it('is pasted with its inner connections, and the flow goes on behind it', () => {
    const fragment = takeFragment(flow('b(m,w) m>t w>t t>x'), 'b');
    if (!fragment) throw new Error('nothing was taken');
    const { workflow } = pasteFragment(flow('t>x'), entrance, fragment, counting());
    expect(drawn(workflow)).toBe('n3(n1,n2) n1>t n2>t t>x');
  });

  it('goes on behind its first path when all of them end', () => {
    const fragment = takeFragment(flow('b(m,w) m>x1 w>x2'), 'b');
    if (!fragment) throw new Error('nothing was taken');
    const { workflow } = pasteFragment(flow('t>x'), entrance, fragment, counting());
    expect(drawn(workflow)).toMatch(/^n3\(n1,n2\) n1>t n2>n\d t>x$/);
  });

  it('is duplicated as a whole', () => {
    const { workflow } = duplicateStep(flow('b(m,w) m>t w>t t>x'), 'b', counting());
    expect(drawn(workflow)).toBe('n3(n1,n2) n1>b n2>b b(m,w) m>t w>t t>x');
  });
});

describe('moving a step', () => {
  it('keeps its id and joins what it leaves', () => {
    expect(drawn(moveStep(flow('t>w w>m m>x'), 't', { from: 'm', exit: 'next' }, counting()))).toBe(
      'w>m m>t t>x',
    );
  });

  it('goes up and down by one', () => {
    expect(drawn(moveUp(flow('t>w w>m m>x'), 'm', counting()))).toBe('t>m m>w w>x');
    expect(drawn(moveDown(flow('t>w w>m m>x'), 't', counting()))).toBe('w>t t>m m>x');
    // A branch goes behind the step at which its paths meet.
    const branch = flow('b(m,w) m>t w>t t>t2 t2>x');
    expect(drawn(moveDown(branch, 'b', counting()))).toBe('t>b b(m,w) m>t2 w>t2 t2>x');
    expect(drawn(shiftSteps(branch, ['b'], 'down', counting()))).toBe('t>b b(m,w) m>t2 w>t2 t2>x');
  });

  it('takes the contents of a branch along and refuses to move it into itself', () => {
    const before = flow('t>b b(m,w) m>t2 w>t2 t2>x');
    expect(drawn(moveStep(before, 'b', entrance, counting()))).toBe('b(m,w) m>t w>t t>t2 t2>x');
    expect(moveStep(before, 'b', { from: 'm', exit: 'next' }, counting())).toBe(before);
  });
});

describe('a duplicate', () => {
  it('stands right behind the original', () => {
    expect(drawn(duplicateStep(flow('t>w w>x'), 'w', counting()).workflow)).toBe('t>w w>n1 n1>x');
  });
});
