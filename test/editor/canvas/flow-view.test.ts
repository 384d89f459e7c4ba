import { describe, expect, it } from 'vitest';
import { layOutWorkflow, viewOf } from '../../../editor/canvas/flow-view.ts';
import { linePath } from '../../../editor/canvas/line-path.ts';
import { type OutlineLine, outlineOf } from '../../../editor/canvas/outline-tree.ts';
import { neighbour } from '../../../editor/canvas/walk.ts';
import { placeOfOpenEnd, TRIGGER } from '../../../editor/draft/place.ts';
import { connectExit, type Step } from '../../../shared/steps/index.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { flow } from '../draft/flow.ts';

describe('the drawn workflow', () => {
  it('keeps the node and edge objects of what did not change', () => {
    const workflow = flow('t>b b(m,w) m>x1 w>x2');
    const before = viewOf(workflow, false);
    const changed = { ...workflow, steps: { ...workflow.steps, m: { ...workflow.steps.m, name: 'New' } } };
    const after = viewOf(changed as typeof workflow, false, before);
    const renewed = after.nodes.filter((node) => !before.nodes.includes(node));
    expect(renewed.map(({ id }) => id)).toEqual(['m']);
    expect(after.edges.every((edge) => before.edges.includes(edge))).toBe(true);
  });

  it('ends visibly where nothing follows, so that something can be put there', () => {
    const { b, ...steps } = flow('b(m,w) m>x1 w>x2').steps;
    const open = {
      ...flow('b(m,w) m>x1 w>x2'),
      steps: { b: connectExit(b as Step, 'otherwise', 'gone'), ...steps },
    };
    const { nodes, edges, layout } = viewOf(open as Workflow, false);
    const [end] = nodes.filter(({ type }) => type === 'open');
    expect(placeOfOpenEnd(end?.id ?? '')).toEqual({ from: 'b', exit: 'otherwise' });
    expect(edges.filter(({ target }) => target === end?.id).map(({ source }) => source)).toEqual(['b']);
    expect(layout.spots.get(end?.id ?? '')?.y).toBeGreaterThan(layout.spots.get('b')?.y ?? 0);
    const blank = { ...open, steps: {}, start: undefined };
    expect(viewOf(blank as unknown as Workflow, false).nodes.map(({ type }) => type)).toEqual([
      'trigger',
      'open',
    ]);
  });

  it('leaves the trigger where it is when a branch is added below', () => {
    const spot = (text: string) => {
      const placed = layOutWorkflow(flow(text), false).spots.get(TRIGGER);
      return placed && placed.x + placed.width / 2;
    };
    expect(spot('b(m,w) m>x1 w>x2')).toBe(spot('t>x'));
  });

  it('rounds the corners of a line and keeps its ends', () => {
    const path = linePath([
      { x: 0, y: 0 },
      { x: 0, y: 40 },
      { x: 80, y: 40 },
    ]);
    expect(path).toMatch(/^M0,0L0,26Q0,40 14,40L80,40$/);
  });
});

describe('the arrow keys', () => {
  const layout = layOutWorkflow(flow('b(m,w) m>t w>t t>x'), false);

  it('go down the first path and up again', () => {
    expect(neighbour(layout, TRIGGER, 'down')).toBe('b');
    expect(neighbour(layout, 'b', 'down')).toBe('m');
    expect(neighbour(layout, 'm', 'up')).toBe('b');
    expect(neighbour(layout, 'x', 'down')).toBeUndefined();
  });

  it('go to the step beside', () => {
    expect(neighbour(layout, 'm', 'right')).toBe('w');
    expect(neighbour(layout, 'w', 'left')).toBe('m');
  });
});

function said(line: OutlineLine): string {
  if (line.is === 'step') return line.id;
  if (line.is === 'note') return `“${line.text}”`;
  return line.is === 'path' ? `:${line.place.exit}` : `→${line.to}`;
}

describe('the outline', () => {
  it('says each note under the step it is about, those about the whole first', () => {
    const noted = {
      ...flow('t>w w>x'),
      notes: [{ text: 'ask Sales', step: 't' }, { text: 'for spring' }, { text: 'lost', step: 'gone' }],
    };
    expect(outlineOf(noted).map((line) => `${line.level} ${said(line)}`)).toEqual([
      '0 “for spring”',
      '0 “lost”',
      '0 t',
      '1 “ask Sales”',
      '0 w',
      '0 x',
    ]);
  });

  it('nests paths and goes on behind where they meet', () => {
    const lines = outlineOf(flow('t>b b(m,w) m>t2 w>t2 t2>x'));
    expect(lines.map((line) => `${line.level} ${said(line)}`)).toEqual([
      '0 t',
      '0 b',
      '1 :p1',
      '2 m',
      '1 :otherwise',
      '2 w',
      '0 t2',
      '0 x',
    ]);
  });

  it('shows every step once and a loop as a jump', () => {
    const lines = outlineOf(flow('t>w w>t'));
    expect(lines.filter(({ is }) => is === 'step')).toHaveLength(2);
    expect(lines.at(-1)).toMatchObject({ is: 'jump', to: 't' });
  });
});
