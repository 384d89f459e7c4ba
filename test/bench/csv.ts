import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { callApi, eventually, testKeys } from '../support/api.ts';
import { startServer } from '../support/server.ts';
import type { Bench, Measurement } from './measurement.ts';

const ROWS = 100_000;

/** A table as it comes out of a CRM: an id, an address, an account and five traits. */
function table(): string {
  const lines = ['user_id,email,company_id,first_name,last_name,plan,mrr,created_at'];
  for (let row = 0; row < ROWS; row += 1) {
    const plan = row % 3 === 0 ? 'pro' : 'free';
    lines.push(
      `c-${row},person${row}@company${row % 5_000}.test,company-${row % 5_000},Ada,"O'Row, ${row}",${plan},${row % 500}.50,2026-01-15`,
    );
  }
  return `${lines.join('\n')}\n`;
}

async function parsedAlone(file: string): Promise<number> {
  const started = performance.now();
  let rows = 0;
  for await (const _ of createReadStream(file).pipe(parse())) rows += 1;
  return (rows / (performance.now() - started)) * 60_000;
}

export const csv: Bench = {
  name: 'csv',
  about: `${ROWS.toLocaleString('en')} contacts in from a table, beside csv-parse reading the same file alone`,
  async run() {
    const dir = await mkdtemp(join(tmpdir(), 'mooring-csv-'));
    const file = join(dir, 'people.csv');
    await writeFile(file, table());
    const alone = await parsedAlone(file);
    const server = await startServer({ env: { ...testKeys } });
    try {
      const uploaded = await fetch(`${server.url}/api/imports?name=people.csv`, {
        method: 'POST',
        headers: { authorization: `Bearer ${testKeys.MOORING_API_KEY}`, 'content-type': 'text/csv' },
        body: createReadStream(file) as never,
        duplex: 'half',
      } as RequestInit);
      const { id, columns } = (await uploaded.json()) as { id: string; columns: { guess: object }[] };
      const started = performance.now();
      const { body } = await callApi(server.url, 'POST', `/api/imports/${id}/run`, {
        body: { columns: columns.map(({ guess }) => guess) },
      });
      const { job } = body as { job: string };
      const done = await eventually(
        async () =>
          (await callApi(server.url, 'GET', `/api/jobs/${job}`)).body as { state: string; result?: object },
        ({ state }) => state === 'done' || state === 'failed',
        300,
      );
      const perMinute = (ROWS / (performance.now() - started)) * 60_000;
      return [
        {
          what: 'contacts with accounts, durable',
          value: perMinute,
          unit: 'rows/min',
          reference: { what: 'csv-parse alone', value: alone },
          also: { ...(done.result as Record<string, number>) },
          target: { of: 'value', is: 'at least', limit: 100_000 },
        },
      ] satisfies Measurement[];
    } finally {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    }
  },
};
