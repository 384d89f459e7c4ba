import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertStep } from '../../../editor/draft/insert-step.ts';
import { isClean, mergeWorkflows } from '../../../editor/draft/merge-workflows.ts';
import { moveStep } from '../../../editor/draft/move-step.ts';
import { removeStep } from '../../../editor/draft/remove-step.ts';
import { same } from '../../../shared/changes/same.ts';
import { linksOf, reachableFrom } from '../../../shared/graph.ts';
import { steps as definitions, exitsOf, type Step } from '../../../shared/steps/index.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { counting, drawn, flow } from './flow.ts';

const base = flow('b(m,t) m>w t>w w>x');
const named = (workflow: Workflow, id: string, name: string): Workflow => ({
  ...workflow,
  steps: { ...workflow.steps, [id]: { ...(workflow.steps[id] as Step), name } },
});
const wait = (from: string, exit: string, id: string, workflow = base) =>
  insertStep(workflow, { from, exit }, { kind: 'wait', for: '1d' }, () => id).workflow;
const merge = (mine: Workflow, theirs: Workflow, prefer?: () => 'mine' | 'theirs') =>
  mergeWorkflows(base, mine, theirs, counting(), prefer);

describe('two people editing one draft', () => {
  it('both keep what they did in different places', () => {
    const merged = merge(wait('m', 'next', 'mine'), wait('t', 'next', 'theirs'));
    expect(isClean(merged)).toBe(true);
    expect(drawn(merged.workflow)).toBe('b(m,t) m>mine t>theirs mine>w theirs>w w>x');
  });

  it('both keep the steps they put at the same place, one behind the other', () => {
    const merged = merge(wait('m', 'next', 'mine'), wait('m', 'next', 'theirs'));
    expect(isClean(merged)).toBe(true);
    expect(drawn(merged.workflow)).toBe('b(m,t) m>mine t>w mine>theirs w>x theirs>w');
  });

  it('may change the settings of a step while the other moves what follows it', () => {
    const mine = named(base, 'm', 'Hello');
    const merged = merge(mine, wait('m', 'next', 'theirs'));
    expect(isClean(merged)).toBe(true);
    expect(merged.workflow.steps.m).toMatchObject({ name: 'Hello', next: 'theirs' });
  });

  it('may change different settings of the same step', () => {
    const mine = named(base, 'm', 'Hello');
    const theirs = { ...base, steps: { ...base.steps, m: { ...base.steps.m, subject: 'Hey' } as Step } };
    expect(merge(mine, theirs).workflow.steps.m).toMatchObject({ name: 'Hello', subject: 'Hey' });
  });

  it('are told when they set the same thing differently, and may choose either', () => {
    const mine = named(base, 'm', 'Mine');
    const theirs = named(base, 'm', 'Theirs');
    const merged = merge(mine, theirs);
    expect(merged.conflicts).toEqual([{ step: 'm', about: ['name'] }]);
    expect(merged.workflow.steps.m?.name).toBe('Mine');
    expect(merge(mine, theirs, () => 'theirs').workflow.steps.m?.name).toBe('Theirs');
  });

  it('are told when one deleted what the other worked on', () => {
    const mine = removeStep(base, 't', counting());
    const theirs = named(base, 't', 'Call them');
    expect(merge(mine, theirs).conflicts).toEqual([{ step: 't', about: ['deleted'] }]);
    expect(merge(mine, theirs).workflow.steps.t).toBeUndefined();
    expect(merge(mine, theirs, () => 'theirs').workflow.steps.t?.name).toBe('Call them');
  });

  it('keep a step put in front of one the other deleted', () => {
    const merged = merge(removeStep(base, 'w', counting()), wait('m', 'next', 'theirs'));
    expect(isClean(merged)).toBe(true);
    expect(drawn(merged.workflow)).toBe('b(m,t) m>theirs t>x theirs>x');
  });

  it('may each add a path to a branch', () => {
    const add = (id: string) => {
      const branch = base.steps.b;
      if (branch?.kind !== 'branch') throw new Error('b is no branch');
      const [path] = branch.paths;
      if (!path) throw new Error('b has no path');
      return {
        ...base,
        steps: { ...base.steps, b: { ...branch, paths: [...branch.paths, { ...path, id, next: 'w' }] } },
      };
    };
    const merged = merge(add('p8'), add('p9'));
    expect(isClean(merged)).toBe(true);
    expect(exitsOf(merged.workflow.steps.b as Step).map(({ id }) => id)).toEqual([
      'p1',
      'p9',
      'p8',
      'otherwise',
    ]);
  });
});

/** A few random edits as somebody would make them; new ids begin with a letter of their own. */
function edited(from: Workflow, letter: string, moves: readonly [number, number, number][]): Workflow {
  let count = 0;
  const newId = () => `${letter}${++count}`;
  return moves.reduce((workflow, [what, where, to]) => {
    const links = linksOf(workflow.steps);
    const link = links[where % Math.max(1, links.length)];
    const ids = Object.keys(workflow.steps);
    const id = ids[to % ids.length];
    if (!link || id === undefined) return workflow;
    if (what === 0) return insertStep(workflow, link, { kind: 'wait', for: '2d' }, newId).workflow;
    if (what === 1) return insertStep(workflow, link, definitions.branch.blank(), newId).workflow;
    if (what === 2) return removeStep(workflow, id, newId);
    if (what === 3) return moveStep(workflow, id, link, newId);
    return named(workflow, id, `${letter} ${where}`);
  }, from);
}

const moves = fc.array(fc.tuple(fc.nat(4), fc.nat(30), fc.nat(30)), { maxLength: 6 });

describe('any two edits of one draft', () => {
  it('change nothing where only one side did something', () => {
    fc.assert(
      fc.property(moves, (own) => {
        const mine = edited(base, 'a', own);
        expect(same(merge(mine, base).workflow, mine)).toBe(true);
        expect(same(merge(base, mine).workflow, mine)).toBe(true);
        expect(same(merge(mine, mine).workflow, mine)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('are joined without a connection to nowhere, and without losing what either added', () => {
    fc.assert(
      fc.property(moves, moves, (own, other) => {
        const mine = edited(base, 'a', own);
        const theirs = edited(base, 'c', other);
        const merged = merge(mine, theirs);
        for (const step of Object.values(merged.workflow.steps))
          for (const { to } of exitsOf(step))
            expect(Object.hasOwn(merged.workflow.steps, to ?? '')).toBe(true);
        const reached = reachableFrom(merged.workflow.steps, merged.workflow.start);
        for (const [id, { kind }] of [...Object.entries(mine.steps), ...Object.entries(theirs.steps)]) {
          if (Object.hasOwn(base.steps, id) || kind === 'exit') continue;
          expect(Object.hasOwn(merged.workflow.steps, id)).toBe(true);
          expect(reached.has(id) || merged.cutOff.includes(id)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
