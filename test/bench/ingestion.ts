import { testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import { loadOf } from './load.ts';
import type { Bench, Measurement } from './measurement.ts';
import { startReference } from './reference.ts';
import { publishMailer } from './workflows.ts';

const WORKFLOWS = 50;
const PEOPLE = 5_000;
const BATCH = 100;

let sent = 0;

/** A call that none of the live workflows is about; everybody has sent some before. */
function call(): Record<string, unknown> {
  sent += 1;
  return {
    type: 'track',
    userId: `bench-${sent % PEOPLE}`,
    event: 'Report Created',
    messageId: `bench-${process.pid}-${sent}`,
    properties: { rows: sent % 500, template: 'launch', shared: sent % 2 === 0 },
  };
}

const one = () => JSON.stringify(call());
const many = () => JSON.stringify({ batch: Array.from({ length: BATCH }, call) });

export const ingestion: Bench = {
  name: 'ingestion',
  about: `events over 50 connections, durable, ${WORKFLOWS} live workflows, beside an Express handler that stores nothing`,
  async run() {
    const server = await startServer({ env: { ...testKeys } });
    const reference = await startReference();
    try {
      for (let n = 1; n <= WORKFLOWS; n += 1) await publishMailer(server.url, `Started ${n}`);
      const bare = await loadOf(`${reference.url}/v1/track`, one);
      const single = await loadOf(`${server.url}/v1/track`, one);
      const checked = await loadOf(`${reference.url}/v1/batch`, many);
      const batched = await loadOf(`${server.url}/v1/batch`, many);
      return [
        {
          what: 'one event per POST',
          value: single.perSecond,
          unit: 'events/s',
          reference: { what: 'bare handler', value: bare.perSecond },
          also: { failures: single.failures },
          target: { of: 'ratio', is: 'at least', limit: 0.5 },
        },
        {
          what: `${BATCH} events per POST`,
          value: batched.perSecond * BATCH,
          unit: 'events/s',
          reference: { what: 'handler with zod', value: checked.perSecond * BATCH },
          also: { failures: batched.failures },
          target: { of: 'value', is: 'at least', limit: 15_000 },
        },
        {
          what: `${BATCH} events per POST, share of the reference`,
          value: batched.perSecond * BATCH,
          unit: 'events/s',
          reference: { what: 'handler with zod', value: checked.perSecond * BATCH },
          target: { of: 'ratio', is: 'at least', limit: 0.15 },
        },
      ] satisfies Measurement[];
    } finally {
      await reference.stop();
      await server.stop();
    }
  },
};
