import { describe, expect, it } from 'vitest';
import { diffWorkflows, isUnchanged } from '../../../editor/draft/diff-workflows.ts';
import { removedPlaces } from '../../../editor/draft/removed-places.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { flow } from './flow.ts';

describe('what publishing changes', () => {
  it('lists added, removed and changed steps and settings, exits left out', () => {
    const live = flow('t>w w>wv wv>x');
    const { wv: _, x: __, ...kept } = live.steps;
    const draft: Workflow = {
      ...live,
      name: 'Other',
      steps: {
        ...kept,
        w: { kind: 'wait', for: '9d', next: 'm' },
        m: { kind: 'wait', for: '1d', next: 'y' },
        y: { kind: 'exit' },
      },
    };
    expect(diffWorkflows(live, draft)).toEqual({
      added: ['m'],
      removed: ['wv'],
      changed: ['w'],
      settings: ['name'],
    });
  });

  it('is nothing for the same document with other key order and absent properties', () => {
    const live = flow('t>x');
    expect(isUnchanged(diffWorkflows(live, { ...structuredClone(live), goal: undefined }))).toBe(true);
  });
});

describe('steps that the draft no longer has', () => {
  const gone = (live: Workflow, draft: Workflow) =>
    Object.fromEntries(removedPlaces(live, draft, diffWorkflows(live, draft).removed));

  it('are told of where they stood: behind the nearest step that is left, on its path', () => {
    const live = flow('b(m,w) m>t t>w w>x');
    expect(gone(live, flow('b(w,w) w>x'))).toEqual({ 'b|p1': ['m', 't'] });
  });

  it('are told of at the beginning where nothing before them is left', () => {
    expect(gone(flow('m>t t>w w>x'), flow('w>x'))).toEqual({ ':trigger|next': ['t', 'm'] });
  });

  it('are told of on the first path where theirs is gone', () => {
    const live = flow('b(m,w,x) w>x');
    expect(gone(live, flow('b(m,x) m>x'))).toEqual({ 'b|p1': ['w'] });
  });
});
