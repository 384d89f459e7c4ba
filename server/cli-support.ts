import { readFile } from 'node:fs/promises';
import { type Config, ConfigError } from './config.ts';
import { createLog } from './log.ts';
import { type Started, start } from './main.ts';

/** The text of a file; throws a `ConfigError` that names the file when it cannot be read. */
export function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: Error) => {
    throw new ConfigError(`${file}: it cannot be read (${cause.message}).`, { cause });
  });
}

/** What a file's JSON says; throws a `ConfigError` that names the file when it is not JSON. */
export function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${file}: it is not JSON (${cause instanceof Error ? cause.message : cause}).`);
  }
}

/** Something short over the same stores, beside a running server or alone. */
export async function withRuntime(config: Config, work: (started: Started) => Promise<void>): Promise<void> {
  const started = await start(config, { http: false, worker: false }, createLog(config.logLevel));
  try {
    await work(started);
  } finally {
    await started.stop();
  }
}
