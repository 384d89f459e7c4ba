import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJobs } from '../../../server/use-cases/jobs.ts';
import { importJob } from '../../../server/use-cases/tables/import-job.ts';
import { forgetOldImports } from '../../../server/use-cases/tables/imports.ts';
import type { ImportView } from '../../../shared/table.ts';
import { openServer, type TestServer } from '../../http/open-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  const { runtime } = server.world;
  runtime.runner = createJobs(() => runtime, { import: importJob }, { error: () => undefined });
});
afterAll(() => server.close());

async function upload(text: string | Uint8Array, kind = 'contacts'): Promise<ImportView> {
  const path = `/api/imports?kind=${kind}&name=people.csv`;
  const { status, body } = await server.call('POST', path, {
    body: text,
    headers: { 'content-type': 'text/csv' },
  });
  expect(status).toBe(201);
  return body;
}

async function work(id: string, what: 'check' | 'run', plan: object) {
  const answer = await server.call('POST', `/api/imports/${id}/${what}`, { body: plan });
  expect(answer.status, answer.text).toBe(202);
  await server.world.runtime.runner.settled();
  await server.world.runtime.ingest.settled();
  return (await server.call('GET', `/api/jobs/${answer.body.job}`)).body;
}

const planOf = (view: ImportView, change: object = {}) => ({
  columns: view.columns.map(({ guess }) => guess),
  ...change,
});

const people = `User ID,E-mail,Company ID,First name,MRR,Signed up,Newsletter
p-1,ada@imp.test,imp,Ada,"1,200.50",2026-01-15,yes
p-2,bob@imp.test,imp,Bob,30,2026-01-16,no
p-3,not an address,imp,Cyd,1,2026-01-17,yes
p-4,dee@imp.test,imp,Dee,many,2026-02-31,maybe
p-1,ada2@imp.test,imp,Ada,1,2026-01-15,yes
,eve@imp.test,imp,Eve,1,2026-01-15,yes
`;

describe('importing contacts', () => {
  it('shows what seems to be in the file, tries it without writing, then keeps what can be read', async () => {
    const view = await upload(people);
    expect(view).toMatchObject({ delimiter: ',', encoding: 'utf-8', state: 'uploaded' });
    expect(view.columns.map(({ guess }) => guess.target)).toEqual([
      'id',
      'email',
      'account',
      'trait',
      'trait',
      'trait',
      'trait',
    ]);
    const columns = view.columns.map(({ guess, name }) =>
      name === 'MRR'
        ? { ...guess, type: 'number-point' }
        : name === 'Signed up'
          ? { ...guess, type: 'date-ymd' }
          : name === 'Newsletter'
            ? { target: 'email-consent' }
            : guess,
    );
    const unsaid = await server.call('POST', `/api/imports/${view.id}/check`, { body: { columns } });
    expect(unsaid.body).toMatchObject({ code: 'IMPORT_PLAN', detail: expect.stringContaining('mean yes') });

    const plan = { columns, consent: { granted: ['Yes'], denied: ['no'] } };
    expect(await work(view.id, 'check', plan)).toMatchObject({
      state: 'done',
      result: { rows: 6, refused: 4, imported: 0 },
    });
    expect((await server.call('GET', '/api/contacts/p-1')).status).toBe(404);

    expect(await work(view.id, 'run', plan)).toMatchObject({
      done: 6,
      total: 6,
      result: { imported: 2, refused: 4 },
    });
    expect((await server.call('GET', '/api/contacts/p-1')).body).toMatchObject({
      email: 'ada@imp.test',
      permissions: { email: 'granted' },
      traits: { firstName: 'Ada', mrr: 1200.5 },
      account: { id: 'imp' },
      appearedAt: '2026-01-15T00:00:00.000Z',
    });
    expect((await server.call('GET', '/api/contacts/p-2')).body.permissions.email).toBe('denied');
    const { text } = await server.call('GET', `/api/imports/${view.id}/refusals`);
    expect(text.split('\n').slice(0, 5)).toEqual([
      'row,problem,User ID,E-mail,Company ID,First name,MRR,Signed up,Newsletter',
      '4,E-mail: “not an address” is not an e-mail address,p-3,not an address,imp,Cyd,1,2026-01-17,yes',
      '5,MRR: “many” is not a number; Signed up: “2026-02-31” is not a date,p-4,dee@imp.test,imp,Dee,many,2026-02-31,maybe',
      '6,the id “p-1” came before,p-1,ada2@imp.test,imp,Ada,1,2026-01-15,yes',
      '7,the row has no id,,eve@imp.test,imp,Eve,1,2026-01-15,yes',
    ]);
    // The file itself is gone once its rows are kept.
    expect((await server.call('POST', `/api/imports/${view.id}/run`, { body: plan })).status).toBe(202);
    await server.world.runtime.runner.settled();
    expect((await server.call('GET', `/api/imports/${view.id}`)).body.state).toBe('failed');
  });

  it('never takes back a no that somebody said themselves', async () => {
    const view = await upload('id,email,ok\np-2,bob@imp.test,yes\n');
    const columns = [{ target: 'id' }, { target: 'email' }, { target: 'email-consent' }];
    await work(view.id, 'run', { columns, consent: { granted: ['yes'], denied: [] } });
    expect((await server.call('GET', '/api/contacts/p-2')).body.permissions.email).toBe('denied');
  });

  it('takes the address for the id where there is no other', async () => {
    const view = await upload('email;plan\nFay@imp.test;pro\n');
    await work(view.id, 'run', planOf(view));
    expect((await server.call('GET', '/api/contacts/fay@imp.test')).body.traits.plan).toBe('pro');
  });

  it('goes on where it was after a crash, and imports nothing twice', async () => {
    const rows = Array.from({ length: 600 }, (_, at) => `q-${at},q${at}@imp.test`);
    const view = await upload(`id,email\n${rows.join('\n')}\nq-1,bad\n`);
    const { runtime } = server.world;
    const real = runtime.ingest.batch;
    let batches = 0;
    runtime.ingest.batch = async (...call) => {
      batches += 1;
      if (batches === 2) throw new Error('the process died here');
      return real(...call);
    };
    const broken = await work(view.id, 'run', planOf(view));
    expect(broken.state).toBe('failed');
    runtime.ingest.batch = real;
    const job = await runtime.jobs.byId(broken.id);
    if (!job) throw new Error('the job is gone');
    await runtime.jobs.save({ ...job, state: 'running', updatedAt: new Date(0) });
    expect(await runtime.runner.resume()).toBe(1);
    await runtime.runner.settled();
    await runtime.ingest.settled();
    expect((await runtime.jobs.byId(broken.id))?.result).toEqual({ rows: 601, refused: 1, imported: 600 });
    expect((await runtime.contacts.bySourceIds(rows.map((row) => `u:${row.split(',')[0]}`))).size).toBe(600);
    const { text } = await server.call('GET', `/api/imports/${view.id}/refusals`);
    expect(text.trim().split('\n')).toHaveLength(2);
  });

  it('says what a plan lacks, and that work is going on', async () => {
    const view = await upload('a,b\n1,2\n');
    const check = async (columns: object[]) =>
      (await server.call('POST', `/api/imports/${view.id}/check`, { body: { columns } })).body.code;
    expect(await check([{ target: 'skip' }, { target: 'skip' }])).toBe('IMPORT_PLAN');
    expect(await check([{ target: 'id' }])).toBe('IMPORT_PLAN');
    expect(await check([{ target: 'id' }, { target: 'trait', trait: '$where' }])).toBe('IMPORT_PLAN');
    expect(await check([{ target: 'id' }, { target: 'trait', trait: '__proto__' }])).toBe('IMPORT_PLAN');
    const record = await server.world.runtime.imports.byId(view.id);
    if (record) await server.world.runtime.imports.save({ ...record, state: 'importing' });
    expect(await check([{ target: 'id' }, { target: 'skip' }])).toBe('IMPORT_BUSY');
  });

  it('forgets files after a week', async () => {
    const view = await upload('id\n1\n');
    await server.world.pass('8d');
    expect(await forgetOldImports(server.world.runtime)).toBeGreaterThan(0);
    expect((await server.call('GET', `/api/imports/${view.id}`)).body.code).toBe('IMPORT_UNKNOWN');
  });
});

describe('importing accounts', () => {
  it('writes what accounts carry, without any person', async () => {
    const view = await upload(
      'Account ID;Name;MRR;Seats\nacc-1;Alpha;"1.200,50";12\nacc-2;Beta;90;3\n',
      'accounts',
    );
    await work(view.id, 'run', planOf(view));
    const found = await server.world.runtime.accounts.byIds(['acc-1', 'acc-2']);
    expect(found.get('acc-1')).toMatchObject({ name: 'Alpha', mrr: 1200.5, seats: 12 });
    expect(found.get('acc-2')).toMatchObject({ name: 'Beta', mrr: 90 });
  });
});

describe('exporting contacts', () => {
  it('streams everybody a search finds, with their traits and nothing a spreadsheet runs', async () => {
    await server.world.identify('x-1', {
      email: 'x@out.test',
      firstName: '=HYPERLINK("http://evil")',
      score: -4,
    });
    await server.world.settle();
    const { status, headers, text } = await server.call('GET', '/api/exports/contacts?search=x@out.test');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/csv');
    const [heading = '', line = '', ...rest] = text.trim().split('\n');
    expect(heading.replace('\ufeff', '').split(',').slice(0, 4)).toEqual([
      'userId',
      'email',
      'name',
      'accountId',
    ]);
    expect(line).toContain('x-1,x@out.test,');
    expect(line).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(line).toContain(',-4');
    expect(rest).toEqual([]);
  });
});
