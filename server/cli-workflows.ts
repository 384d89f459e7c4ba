import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateWorkflow, type WorkflowProblem } from '../shared/validate-workflow.ts';
import { workflowSchema } from '../shared/workflow.ts';
import { jsonIn, textOf, withRuntime } from './cli-support.ts';
import { ConfigError, readConfig } from './config.ts';
import type { Place } from './ports/stores.ts';
import type { WorkflowRecord } from './ports/workspace.ts';
import { system } from './use-cases/people/record-change.ts';
import type { Runtime } from './use-cases/runtime.ts';
import {
  validateWorkflow as checkedHere,
  createWorkflow,
  saveWorkflow,
} from './use-cases/workflows/drafts.ts';
import { publishWorkflow } from './use-cases/workflows/publish.ts';
import { runTests } from './use-cases/workflows/test-cases.ts';

const PAGE = 100;

/** Lists the problems of a document in a file; the process ends with 1 where there are errors. */
export async function validate(file: string): Promise<void> {
  say(file, validateWorkflow(jsonIn(file, await textOf(file))));
}

/** Runs the saved tests of a workflow; the process ends with 1 where one fails. */
export async function testWorkflow(key: string, options: { document?: string }): Promise<void> {
  const { document: file } = options;
  const body = file === undefined ? {} : { document: jsonIn(file, await textOf(file)) };
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    const id = (await runtime.workflows.byKey(key))?.id ?? key;
    const { items, passed } = await runTests(runtime, { params: { id }, query: {}, body, actor: system });
    for (const { name, passed, expected, got, problem } of items) {
      console.log(`${passed ? 'ok' : 'FAILED'} ${name}`);
      if (passed) continue;
      console.log(`  expected ${[...expected.path, expected.status].join(' → ')}`);
      console.log(`  got      ${got ? [...got.path, got.status].join(' → ') : problem?.message}`);
    }
    const failed = items.filter((outcome) => !outcome.passed).length;
    console.log(passed ? `${items.length} tests passed.` : `${failed} of ${items.length} tests failed.`);
    if (!passed) process.exitCode = 1;
  });
}

/**
 * Writes documents of workflows into a directory, each named after its key, or after its id where it has none that can
 * name a file.
 * Throws a `ConfigError` that names a workflow which is not there or was never published.
 */
export async function pullWorkflows(
  keys: readonly string[],
  options: { dir: string; live?: true },
): Promise<void> {
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    await mkdir(options.dir, { recursive: true });
    for await (const record of keys.length > 0 ? named(runtime, keys) : everyWorkflow(runtime)) {
      const document = options.live ? await liveDocument(runtime, record) : record.document;
      if (document === undefined && keys.length === 0) continue;
      if (document === undefined)
        throw new ConfigError(`${record.key ?? record.id}: it was never published.`);
      const file = join(options.dir, `${fileNameOf(record)}.json`);
      await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
      console.log(file);
    }
  });
}

/**
 * Keeps documents as drafts, of the workflow with the same key or of a new one, and says what became of each. Where
 * they are to be published all are checked first, and nothing is kept where one has errors. Throws a `ConfigError` that
 * names a file without a key, and two files with one key.
 */
export async function pushWorkflows(files: readonly string[], options: { publish?: true }): Promise<void> {
  const given = await Promise.all(
    files.map(async (file) => ({ file, document: jsonIn(file, await textOf(file)) })),
  );
  const fileByKey = new Map<string, string>();
  for (const { file, document } of given) {
    const key = keyOf(document);
    if (key === undefined)
      throw new ConfigError(`${file}: give the document a key, so that it can be found again.`);
    const other = fileByKey.get(key);
    if (other !== undefined) throw new ConfigError(`${file}: ${other} has the key “${key}” too.`);
    fileByKey.set(key, file);
  }
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    if (options.publish && !(await canAllBePublished(runtime, given))) return;
    for (const { file, document } of given) {
      const { id, outcome } = await keep(runtime, document);
      if (!options.publish) {
        console.log(`${file}: ${outcome}`);
        continue;
      }
      const call = { params: { id }, query: {}, body: undefined, actor: system };
      const { version } = await publishWorkflow(runtime, call);
      console.log(`${file}: ${outcome}, published as version ${version}`);
    }
  });
}

/** Says what keeps documents from being published in this workspace. */
async function canAllBePublished(
  runtime: Runtime,
  given: readonly { file: string; document: unknown }[],
): Promise<boolean> {
  let errors = 0;
  for (const { file, document } of given) {
    const call = { params: {}, query: {}, body: document, actor: system };
    errors += say(file, (await checkedHere(runtime, call)).problems);
  }
  return errors === 0;
}

/** Prints the problems of a document; answers how many are errors, which end the process with 1. */
function say(file: string, problems: readonly WorkflowProblem[]): number {
  for (const { severity, code, path, message } of problems)
    console.log(`${severity} ${code} ${path ? `at ${path}: ` : ''}${message}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  console.log(
    errors === 0
      ? `${file} can be published.`
      : `${file} cannot be published: ${errors} ${errors === 1 ? 'error' : 'errors'}.`,
  );
  if (errors > 0) process.exitCode = 1;
  return errors;
}

async function keep(
  runtime: Runtime,
  document: unknown,
): Promise<{ id: string; outcome: 'created' | 'changed' | 'unchanged' }> {
  const record = await runtime.workflows.byKey(keyOf(document) ?? '');
  const call = { query: {}, body: document as Record<string, unknown>, actor: system };
  if (!record) return { id: (await createWorkflow(runtime, { ...call, params: {} })).id, outcome: 'created' };
  if (JSON.stringify(record.document) === JSON.stringify(document))
    return { id: record.id, outcome: 'unchanged' };
  await saveWorkflow(runtime, { ...call, params: { id: record.id }, ifMatch: String(record.rev) });
  return { id: record.id, outcome: 'changed' };
}

function keyOf(document: unknown): string | undefined {
  const key =
    typeof document === 'object' && document !== null && 'key' in document ? document.key : undefined;
  return typeof key === 'string' && key !== '' ? key : undefined;
}

/** A draft may hold any text as its key; only what is a key may name a file, lest it lead out of the directory. */
function fileNameOf({ key, id }: Pick<WorkflowRecord, 'key' | 'id'>): string {
  return key !== undefined && workflowSchema.shape.key.safeParse(key).success ? key : id;
}

async function* named(runtime: Runtime, keys: readonly string[]): AsyncGenerator<WorkflowRecord> {
  for (const key of keys) {
    const record = (await runtime.workflows.byKey(key)) ?? (await runtime.workflows.byId(key));
    if (!record) throw new ConfigError(`${key}: no workflow has this key or id.`);
    yield record;
  }
}

async function* everyWorkflow(runtime: Runtime): AsyncGenerator<WorkflowRecord> {
  let after: Place | undefined;
  do {
    const page = await runtime.workflows.list({ limit: PAGE, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

async function liveDocument(runtime: Runtime, record: WorkflowRecord) {
  if (record.liveVersion === undefined) return undefined;
  return (await runtime.workflows.version(record.id, record.liveVersion))?.document;
}
