import { arch, cpus, hostname, release, totalmem, type } from 'node:os';
import type { Doc, Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Command, CommandContext, Reply, ServerState } from './command.ts';
import { serverVersion } from './hello.ts';

/** More connections at once are hung up on. */
export const mostConnections = 1000;

/** Commands that tell how the server is and what it does. */
export const diagnosticCommands: Record<string, Command> = {
  serverStatus: {
    kind: 'read',
    options: ['repl', 'metrics', 'locks', 'opLatencies', 'opReadConcernCounters', 'wiredTiger'],
    run: serverStatus,
  },
  currentOp: { kind: 'read', options: ['$all', '$ownOps', '$truncateOps'], run: currentOperations },
  top: { kind: 'read', options: [], run: ({ state }) => state.usage.show() },
  getLog: { kind: 'read', options: [], run: getLog },
  hostInfo: { kind: 'read', options: [], run: hostInfo },
  getCmdLineOpts: { kind: 'read', options: [], run: () => ({ argv: [], parsed: {} }) },
};

function serverStatus({ state }: CommandContext): Reply {
  const memory = process.memoryUsage();
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  const uptime = (Date.now() - state.startedAt) / 1000;
  return {
    host: hostname(),
    version: serverVersion,
    process: 'embedded',
    pid: BigInt(process.pid),
    uptime,
    uptimeMillis: BigInt(Math.round(uptime * 1000)),
    localTime: new Date(),
    connections: { current: state.connections(), available: mostConnections - state.connections() },
    mem: { resident: mb(memory.rss), bits: 64 },
    metrics: {
      cursor: { open: { total: BigInt(state.cursors.count) } },
      queryExecutor: {
        scanned: BigInt(state.examined.keysExamined),
        scannedObjects: BigInt(state.examined.docsExamined),
      },
    },
    opcounters: Object.fromEntries([...state.counts].map(([name, count]) => [name, BigInt(count)])),
    storageEngine: { name: 'lmdb', persistent: true, supportsCommittedReads: true },
  };
}

function currentOperations({ state }: CommandContext): Reply {
  return { inprog: inProgress(state) };
}

/** What is running or waiting to run. */
export function inProgress(state: ServerState): Doc[] {
  const now = performance.now();
  return state.operations().map(({ context, startedAt, isWrite }, i) => {
    const target = context.command.get(context.name);
    const shown: Record<string, Value> = {
      type: 'op',
      opid: i + 1,
      desc: `conn${context.connectionId}`,
      connectionId: context.connectionId,
      active: true,
      op: isWrite ? 'write' : 'command',
      ns: typeof target === 'string' ? `${context.db}.${target}` : `${context.db}.$cmd`,
      command: new Map([[context.name, target ?? null]]),
      secs_running: BigInt(Math.floor((now - startedAt) / 1000)),
      microsecs_running: BigInt(Math.round((now - startedAt) * 1000)),
    };
    return new Map(Object.entries(shown));
  });
}

function getLog({ command, state }: CommandContext): Reply {
  const which = command.get('getLog');
  if (which === '*') return { names: ['global', 'startupWarnings'] };
  if (which === 'startupWarnings') return { totalLinesWritten: 0, log: [] };
  if (which !== 'global') return fail(96, `No log named '${String(which)}'`);
  return { totalLinesWritten: state.recentLog.length, log: [...state.recentLog] };
}

function hostInfo(): Reply {
  return {
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: BigInt(Math.round(totalmem() / 1024 / 1024)),
      numCores: cpus().length,
      cpuArch: arch(),
    },
    os: { type: type(), name: process.platform, version: release() },
    extra: {},
  };
}
