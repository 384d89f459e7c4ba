import { describe, expect, it } from 'vitest';
import { workflowJsonSchema } from '../../shared/document-schema.ts';
import { loopsWithoutWait, reachableFrom } from '../../shared/graph.ts';
import type { Step } from '../../shared/steps/index.ts';
import { validateWorkflow } from '../../shared/validate-workflow.ts';
import { blankWorkflow, workflowSchema } from '../../shared/workflow.ts';

const mail = {
  kind: 'send-email',
  subject: 'Hello',
  body: 'Hello {{ contact.traits.firstName }}',
  next: 'x',
};
const good = {
  format: 'mooring.workflow/1',
  name: 'Good',
  entry: { trigger: { kind: 'event', event: 'Signed Up' } },
  start: 'm',
  steps: { m: mail, x: { kind: 'exit' } },
};

function codes(change: Record<string, unknown>): string[] {
  return validateWorkflow({ ...good, ...change }).map(({ code }) => code);
}

describe('a workflow document', () => {
  it('without problems has none', () => {
    expect(validateWorkflow(good)).toEqual([]);
  });

  it('names what is missing, with its step, path and one sentence', () => {
    const [problem] = validateWorkflow({
      ...good,
      steps: { ...good.steps, m: { ...mail, subject: ' ', name: 'Greeting' } },
    });
    expect(problem).toEqual({
      code: 'EMAIL_CONTENT_MISSING',
      step: 'm',
      path: 'steps.m.subject',
      message: '“Greeting” has no subject. Write it, or choose a template.',
      severity: 'error',
      facts: { step: 'Greeting', field: 'subject' },
    });
  });

  it('refuses unknown properties with their path', () => {
    expect(validateWorkflow({ ...good, colour: 'red' })).toMatchObject([
      { code: 'WORKFLOW_SHAPE', path: 'colour' },
    ]);
    expect(validateWorkflow({ ...good, steps: { ...good.steps, m: { ...mail, colour: 1 } } })).toMatchObject([
      { code: 'WORKFLOW_SHAPE', path: 'steps.m.colour', step: 'm' },
    ]);
  });

  it('names unknown kinds of steps and triggers', () => {
    expect(codes({ steps: { ...good.steps, m: { kind: 'send-sms' } } })).toEqual(['STEP_KIND_UNKNOWN']);
    expect(codes({ entry: { trigger: { kind: 'moon' } } })).toEqual(['TRIGGER_KIND_UNKNOWN']);
  });

  it('refuses a loop without a wait, and allows one through a wait', () => {
    const branch = (otherwise: string) => ({
      kind: 'branch',
      paths: [
        {
          id: 'yes',
          when: { all: [{ fact: 'contact', path: '$.email', operator: 'exists', value: true }] },
          next: 'x',
        },
      ],
      otherwise,
    });
    expect(
      codes({
        start: 'b',
        steps: { b: branch('t'), t: { kind: 'create-task', title: 'T', next: 'b' }, x: { kind: 'exit' } },
      }),
    ).toEqual(['STEPS_LOOP']);
    expect(
      codes({
        start: 'b',
        steps: { b: branch('w'), w: { kind: 'wait', for: '1d', next: 'b' }, x: { kind: 'exit' } },
      }),
    ).toEqual([]);
  });

  it('refuses loose ends and targets that do not exist, warns of what nobody reaches', () => {
    expect(codes({ steps: { m: { ...mail, next: undefined }, x: { kind: 'exit' } } })).toEqual([
      'STEP_WITHOUT_WAY_OUT',
      'STEP_UNREACHABLE',
    ]);
    expect(codes({ steps: { m: { ...mail, next: 'gone' } } })).toEqual(['STEP_TARGET_UNKNOWN']);
    expect(codes({ start: 'nowhere' })).toContain('START_UNKNOWN');
  });

  it('refuses an unknown fact inside a branch, at its place', () => {
    const b = {
      kind: 'branch',
      paths: [{ id: 'yes', when: { all: [{ fact: 'moon', operator: 'equal', value: 1 }] }, next: 'x' }],
      otherwise: 'x',
    };
    expect(validateWorkflow({ ...good, start: 'b', steps: { b, x: { kind: 'exit' } } })).toMatchObject([
      { code: 'FACT_UNKNOWN', step: 'b', severity: 'error' },
    ]);
  });

  it('says of a duration that is none how to write one', () => {
    const w = (text: string) => ({
      steps: { m: { kind: 'wait', for: text, next: 'x' }, x: { kind: 'exit' } },
    });
    expect(codes(w('soon'))).toEqual(['WORKFLOW_SHAPE']);
    expect(codes(w('0d'))).toEqual(['WORKFLOW_SHAPE']);
    expect(codes(w('36h'))).toEqual([]);
  });

  it('survives anything', () => {
    for (const odd of [
      null,
      7,
      'x',
      [],
      {},
      { format: 'mooring.workflow/1' },
      { ...good, steps: [] },
      { ...good, entry: null },
      { ...good, steps: { a: null } },
    ]) {
      expect(validateWorkflow(odd).length).toBeGreaterThan(0);
    }
    let deep: unknown = { fact: 'contact', path: '$.email', operator: 'equal', value: 1 };
    for (let level = 0; level < 5_000; level++) deep = { all: [deep] };
    expect(codes({ entry: { ...good.entry, when: deep } })).toContain('CONDITION_TOO_DEEP');
  });

  it('starts blank with what is still missing said', () => {
    expect(validateWorkflow(blankWorkflow('New')).map(({ code }) => code)).toEqual([
      'TRIGGER_EVENT_MISSING',
      'WORKFLOW_EMPTY',
    ]);
  });

  it('has a JSON Schema that names every kind of step', () => {
    const schema = JSON.stringify(workflowJsonSchema());
    for (const kind of ['send-email', 'create-task', 'branch', 'wait', 'exit'])
      expect(schema).toContain(`"${kind}"`);
  });

  it('keeps its meaning when its defaults are written out', () => {
    const parsed = workflowSchema.parse(good);
    expect(workflowSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
  });
});

describe('the graph', () => {
  const task = (next: string): Step => ({
    kind: 'create-task',
    title: 'T',
    assignee: { role: 'success-manager' },
    dueIn: '1d',
    priority: 'normal',
    next,
  });

  it('finds loops and reachable steps in ten thousand steps without recursion', () => {
    const steps = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [`s${index}`, task(`s${(index + 1) % 10_000}`)]),
    );
    expect(reachableFrom(steps, 's0').size).toBe(10_000);
    expect(loopsWithoutWait(steps, () => false).map((loop) => loop.length)).toEqual([10_000]);
  });
});
