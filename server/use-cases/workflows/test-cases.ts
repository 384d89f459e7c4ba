import { Problem, problem } from '../../../shared/problems.ts';
import {
  type ExpectedWay,
  isSameWay,
  MOST_TESTS,
  type TestCaseView,
  type TestOutcome,
  wayOf,
} from '../../../shared/test-case.ts';
import type { TestCase } from '../../ports/test-cases.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { type Sandbox, sandboxOf } from './simulate.ts';
import { workflowOf } from './workflow-view.ts';

/** The saved tests of a workflow, in the order they were made. */
export const listTests: Verb<'listTests'> = async (runtime, { params }) => {
  await workflowOf(runtime, params.id);
  return { items: (await runtime.testCases.ofWorkflow(params.id, MOST_TESTS)).map(viewOf) };
};

/**
 * Keeps a run as a test. Without an expected way the draft is run, and the way it takes is what it must take from now
 * on. The moment it starts at is kept, too, so that it means the same tomorrow. Throws TESTS_TOO_MANY.
 */
export const saveTest: Verb<'saveTest'> = async (runtime, { params, body, actor }) => {
  const record = await workflowOf(runtime, params.id);
  if ((await runtime.testCases.ofWorkflow(record.id, MOST_TESTS)).length >= MOST_TESTS)
    throw problem('TESTS_TOO_MANY', { most: MOST_TESTS });
  const createdAt = runtime.clock.now();
  const request = { ...body.request, now: body.request.now ?? createdAt.toISOString() };
  const expected = body.expected ?? wayOf(await (await sandboxOf(runtime, record)).run(request));
  const one: TestCase = {
    id: runtime.chance.id(),
    workflowId: record.id,
    name: body.name,
    ...(request.userId === undefined ? {} : { userId: request.userId }),
    request,
    expected,
    createdAt,
  };
  await runtime.testCases.insert([one]);
  await recordChange(runtime, actor, 'workflow.test-saved', record.id);
  return viewOf(one);
};

/** Deletes a saved test. Throws TEST_UNKNOWN. */
export const deleteTest: Verb<'deleteTest'> = async (runtime, { params, actor }) => {
  if (!(await runtime.testCases.delete(params.id, params.test)))
    throw problem('TEST_UNKNOWN', { id: params.test });
  await recordChange(runtime, actor, 'workflow.test-deleted', params.id);
  return undefined;
};

/** Runs every saved test against the draft, or the document given; one that cannot be run has failed and says why. */
export const runTests: Verb<'runTests'> = async (runtime, { params, body }) => {
  const record = await workflowOf(runtime, params.id);
  const cases = await runtime.testCases.ofWorkflow(record.id, MOST_TESTS);
  if (cases.length === 0) return { passed: true, items: [] };
  const sandbox = await sandboxOf(runtime, record, body?.document);
  const items: TestOutcome[] = [];
  for (const one of cases) {
    items.push(await outcomeOf(sandbox, one));
    // Many long journeys must not hold up everybody else.
    await runtime.clock.soon();
  }
  return { passed: items.every(({ passed }) => passed), items };
};

async function outcomeOf(sandbox: Sandbox, { id, name, request, expected }: TestCase): Promise<TestOutcome> {
  try {
    const got: ExpectedWay = wayOf(await sandbox.run(request));
    return { id, name, expected, got, passed: isSameWay(got, expected) };
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    return { id, name, expected, passed: false, problem: { code: fault.code, message: fault.message } };
  }
}

/** Tests as they come with a playbook; twice is once. */
export async function insertTests(
  runtime: Pick<Runtime, 'clock' | 'testCases'>,
  workflowId: string,
  cases: readonly Pick<TestCase, 'name' | 'request' | 'expected'>[],
): Promise<void> {
  const createdAt = runtime.clock.now();
  await runtime.testCases.insert(
    cases.map((one, index) => ({ ...one, id: `${workflowId}-${index}`, workflowId, createdAt })),
  );
}

function viewOf({ id, name, request, expected, createdAt }: TestCase): TestCaseView {
  return { id, name, request, expected, createdAt: createdAt.toISOString() };
}
