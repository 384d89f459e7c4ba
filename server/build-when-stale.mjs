import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
/** How often a build by another process is looked for, ten times a second, before it is taken for dead. */
const MOST_LOOKS = 3_000;

/** The two halves of dist: what they are made from, and how. */
const halves = [
  {
    name: 'server',
    from: ['shared', 'server', 'tsconfig.json', 'tsconfig.server.json', 'package-lock.json'],
    made: 'dist/server/cli.js',
    tool: ['typescript', 'bin/tsc', '-p', 'tsconfig.server.json'],
  },
  {
    name: 'editor',
    from: ['shared', 'editor', 'tsconfig.json', 'package-lock.json'],
    made: 'dist/editor/index.html',
    tool: ['vite', 'bin/vite.js', 'build', '--config', 'editor/vite.config.ts', '--logLevel', 'warn'],
  },
];

/**
 * Builds what is missing or older than its sources. Without the development dependencies there is nothing to build
 * with: what is there is used as it is.
 */
export async function buildWhenStale() {
  if (staleHalves().length > 0) await oneAtATime(buildStale);
  const missing = halves.find(({ made }) => made.endsWith('.js') && !existsSync(join(root, made)));
  if (missing) throw new Error(`${missing.made} is missing. Run “npm ci”, then start again.`);
}

async function buildStale() {
  // Whoever built while this process waited has done the work.
  const stale = staleHalves();
  if (stale.length === 0) return;
  process.stderr.write(`Building the ${stale.map(({ name }) => name).join(' and the ')} … `);
  const started = process.hrtime.bigint();
  await Promise.all(stale.map(build));
  process.stderr.write(`done in ${Math.round(Number(process.hrtime.bigint() - started) / 1e8) / 10} s.\n`);
}

function staleHalves() {
  return halves
    .map((half) => ({ ...half, ...stampOf(half.from), tool: toolOf(half.tool) }))
    .filter((half) => half.tool && !isFresh(half));
}

/** Two starts at once must not write the same files. */
async function oneAtATime(work) {
  const lock = join(root, 'dist', '.building');
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (let looks = 1; !taken(lock); looks += 1) {
    // Its process is gone; or its number is another process's by now.
    if (!isRunning(readNumber(lock)) || looks % MOST_LOOKS === 0) rmSync(lock, { force: true });
    await sleep(100);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function readNumber(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isRunning(pid) {
  // Its number is not written yet: it has only just begun.
  if (pid === 0) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Paths, sizes and times of all sources, as one hash; and the latest of the times. */
function stampOf(from) {
  const hash = createHash('sha256');
  let changedAt = 0;
  const add = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
      return;
    }
    hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    changedAt = Math.max(changedAt, stat.mtimeMs);
  };
  for (const path of from) add(path);
  return { stamp: hash.digest('hex'), changedAt };
}

function stampFile(name) {
  return join(root, 'dist', `.${name}-built-from`);
}

function isFresh({ name, made, stamp, changedAt }) {
  const built = statSync(join(root, made), { throwIfNoEntry: false });
  if (!built) return false;
  if (existsSync(stampFile(name))) return readFileSync(stampFile(name), 'utf8') === stamp;
  // Built by the tools themselves: there is no stamp.
  return built.mtimeMs > changedAt;
}

/** The command line of a tool that is installed; undefined where it is not. */
function toolOf([name, script, ...options]) {
  try {
    return [join(require.resolve(`${name}/package.json`), '..', script), ...options];
  } catch {
    return undefined;
  }
}

async function build({ name, tool, stamp }) {
  const output = [];
  const child = spawn(process.execPath, tool, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`The ${name} cannot be built:\n${Buffer.concat(output).toString()}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(name), stamp);
}
