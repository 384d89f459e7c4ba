import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

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
  if (staleHalves().length > 0) {
    const unlock = await lock();
    try {
      // Another process may have built while this one waited.
      await buildAll(staleHalves());
    } finally {
      unlock();
    }
  }
  const missing = halves.find(({ made }) => made.endsWith('.js') && !existsSync(join(root, made)));
  if (missing) throw new Error(`${missing.made} is missing. Run “npm ci”, then start again.`);
}

function staleHalves() {
  return halves
    .map((half) => ({ ...half, stamp: stampOf(half.from), tool: toolOf(half.tool) }))
    .filter((half) => half.tool && readStamp(half.name) !== half.stamp);
}

async function buildAll(stale) {
  if (stale.length === 0) return;
  process.stderr.write(`Building the ${stale.map(({ name }) => name).join(' and the ')} … `);
  const started = process.hrtime.bigint();
  await Promise.all(stale.map(build));
  process.stderr.write(`done in ${Math.round(Number(process.hrtime.bigint() - started) / 1e8) / 10} s.\n`);
}

/** Two processes started at once must not write dist at the same time. A lock whose process is gone does not count. */
async function lock() {
  const file = join(root, 'dist', '.building');
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isRunning(file)) rmSync(file, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isRunning(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // Just made, not yet written.
    if (!pid) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Paths, sizes and times of all sources, as one hash. */
function stampOf(from) {
  const hash = createHash('sha256');
  const add = (path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
    else for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
  };
  for (const path of from) add(path);
  return hash.digest('hex');
}

function stampFile(name) {
  return join(root, 'dist', `.${name}-built-from`);
}

function readStamp(name) {
  const made = halves.find((half) => half.name === name)?.made;
  if (!made || !existsSync(join(root, made)) || !existsSync(stampFile(name))) return undefined;
  return readFileSync(stampFile(name), 'utf8');
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
