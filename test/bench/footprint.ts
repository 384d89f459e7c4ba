import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callApi, eventually, testKeys } from '../support/api.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import type { Bench } from './measurement.ts';
import { databasePid, memoryOf, processorSeconds } from './process-usage.ts';

const SETTLING_SECONDS = 60;
/** What is done every minute is in it. */
const IDLE_SECONDS = 60;

export const footprint: Bench = {
  name: 'footprint',
  about: 'start-up, memory and idle cost with demo data, server, worker and embedded database together',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'mooring-bench-'));
    try {
      const first = await startServer({ env: { ...testKeys }, dataDir });
      await loadDemo(first.url);
      await first.stop();

      const from = performance.now();
      const server = await startServer({ env: { ...testKeys }, dataDir });
      const page = await fetch(server.url);
      await page.text();
      const started = performance.now() - from;
      const usage = await usageOf(server, dataDir);
      await server.stop();
      return [
        {
          what: 'start to first page, built, second start',
          value: started / 1_000,
          unit: 's',
          target: { of: 'value' as const, is: 'at most' as const, limit: 2 },
        },
        ...usage,
      ];
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function loadDemo(url: string): Promise<void> {
  const { body } = await callApi(url, 'POST', '/api/demo');
  const { job } = body as { job: string };
  await eventually(
    async () => (await callApi(url, 'GET', `/api/jobs/${job}`)).body as { state: string },
    ({ state }) => state === 'done',
  );
}

async function usageOf(server: RunningServer, dataDir: string) {
  if (process.platform !== 'linux') return [];
  const pids = [server.pid, await databasePid(dataDir)];
  // Starting has its aftermath: what it left to collect, and a worker that still looks often.
  await sleep(SETTLING_SECONDS * 1_000);
  const before = pids.map(processorSeconds);
  await sleep(IDLE_SECONDS * 1_000);
  const spent = pids.map((pid, index) => processorSeconds(pid) - (before[index] ?? 0));
  const [serverMemory = 0, databaseMemory = 0] = pids.map((pid) => memoryOf(pid).resident);
  const share = (seconds = 0) => (100 * seconds) / IDLE_SECONDS;
  return [
    {
      what: 'resident memory',
      value: serverMemory + databaseMemory,
      unit: 'MB',
      also: { server: serverMemory, database: databaseMemory },
      target: { of: 'value' as const, is: 'at most' as const, limit: 350 },
    },
    {
      what: `idle, over ${IDLE_SECONDS} s`,
      value: share(spent.reduce((sum, seconds) => sum + seconds, 0)),
      unit: '% of a core',
      also: { server: share(spent[0]), database: share(spent[1]) },
      target: { of: 'value' as const, is: 'at most' as const, limit: 3 },
    },
  ];
}
