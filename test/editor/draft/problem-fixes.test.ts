import { describe, expect, it } from 'vitest';
import { applyFix, fixFor } from '../../../editor/draft/problem-fixes.ts';
import { readDocument } from '../../../editor/draft/read-document.ts';
import { validateWorkflow } from '../../../shared/validate-workflow.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { counting, drawn, flow } from './flow.ts';

function mended(workflow: Workflow, code: string): Workflow {
  const problem = validateWorkflow(workflow).find((each) => each.code === code);
  if (!problem) throw new Error(`no ${code}`);
  expect(fixFor(problem)).toBeDefined();
  const after = applyFix(workflow, problem, counting());
  expect(validateWorkflow(after).map((each) => each.code)).not.toContain(code);
  return after;
}

describe('a certain fix', () => {
  it('connects an open end to an exit', () => {
    expect(drawn(mended(flow('t'), 'STEP_WITHOUT_WAY_OUT'))).toBe('t>n1');
  });

  it('replaces a connection to a step that does not exist', () => {
    const workflow = flow('t>x');
    delete workflow.steps.x;
    expect(drawn(mended(workflow, 'STEP_TARGET_UNKNOWN'))).toBe('t>n1');
  });

  it('puts a wait into a loop', () => {
    const after = mended(flow('t>b b(t,x)'), 'STEPS_LOOP');
    expect(Object.values(after.steps).filter(({ kind }) => kind === 'wait')).toHaveLength(1);
  });

  it('deletes a step nobody reaches', () => {
    const workflow = flow('t>x');
    workflow.steps.w = { kind: 'wait', for: '1d', next: 'x' };
    expect(mended(workflow, 'STEP_UNREACHABLE').steps.w).toBeUndefined();
  });
});

describe('reading a stored document', () => {
  it('keeps what it cannot edit', () => {
    const strange = { ...flow('t>x'), surprise: true };
    expect(readDocument(strange)).toMatchObject({ surprise: true, steps: { t: { kind: 'create-task' } } });
  });

  it('fills in what a trigger or a step lacks, so that it can be shown and mended', () => {
    const { entry, ...rest } = flow('w>x');
    const bare = { ...rest, entry: { ...entry, trigger: { kind: 'date' } }, steps: { w: { kind: 'wait' } } };
    expect(readDocument(bare)).toMatchObject({
      entry: { trigger: { kind: 'date', date: '', at: '09:00' } },
      steps: { w: { kind: 'wait', for: expect.any(String) } },
    });
  });

  it('refuses what is no workflow', () => {
    for (const wrong of [
      undefined,
      {},
      { format: 'mooring.workflow/1' },
      { ...flow('t>x'), steps: { a: { kind: 'fax' } } },
    ])
      expect(readDocument(wrong)).toBeUndefined();
  });
});
