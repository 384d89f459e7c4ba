import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callApi, eventually, sendBatch, testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { databasePid, processorSeconds } from './process-usage.ts';
import { publish } from './workflows.ts';

const STAGES = 6;
const BATCH = 100;

/**
 * People walk through stages of a branch and a short wait, nothing else happening: answers how many steps so many
 * workers take a second, and what one costs in processor time of workers and database together.
 */
export async function stepsWith(
  workers: number,
  people: number,
): Promise<{ stepsPerSecond: number; microseconds: number }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mooring-bench-'));
  const env = { ...testKeys };
  // Long enough for everybody to be in and every worker to be up before anything is due.
  const lead = 12 + 3 * workers;
  const running = [await startServer({ args: ['--no-worker'], env, dataDir })];
  const [server] = running;
  try {
    if (!server) throw new Error('the server is not there');
    const id = await publish(server.url, stages(lead));
    for (let from = 0; from < people; from += BATCH) await enter(server.url, from);
    const due = performance.now() + lead * 1_000;
    for (let n = 0; n < workers; n += 1) running.push(await startServer({ command: 'worker', env, dataDir }));
    const pids = [...running.slice(1).map(({ pid }) => pid), await databasePid(dataDir)];
    const used = () => pids.reduce((sum, pid) => sum + processorSeconds(pid), 0);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now() - 500)));
    if (performance.now() > due)
      throw new Error('the machine is too busy: steps were due before the workers were up');
    const [begun, before] = [performance.now(), used()];
    await eventually(
      () => listed(server.url, `/api/enrolments?workflowId=${id}&status=waiting&limit=1`),
      (count) => count === 0,
      120,
    );
    const seconds = (performance.now() - begun) / 1_000;
    // A branch and a wait a stage, and the exit.
    const steps = people * (STAGES * 2 + 1);
    return { stepsPerSecond: steps / seconds, microseconds: ((used() - before) * 1e6) / steps };
  } finally {
    for (const one of running.reverse()) await one.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function listed(url: string, path: string): Promise<number> {
  const { body } = await callApi(url, 'GET', path);
  return (body as { items: unknown[] }).items.length;
}

function stages(lead: number): Record<string, unknown> {
  const steps: Record<string, unknown> = { end: { kind: 'exit' } };
  const next = (stage: number) => (stage < STAGES ? `ask${stage + 1}` : 'end');
  steps.lead = { kind: 'wait', for: `${lead}s`, next: 'ask1' };
  for (let stage = 1; stage <= STAGES; stage += 1) {
    steps[`ask${stage}`] = {
      kind: 'branch',
      paths: [
        {
          id: 'yes',
          when: { all: [{ fact: 'contact', path: '$.traits.score', operator: 'greaterThan', value: stage }] },
          next: `rest${stage}`,
        },
      ],
      otherwise: `rest${stage}`,
    };
    steps[`rest${stage}`] = { kind: 'wait', for: '1s', next: next(stage) };
  }
  return {
    format: 'mooring.workflow/1',
    name: 'Stages',
    entry: { trigger: { kind: 'event', event: 'Started' } },
    start: 'lead',
    steps,
  };
}

async function enter(url: string, from: number): Promise<void> {
  const people = Array.from({ length: BATCH }, (_, index) => `walks-${from + index}`);
  await sendBatch(
    url,
    people.flatMap((userId, index) => [
      { type: 'identify', userId, traits: { score: index % 8 } },
      { type: 'track', userId, event: 'Started', messageId: `start-${userId}` },
    ]),
  );
}
