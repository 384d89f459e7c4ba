import type { AnswerOf } from '../../../shared/api.ts';
import { problem } from '../../../shared/problems.ts';
import {
  delimiter,
  encoding,
  type ImportView,
  MAX_COLUMNS,
  MAX_TABLE_BYTES,
  type TableKind,
} from '../../../shared/table.ts';
import { guessColumn } from '../../../shared/table-values.ts';
import type { ImportRecord } from '../../ports/tables.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Actor, VerbCall } from '../verb.ts';
import { planFault } from './read-row.ts';

const SAMPLES = 50;
const SHOWN = 5;
const KEPT_FOR = 7 * 86_400_000;

/** Takes in a file and says what seems to be in it; nothing is imported yet. */
export async function uploadTable(
  runtime: Runtime,
  upload: { kind: TableKind; name: string; source: AsyncIterable<Uint8Array>; actor: Actor },
): Promise<ImportView> {
  await forgetOldImports(runtime);
  const id = runtime.chance.id();
  const bytes = await runtime.tables.save(id, upload.source, MAX_TABLE_BYTES);
  try {
    const now = runtime.clock.now();
    const record: ImportRecord = {
      id,
      kind: upload.kind,
      name: upload.name.slice(0, 200),
      bytes,
      state: 'uploaded',
      ...(await examined(runtime, id, upload.kind)),
      createdAt: now,
      updatedAt: now,
    };
    await runtime.imports.insert(record);
    await recordChange(runtime, upload.actor, 'import.uploaded', id, { kind: upload.kind, bytes });
    return view(record);
  } catch (fault) {
    await runtime.tables.forget(id);
    throw fault;
  }
}

async function examined(
  runtime: Runtime,
  id: string,
  kind: TableKind,
  format: Partial<Pick<ImportRecord, 'encoding' | 'delimiter'>> = {},
): Promise<Pick<ImportRecord, 'encoding' | 'delimiter' | 'columns'>> {
  const found = await runtime.tables.examine(id, SAMPLES, format);
  const [headings = [], ...rows] = found.rows;
  if (headings.length > MAX_COLUMNS)
    throw problem('IMPORT_TOO_WIDE', { count: headings.length, limit: MAX_COLUMNS });
  if (headings.length === 0) throw problem('IMPORT_EMPTY', {});
  return {
    encoding: encoding.parse(found.encoding),
    delimiter: delimiter.parse(found.delimiter),
    columns: headings.map((name, at) => {
      const cells = rows.map((row) => row[at] ?? '');
      const filled = [...new Set(cells.filter((cell) => cell.trim() !== ''))];
      return {
        name: name.trim().slice(0, 200),
        samples: filled.slice(0, SHOWN).map((cell) => cell.slice(0, 100)),
        guess: guessColumn(name, cells, kind),
      };
    }),
  };
}

/** One import and how far it is. */
export async function getImport(runtime: Runtime, { params }: VerbCall<'getImport'>): Promise<ImportView> {
  return view(await importOf(runtime, params.id));
}

/** Imports, newest first; what is older than a week is forgotten. */
export async function listImports(
  runtime: Runtime,
  { query }: VerbCall<'listImports'>,
): Promise<AnswerOf<'listImports'>> {
  const { items, next } = await runtime.imports.list({
    limit: query.limit,
    after: decodeCursor(query.cursor),
  });
  return { items: items.map(view), next: encodeCursor(next) };
}

/** Reads the file anew with another encoding or delimiter. */
export async function examineImport(
  runtime: Runtime,
  { params, body }: VerbCall<'examineImport'>,
): Promise<ImportView> {
  const was = await idle(runtime, params.id);
  const record = {
    ...was,
    ...(await examined(runtime, was.id, was.kind, {
      encoding: body.encoding ?? was.encoding,
      delimiter: body.delimiter ?? was.delimiter,
    })),
    state: 'uploaded' as const,
    plan: undefined,
    updatedAt: runtime.clock.now(),
  };
  await runtime.imports.save(record);
  return view(record);
}

/** Reads every row as the plan says and writes nothing but the list of rows that would be refused. */
export function checkImport(
  runtime: Runtime,
  call: VerbCall<'checkImport'>,
): Promise<AnswerOf<'checkImport'>> {
  return startJob(runtime, call, 'check');
}

/** Imports every row that can be read; starts no workflow. */
export function runImport(runtime: Runtime, call: VerbCall<'runImport'>): Promise<AnswerOf<'runImport'>> {
  return startJob(runtime, call, 'run');
}

async function startJob(
  runtime: Runtime,
  { params, body, actor }: Pick<VerbCall<'checkImport'>, 'params' | 'body' | 'actor'>,
  what: 'check' | 'run',
): Promise<{ job: string }> {
  const was = await idle(runtime, params.id);
  const fault = planFault(body, was.kind);
  if (fault !== undefined) throw problem('IMPORT_PLAN', { detail: fault });
  if (body.columns.length !== was.columns.length)
    throw problem('IMPORT_PLAN', {
      detail: `the file has ${was.columns.length} columns, the plan ${body.columns.length}`,
    });
  const now = runtime.clock.now();
  const record: ImportRecord = {
    ...was,
    plan: body,
    state: what === 'check' ? 'checking' : 'importing',
    rows: undefined,
    refused: undefined,
    updatedAt: now,
  };
  await runtime.imports.save(record);
  const input = { import: was.id, check: what === 'check', at: now.toISOString() };
  const job = await runtime.runner.start('import', input, estimatedRows(was));
  await recordChange(runtime, actor, `import.${what}`, was.id, { kind: was.kind });
  return { job };
}

/** Samples say how long rows are; good enough for a bar, and set right when the end is reached. */
function estimatedRows({ bytes, columns }: ImportRecord): number {
  const perRow = columns.reduce((sum, { samples }) => {
    const length = samples.reduce((all, sample) => all + sample.length, 0);
    return sum + 1 + length / Math.max(1, samples.length);
  }, 1);
  return Math.max(1, Math.round(bytes / perRow));
}

/** Forgets an import and its files. */
export async function deleteImport(
  runtime: Runtime,
  { params }: VerbCall<'deleteImport'>,
): Promise<undefined> {
  await idle(runtime, params.id);
  await runtime.tables.forget(params.id);
  await runtime.imports.delete(params.id);
  return undefined;
}

/** Files of people's data must not lie about: a week after they were last touched they go. */
export async function forgetOldImports(
  runtime: Pick<Runtime, 'imports' | 'tables' | 'clock'>,
): Promise<number> {
  const old = await runtime.imports.old(new Date(runtime.clock.now().getTime() - KEPT_FOR), 100);
  for (const { id } of old) {
    await runtime.tables.forget(id);
    await runtime.imports.delete(id);
  }
  return old.length;
}

export async function importOf(runtime: Pick<Runtime, 'imports'>, id: string): Promise<ImportRecord> {
  const record = await runtime.imports.byId(id);
  if (!record) throw problem('IMPORT_UNKNOWN', { id });
  return record;
}

/** The import, unless a job of it runs or it is done for good. */
async function idle(runtime: Runtime, id: string): Promise<ImportRecord> {
  const record = await importOf(runtime, id);
  if (record.state === 'checking' || record.state === 'importing') throw problem('IMPORT_BUSY', {});
  return record;
}

function view({ updatedAt: _, createdAt, ...record }: ImportRecord): ImportView {
  return { ...record, createdAt: createdAt.toISOString() };
}
