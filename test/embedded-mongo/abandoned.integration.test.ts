import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from './hostile-client.ts';
import { eventually, serveFresh, type TestServer } from './served.ts';

const CLIENTS = 10;

let server: TestServer;
beforeAll(async () => {
  server = await serveFresh();
  const numbers = Array.from({ length: 2_000 }, (_, _id) => ({ _id }));
  await server.client.db('hostile').collection<{ _id: number }>('numbers').insertMany(numbers);
});
afterAll(() => server.close());

/** Ten million documents one after another: a minute's work. */
const endless = command({
  aggregate: 'numbers',
  pipeline: [{ $set: { n: { $range: [0, 5_000] } } }, { $unwind: '$n' }, { $match: { n: -1 } }],
  cursor: {},
});

async function aggregations(): Promise<number> {
  const { inprog } = await server.client.db('admin').command({ currentOp: 1 });
  return (inprog as { command: object }[]).filter((operation) => 'aggregate' in operation.command).length;
}

describe('a search whose client has gone', () => {
  it('is given up', { timeout: 60_000 }, async () => {
    const path = decodeURIComponent(new URL(server.uri).hostname);
    const clients = Array.from({ length: CLIENTS }, () => {
      const client = connect(path);
      client.on('error', () => undefined);
      client.write(endless);
      return client;
    });
    await eventually(async () => (await aggregations()) === CLIENTS, 'all the searches to run');
    for (const client of clients) client.destroy();
    await eventually(async () => (await aggregations()) === 0, 'the end of the searches');
    expect(await server.client.db('hostile').collection('numbers').countDocuments()).toBe(2_000);
  });
});
