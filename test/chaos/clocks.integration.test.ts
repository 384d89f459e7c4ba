import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locate, socketUri } from '../../server/embedded-mongo/location.ts';
import type { EnrolmentView } from '../../shared/enrolment.ts';
import { callApi, eventually, listAll, sendBatch, testKeys } from '../support/api.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { startUnreliableProvider, type UnreliableProvider } from './unreliable-provider.ts';

const PEOPLE = 60;
const WAIT = 2_000;
const SKEW = 5 * 60_000;
/** Two processes' readings of the database's time may differ by what an answer takes on a busy machine. */
const MOMENT = 500;
const preload = fileURLToPath(new URL('../support/skewed-clock.mjs', import.meta.url));

const workflow = (hook: string) => ({
  format: 'mooring.workflow/1',
  dailyLimit: 1_000_000,
  name: 'Clocks',
  entry: { trigger: { kind: 'event', event: 'Started' } },
  start: 'mail',
  steps: {
    mail: { kind: 'send-email', subject: 'Hello', body: 'Hello', next: 'wait' },
    wait: { kind: 'wait', for: `${WAIT / 1_000}s`, next: 'tell' },
    tell: { kind: 'call-webhook', url: hook, next: 'rest' },
    rest: { kind: 'wait', for: `${WAIT / 1_000}s`, next: 'end' },
    end: { kind: 'exit' },
  },
});

describe('two workers whose clocks are five minutes fast and five minutes slow', () => {
  let dataDir: string;
  let provider: UnreliableProvider;
  const running: RunningServer[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mooring-clocks-'));
    provider = await startUnreliableProvider({ failing: 0, hanging: 0 }, () => 0.5);
  });
  afterEach(async () => {
    for (const one of running.splice(0).reverse()) await one.stop();
    await provider.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const env = () => ({
    ...testKeys,
    SENDGRID_API_KEY: 'SG.for-tests',
    SENDGRID_BASE_URL: provider.url,
    MAIL_FROM: 'team@company.test',
    WEBHOOK_PRIVATE_HOSTS: new URL(provider.url).host,
  });
  async function begin(options: Parameters<typeof startServer>[0]): Promise<RunningServer> {
    const started = await startServer({ dataDir, ...options });
    running.push(started);
    return started;
  }
  const workOffBy = (skew: number) =>
    begin({
      command: 'worker',
      env: { ...env(), SKEW_MS: String(skew), NODE_OPTIONS: `--import ${preload}` },
    });

  it('share the work and hand it to each other, and do nothing early and nothing twice', async () => {
    const { url } = await begin({ args: ['--no-worker'], env: env() });
    await callApi(url, 'PATCH', '/api/settings', {
      body: { companyName: 'Company', postalAddress: 'Street 1, Town', caps: [] },
    });
    const [fast, slow] = [await workOffBy(SKEW), await workOffBy(-SKEW)];
    // Each has its share, whatever the other believes the time to be.
    await eventually(
      () => holders(dataDir),
      (by) => by.length === 16 && new Set(by).size === 2,
    );
    const created = await callApi(url, 'POST', '/api/workflows', { body: workflow(`${provider.url}/hook`) });
    const { id } = created.body as { id: string };
    expect((await callApi(url, 'POST', `/api/workflows/${id}/publish`)).status).toBe(200);
    const calls = Array.from({ length: PEOPLE }, (_, index) => index).flatMap((index) => [
      { type: 'identify', userId: `p${index}`, traits: { email: `p${index}@customer.test` } },
      { type: 'track', userId: `p${index}`, event: 'Started', messageId: `started-${index}` },
    ]);
    expect((await sendBatch(url, calls)).status).toBe(200);
    await eventually(
      async () => provider.mails.size,
      (sent) => sent === PEOPLE,
    );
    // The fast one goes on where the slow one was, and then the other way round.
    await slow.kill('SIGTERM');
    await eventually(
      async () => provider.calls.size,
      (called) => called === PEOPLE,
    );
    await workOffBy(-SKEW);
    await fast.kill('SIGTERM');
    const people = await eventually(
      () => listAll<EnrolmentView>(url, '/api/enrolments'),
      (all) => all.length === PEOPLE && all.every(({ status }) => status === 'completed'),
    );
    expect([...provider.mails.values()].filter((times) => times !== 1)).toEqual([]);
    // By the clock outside: the call came no sooner after the mail than the wait between them is long.
    const gaps = people.map(({ id: enrolment }) => gapOf(provider, enrolment));
    expect(gaps.filter((gap) => !(gap >= WAIT - MOMENT))).toEqual([]);
    // The times written are the database's: none lies five minutes off.
    const now = Date.now();
    const strange = people.flatMap(({ steps }) =>
      steps.filter(({ at }) => Math.abs(Date.parse(at) - now) > SKEW / 2),
    );
    expect(strange).toEqual([]);
  }, 120_000);
});

/** How long after somebody's mail their call came; NaN where one of them is missing. */
function gapOf({ cameAt }: UnreliableProvider, enrolment: string): number {
  const at = (step: string) =>
    [...cameAt].find(([id]) => id.startsWith(`${enrolment}:`) && id.endsWith(`:${step}`))?.[1] ?? Number.NaN;
  return at('tell') - at('mail');
}

/** Who holds the leases of the partitions. */
async function holders(dataDir: string): Promise<string[]> {
  const client = new mongo.MongoClient(socketUri(locate(dataDir)));
  try {
    const leases = await client.db('mooring').collection('leases').find().toArray();
    return leases.flatMap(({ by }) => (typeof by === 'string' ? [by] : []));
  } finally {
    await client.close();
  }
}
