import { Problem, problem } from '../../../shared/problems.ts';
import type { TablePlan } from '../../../shared/table.ts';
import type { ImportRecord } from '../../ports/tables.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { changePermissions } from '../delivery/change-permissions.ts';
import type { JobWork } from '../jobs.ts';
import { wakeAccounts, wakeMembers } from '../looks/wake.ts';
import type { Runtime } from '../runtime.ts';
import { armAccountDates } from '../triggers/account-dates.ts';
import { readRow, type TableRow } from './read-row.ts';
import { createSeenIds } from './seen-ids.ts';
import { writeAccounts } from './write-accounts.ts';

const BATCH = 250;
/** How many batches are done between two notes of how far the job is. */
const NOTE_EVERY = 8;

/**
 * Checks or imports a table. It is read from the start whenever the job is taken up again, and what was done before is
 * skipped; a row imported twice is one call, since its id is made of the job and the row. Nothing starts by it.
 */
export const importJob: JobWork = async (runtime, job, progress) => {
  const record = { ...(await recordOf(runtime, String(job.input.import))), job: job.id };
  const isCheck = job.input.check === true;
  const { plan } = record;
  await settle(runtime, record, {});
  if (!plan) throw problem('IMPORT_UNKNOWN', { id: record.id });
  const format = {
    encoding: plan.encoding ?? record.encoding,
    delimiter: plan.delimiter ?? record.delimiter,
  };
  const headings = record.columns.map(({ name }) => name);
  const seen = createSeenIds();
  const at = new Date(String(job.input.at));
  let refused = numberOf(job.input.refused);
  const refusals = await runtime.tables.refusals(record.id, numberOf(job.input.refusedBytes));
  try {
    if (numberOf(job.input.refusedBytes) === 0)
      job.input.refusedBytes = await refusals.add([['row', 'problem', ...headings]]);
    let batches = 0;
    let read = 0;
    for await (const { first, rows } of runtime.tables.read(record.id, format, BATCH)) {
      const kept: { row: TableRow; number: number }[] = [];
      const list: string[][] = [];
      const isDone = read + rows.length <= job.done;
      read += rows.length;
      rows.forEach((cells, index) => {
        const outcome = readRow(cells, plan, headings);
        const faults = 'faults' in outcome ? outcome.faults : [];
        if ('row' in outcome && seen.sawBefore(outcome.row.id))
          faults.push(`the id “${outcome.row.id.slice(0, 60)}” came before`);
        if (faults.length > 0) list.push([String(first + index), faults.join('; '), ...cells]);
        else if ('row' in outcome) kept.push({ row: outcome.row, number: first + index });
      });
      if (isDone) continue;
      if (!isCheck) await keep(runtime, record, job.id, kept, at);
      job.input.refusedBytes = await refusals.add(list);
      refused += list.length;
      job.input.refused = refused;
      job.done = read;
      job.total = Math.max(job.total, read);
      batches += 1;
      if (batches % NOTE_EVERY === 0) await progress.save();
    }
    job.total = read;
    if (!isCheck) await runtime.ingest.settled();
    await settle(runtime, record, { state: isCheck ? 'checked' : 'done', rows: read, refused });
    if (!isCheck) await runtime.tables.forget(record.id, { keepRefusals: true });
    return { rows: read, refused, imported: isCheck ? 0 : read - refused };
  } catch (fault) {
    await settle(runtime, record, { state: isCheck ? 'uploaded' : 'failed' });
    throw fault;
  } finally {
    await refusals.close();
  }
};

async function settle(runtime: Runtime, record: ImportRecord, change: Partial<ImportRecord>): Promise<void> {
  await runtime.imports.save({ ...record, ...change, updatedAt: runtime.clock.now() });
}

async function keep(
  runtime: Runtime,
  record: ImportRecord,
  job: string,
  rows: readonly { row: TableRow; number: number }[],
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  if (record.kind === 'accounts') {
    const calls = await writeAccounts(
      runtime,
      rows.map(({ row }) => row),
      at,
    );
    await armAccountDates(runtime, calls, runtime.clock.now());
    const ids = rows.map(({ row }) => row.id);
    await wakeAccounts(runtime, ids, ['account'], false, runtime.clock.now());
    await wakeMembers(runtime, ids, ['account'], false, runtime.clock.now());
    return;
  }
  const calls = rows.flatMap(({ row, number }) => callsOf(row, `import:${job}:${number}`, at));
  await ingested(runtime, calls, record.id);
  if (rows.some(({ row }) => row.email !== undefined || row.phone !== undefined))
    await keepConsent(
      runtime,
      rows.map(({ row }) => row),
    );
}

function callsOf(row: TableRow, messageId: string, at: Date): Record<string, unknown>[] {
  const timestamp = at.toISOString();
  const { id: userId, traits, accountId } = row;
  return [
    { type: 'identify', userId, traits, messageId, timestamp },
    ...(accountId === undefined
      ? []
      : [{ type: 'group', userId, groupId: accountId, messageId: `${messageId}:account`, timestamp }]),
  ];
}

/** Sends calls as history; where more is on its way than can be stored, it waits until that is done. */
async function ingested(
  runtime: Runtime,
  batch: readonly Record<string, unknown>[],
  id: string,
): Promise<void> {
  const key: KeyRecord = {
    id: `import:${id}`,
    kind: 'server',
    name: 'Import',
    hint: 'import',
    hash: '',
    createdAt: new Date(0),
  };
  for (;;) {
    try {
      const answer = await runtime.ingest.batch({ batch }, key, { bytes: 0, historical: true });
      if (answer.errors) throw new Error(`Ingestion refused imported rows: ${JSON.stringify(answer.errors)}`);
      return;
    } catch (fault) {
      if (!(fault instanceof Problem) || fault.code !== 'OVERLOADED') throw fault;
      await runtime.ingest.settled();
    }
  }
}

/** A list never takes back a no that somebody said themselves. */
async function keepConsent(runtime: Runtime, rows: readonly TableRow[]): Promise<void> {
  await runtime.ingest.settled();
  const owners = await runtime.contacts.bySourceIds(rows.map(({ id }) => `u:${id}`));
  for (const meaning of ['granted', 'denied'] as const) {
    for (const channel of ['email', 'phone'] as const) {
      const ids = rows.flatMap((row) =>
        row[channel] === meaning ? (owners.get(`u:${row.id}`)?.id ?? []) : [],
      );
      if (ids.length === 0) continue;
      await changePermissions(
        runtime,
        ids,
        (was) => (was[channel] === 'denied' ? was : { ...was, [channel]: meaning }),
        { source: 'import' },
        // An import changes facts and starts nothing.
        false,
      );
    }
  }
}

async function recordOf(
  runtime: Runtime,
  id: string,
): Promise<ImportRecord & { plan?: TablePlan | undefined }> {
  const record = await runtime.imports.byId(id);
  if (!record) throw problem('IMPORT_UNKNOWN', { id });
  return record;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
