import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Command, InvalidArgumentError } from 'commander';
import { keyKind, role } from '../shared/people.ts';
import { Problem } from '../shared/problems.ts';
import { tableKind, tablePlan } from '../shared/table.ts';
import { jsonIn, textOf, withRuntime } from './cli-support.ts';
import { pullWorkflows, pushWorkflows, testWorkflow, validate } from './cli-workflows.ts';
import { ConfigError, readConfig } from './config.ts';
import { examine } from './doctor.ts';
import { ListenError } from './http/listen.ts';
import { createLog, databaseLog } from './log.ts';
import { type Roles, start, stopOnSignals } from './main.ts';
import { loadDemo } from './use-cases/demo/load-demo.ts';
import { removeDemo } from './use-cases/demo/remove-demo.ts';
import { getJob } from './use-cases/jobs.ts';
import { invitePerson } from './use-cases/people/invitations.ts';
import { createKey } from './use-cases/people/keys.ts';
import { system } from './use-cases/people/record-change.ts';
import type { Runtime } from './use-cases/runtime.ts';
import { exportContacts } from './use-cases/tables/exports.ts';
import { checkImport, deleteImport, runImport, uploadTable } from './use-cases/tables/imports.ts';

/** Runs one command line; resolves when the command has started or is done. */
export async function runCli(argv: readonly string[]): Promise<void> {
  try {
    await commands().parseAsync([...argv]);
  } catch (error) {
    // What a person can mend is said in a sentence; a bug shows where it is.
    const isKnown = [ConfigError, ListenError, Problem].some((kind) => error instanceof kind);
    console.error(isKnown && error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function commands(): Command {
  const program = new Command('mooring').description('Retention automation for SaaS');
  program
    .command('serve', { isDefault: true })
    .description('serve the product, with a worker in the same process')
    .option('--no-worker', 'leave the work to other processes')
    .action((options: { worker: boolean }) => run({ http: true, worker: options.worker }));
  program
    .command('worker')
    .description('only work: move people on and send what is due')
    .action(() => run({ http: false, worker: true }));
  program
    .command('database')
    .description('only the embedded database')
    .option('--dir <directory>', 'where it keeps its files; DATA_DIR by default')
    .option('--socket <path>', 'listen on this socket')
    .option('--port <number>', 'listen on this port of 127.0.0.1', wholeNumber)
    .action(database);
  program
    .command('backup <directory>')
    .description('copy the embedded database into a new directory, also while it is in use')
    .option('--dir <directory>', 'where its files are; DATA_DIR by default')
    .action(backup);
  program
    .command('restore <directory>')
    .description('put a backup in the place of the embedded database, which must not be running')
    .option('--dir <directory>', 'where its files are; DATA_DIR by default')
    .option('--replace', 'also where there are data already; they are kept beside')
    .action(restore);
  program
    .command('compact')
    .description('give the room of deleted data back to the disk; the database must not be running')
    .option('--dir <directory>', 'where its files are; DATA_DIR by default')
    .action(compact);
  const workflows = program.command('workflows').description('workflow documents');
  workflows.command('validate <file>').description('list the problems of a document').action(validate);
  workflows
    .command('test <key>')
    .description('run the saved tests of a workflow, named by its key or id; nothing is sent')
    .option('--document <file>', 'against this document instead of the draft')
    .action(testWorkflow);
  workflows
    .command('pull [keys...]')
    .description('write drafts as files, each named after its key; all of them where no key is named')
    .option('--dir <directory>', 'where to write them', 'workflows')
    .option('--live', 'what is published instead of the draft')
    .action(pullWorkflows);
  workflows
    .command('push <files...>')
    .description('keep documents as drafts: of the workflow with the same key, or of a new one')
    .option('--publish', 'and publish them; nothing is kept where one of them has errors')
    .action(pushWorkflows);
  program
    .command('user')
    .description('people')
    .command('add <email>')
    .description('invite somebody; prints the link, which works once')
    .option('--role <role>', 'viewer, marketer, manager or admin', 'viewer')
    .action(addUser);
  program
    .command('key')
    .description('keys')
    .command('add <name>')
    .description('make a key; prints the secret, which is shown once')
    .option('--kind <kind>', 'api, server or browser', 'server')
    .option('--role <role>', 'of an API key: viewer, marketer, manager or admin')
    .action(addKey);
  const contacts = program.command('contacts').description('contacts and accounts as CSV');
  contacts
    .command('import <file>')
    .description('import a table; starts no workflow')
    .option('--kind <kind>', 'contacts or accounts', 'contacts')
    .option('--plan <file>', 'what the columns are, as JSON; guessed without it')
    .option('--check', 'only count, and list the rows that would be refused')
    .option('--refused <file>', 'where to write the refused rows', 'refused.csv')
    .action(importTable);
  contacts
    .command('export')
    .description('write contacts as CSV to standard output')
    .option('--search <text>', 'only those it finds')
    .action(exportTable);
  program
    .command('demo')
    .description('load the demo data, which no mail ever leaves for')
    .option('--remove', 'take them away again, without a trace')
    .action(demo);
  program
    .command('doctor')
    .description('check what Mooring needs')
    .action(async () => {
      const findings = await examine(readConfig(process.env));
      for (const { isFine, text } of findings) console.log(`${isFine ? 'ok  ' : 'MEND'} ${text}`);
      if (findings.some(({ isFine }) => !isFine)) process.exitCode = 1;
    });
  return program;
}

async function run(roles: Roles): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const started = await start(config, roles, log);
  stopOnSignals(started, log);
  if (started.url) console.log(`Mooring is ready: ${started.url}`);
  else log.info({}, 'The worker is ready');
}

async function database(options: { dir?: string; socket?: string; port?: number }): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const { serveDatabase } = await import('./embedded-mongo/index.ts');
  const served = await serveDatabase({
    dir: options.dir ?? config.dataDir,
    socket: options.socket,
    port: options.port,
    staysSmall: true,
    log: databaseLog(log),
  });
  console.log(`The database is ready: ${served.uri}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void served.close().finally(() => process.exit(0)));
}

async function backup(target: string, options: { dir?: string }): Promise<void> {
  const { after } = await copying(({ backupData }) => backupData(embeddedDirectory(options), target));
  console.log(`The backup is in ${target}: ${megabytes(after)}.`);
}

async function restore(source: string, options: { dir?: string; replace?: true }): Promise<void> {
  const { after } = await copying(({ restoreData }) =>
    restoreData(source, embeddedDirectory(options), options.replace ?? false),
  );
  console.log(`The backup is restored: ${megabytes(after)}.`);
}

async function compact(options: { dir?: string }): Promise<void> {
  const { before, after } = await copying(({ compactData }) => compactData(embeddedDirectory(options)));
  console.log(`The database takes ${megabytes(after)} now; it took ${megabytes(before)}.`);
}

/** What goes wrong with a copy is said in a sentence. */
async function copying<Result>(
  work: (embedded: typeof import('./embedded-mongo/index.ts')) => Promise<Result>,
): Promise<Result> {
  const embedded = await import('./embedded-mongo/index.ts');
  try {
    return await work(embedded);
  } catch (error) {
    const isKnown = error instanceof embedded.CopyError || error instanceof embedded.AlreadyServedError;
    throw isKnown ? new ConfigError(error.message, { cause: error }) : error;
  }
}

/** Where the embedded database is; refused where another database is used, which has tools of its own. */
function embeddedDirectory({ dir }: { dir?: string }): string {
  const config = readConfig(process.env);
  if (dir === undefined && config.mongodbUri !== undefined)
    throw new ConfigError(
      'MONGODB_URI names another database: use mongodump and mongorestore for it, or name a directory with --dir.',
    );
  return dir ?? config.dataDir;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

async function addUser(email: string, options: { role: string }): Promise<void> {
  const body = { email, role: oneOf(role.options, options.role, '--role') };
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    const { link } = await invitePerson(runtime, { params: {}, query: {}, body, actor: system });
    console.log(link);
  });
}

async function addKey(name: string, options: { kind: string; role?: string }): Promise<void> {
  const body = {
    name,
    kind: oneOf(keyKind.options, options.kind, '--kind'),
    role: options.role === undefined ? undefined : oneOf(role.options, options.role, '--role'),
  };
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    const { secret } = await createKey(runtime, { params: {}, query: {}, body, actor: system });
    console.log(secret);
  });
}

async function importTable(
  file: string,
  options: { kind: string; plan?: string; check?: boolean; refused: string },
): Promise<void> {
  const kind = oneOf(tableKind.options, options.kind, '--kind');
  const plan = options.plan === undefined ? undefined : jsonIn(options.plan, await textOf(options.plan));
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    const source = createReadStream(file);
    const upload = await uploadTable(runtime, { kind, name: basename(file), source, actor: system });
    const parsed = tablePlan.safeParse(plan ?? { columns: upload.columns.map(({ guess }) => guess) });
    if (!parsed.success) throw new ConfigError(`${options.plan}: ${parsed.error.issues[0]?.message}`);
    const start = options.check ? checkImport : runImport;
    const call = { params: { id: upload.id }, query: {}, body: parsed.data, actor: system };
    const { job } = await start(runtime, call);
    const result = await resultOf(runtime, job);
    const { rows, refused, imported } = result as { rows: number; refused: number; imported: number };
    const list = refused > 0 ? await runtime.tables.readRefusals(upload.id) : undefined;
    if (list) await pipeline(list, createWriteStream(options.refused));
    console.log(
      `${rows} rows, ${imported} imported, ${refused} refused${list ? `: see ${options.refused}` : ''}.`,
    );
    if (options.check) await deleteImport(runtime, { ...call, body: undefined });
  });
}

async function demo(options: { remove?: true }): Promise<void> {
  await withRuntime(readConfig(process.env), async ({ runtime }) => {
    const change = options.remove ? removeDemo : loadDemo;
    const { job } = await change(runtime, { params: {}, query: {}, body: undefined, actor: system });
    await resultOf(runtime, job);
    console.log(options.remove ? 'The demo data are gone.' : 'The demo data are loaded.');
  });
}

/** What a job came to, once it is done; throws a `ConfigError` with what stopped it. */
async function resultOf(runtime: Runtime, job: string): Promise<unknown> {
  await runtime.runner.settled();
  const call = { params: { id: job }, query: {}, body: undefined, actor: system };
  const { state, result, errors } = await getJob(runtime, call);
  if (state !== 'done') throw new ConfigError(errors.map(({ message }) => message).join(' '));
  return result;
}

async function exportTable(options: { search?: string }): Promise<void> {
  await withRuntime(readConfig(process.env), ({ runtime }) =>
    pipeline(exportContacts(runtime, options), process.stdout, { end: false }),
  );
}

function oneOf<Value extends string>(values: readonly Value[], given: string, name: string): Value {
  const value = values.find((candidate) => candidate === given);
  if (value === undefined) throw new ConfigError(`${name}: use one of ${values.join(', ')}.`);
  return value;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('Use a port number.');
  return Number(text);
}
