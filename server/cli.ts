import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { keyKind, role } from '../shared/people.ts';
import { Problem } from '../shared/problems.ts';
import { validateWorkflow } from '../shared/validate-workflow.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { examine } from './doctor.ts';
import { ListenError } from './http/listen.ts';
import { createLog, databaseLog } from './log.ts';
import { type Roles, type Started, start, stopOnSignals } from './main.ts';
import { invitePerson } from './use-cases/people/invitations.ts';
import { createKey } from './use-cases/people/keys.ts';
import { system } from './use-cases/people/record-change.ts';

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
    .command('workflows')
    .description('workflow documents')
    .command('validate <file>')
    .description('list the problems of a document')
    .action(validate);
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
    log: databaseLog(log),
  });
  console.log(`The database is ready: ${served.uri}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void served.close().finally(() => process.exit(0)));
}

async function validate(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new ConfigError(`${file}: it cannot be read (${cause.message}).`, { cause });
  });
  const problems = validateWorkflow(jsonIn(file, text));
  for (const { severity, code, path, message } of problems)
    console.log(`${severity} ${code} ${path ? `at ${path}: ` : ''}${message}`);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  console.log(errors === 0 ? `${file} can be published.` : `${file} has ${errors} errors.`);
  if (errors > 0) process.exitCode = 1;
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${file}: it is not JSON (${cause instanceof Error ? cause.message : cause}).`);
  }
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

/** Something short over the same stores, beside a running server or alone. */
async function withRuntime(config: Config, work: (started: Started) => Promise<void>): Promise<void> {
  const started = await start(config, { http: false, worker: false }, createLog(config.logLevel));
  try {
    await work(started);
  } finally {
    await started.stop();
  }
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
