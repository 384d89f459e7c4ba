import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse as parseSync } from 'csv-parse/sync';
import { stringify as stringifySync } from 'csv-stringify/sync';
import { problem } from '../../shared/problems.ts';
import type { TableFiles, TableFormat } from '../ports/tables.ts';
import { detectDelimiter, detectEncoding } from './detect-format.ts';
import { parsing, readRows, unreadable } from './read-rows.ts';

/** All uploads together take at most this much of the disk. */
const MAX_TOTAL = 4 * 1024 * 1024 * 1024;
/** A list of refused rows ends here: nobody mends more by hand. */
const MAX_REFUSALS = 64 * 1024 * 1024;
const HEAD = 256 * 1024;

/** Spreadsheets run what starts like a formula; a quote before it makes it a text. */
const safeForSpreadsheets = { escape_formulas: true } as const;

/** Tables in a directory of this machine. */
export function createTableFiles(dir: string): TableFiles {
  const fileOf = (id: string) => join(dir, `${checked(id)}.csv`);
  const refusalsOf = (id: string) => join(dir, `${checked(id)}.refused.csv`);

  async function examine(id: string, count: number, format: Partial<TableFormat> = {}) {
    const head = await headOf(fileOf(id));
    const encoding = format.encoding ?? detectEncoding(head);
    const text = new TextDecoder(encoding).decode(head);
    const delimiter = format.delimiter ?? detectDelimiter(text);
    // The sample may end within a row: its last one is left out unless the file ends there, too.
    const isWhole = head.length < HEAD;
    try {
      const rows = parseSync(isWhole ? text : text.slice(0, text.lastIndexOf('\n')), {
        ...parsing(delimiter),
        to: count + 1,
      }) as unknown as string[][];
      return { encoding, delimiter, rows };
    } catch (fault) {
      throw unreadable(fault);
    }
  }

  return {
    async save(id, source, limit) {
      await mkdir(dir, { recursive: true });
      const before = await sizeOf(dir);
      let bytes = 0;
      const file = fileOf(id);
      try {
        await pipeline(
          source,
          async function* count(chunks) {
            for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
              bytes += chunk.length;
              if (bytes > limit)
                throw problem('IMPORT_TOO_LARGE', { limit: `${Math.round(limit / 2 ** 20)} MB` });
              if (before + bytes > MAX_TOTAL) throw problem('IMPORT_DISK_FULL', {});
              yield chunk;
            }
          },
          createWriteStream(file),
        );
        if (bytes === 0) throw problem('IMPORT_EMPTY', {});
      } catch (fault) {
        await rm(file, { force: true });
        throw fault;
      }
      return bytes;
    },
    examine,
    read: (id, format, size) => readRows(fileOf(id), format, size),
    async refusals(id, keep) {
      await mkdir(dir, { recursive: true });
      const file = refusalsOf(id);
      const handle = await open(file, 'a');
      await truncate(file, keep);
      let size = keep;
      return {
        async add(rows) {
          if (rows.length === 0 || size > MAX_REFUSALS) return size;
          const bytes = Buffer.from(
            stringifySync(
              rows.map((row) => [...row]),
              safeForSpreadsheets,
            ),
          );
          await handle.appendFile(bytes);
          size += bytes.length;
          return size;
        },
        close: () => handle.close(),
      };
    },
    async readRefusals(id) {
      const file = refusalsOf(id);
      const found = await stat(file).catch(() => undefined);
      return found && found.size > 0 ? createReadStream(file) : undefined;
    },
    async mentions(id, format, values) {
      const files = [
        [fileOf(id), format],
        [refusalsOf(id), { encoding: 'utf-8', delimiter: ',' }],
      ] as const;
      for (const [file, written] of files) if (await isMentionedIn(file, written, values)) return true;
      return false;
    },
    async forget(id, options) {
      await rm(fileOf(id), { force: true });
      if (!options?.keepRefusals) await rm(refusalsOf(id), { force: true });
    },
    async *write(rows) {
      // A mark for Excel, which takes files without one for the machine's own code page.
      yield Buffer.from('\ufeff');
      let batch: unknown[][] = [];
      const text = () => Buffer.from(stringifySync(batch, safeForSpreadsheets));
      for await (const row of rows) {
        batch.push([...row]);
        if (batch.length < 200) continue;
        yield text();
        batch = [];
      }
      if (batch.length > 0) yield text();
    },
  };
}

/** What cannot be read as a table may tell of anybody. */
async function isMentionedIn(
  file: string,
  format: TableFormat,
  values: ReadonlySet<string>,
): Promise<boolean> {
  if (!(await stat(file).catch(() => undefined))) return false;
  try {
    for await (const { rows } of readRows(file, format, 1_000))
      if (rows.some((row) => row.some((cell) => values.has(cell.trim().toLowerCase())))) return true;
    return false;
  } catch {
    return true;
  }
}

/** Ids are made here; whatever else comes in an address must not lead out of the directory. */
function checked(id: string): string {
  if (!/^[\w-]{1,80}$/.test(id)) throw problem('IMPORT_UNKNOWN', { id: id.slice(0, 80) });
  return id;
}

async function headOf(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const source: Readable = createReadStream(file, { end: HEAD - 1 });
  try {
    for await (const chunk of source) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw problem('IMPORT_FILE_GONE', {}, { cause });
  }
  return Buffer.concat(chunks);
}

async function sizeOf(dir: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(dir)).map(async (name) => (await stat(join(dir, name)).catch(() => undefined))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
