import { createReadStream } from 'node:fs';
import { CsvError, type Options, parse } from 'csv-parse';
import { type Problem, problem } from '../../shared/problems.ts';
import { MAX_ROW_BYTES } from '../../shared/table.ts';
import type { RowBatch, TableFormat } from '../ports/tables.ts';

/** How rows are read: rows of other lengths and stray quotes are borne, rows without an end are not. */
export function parsing(delimiter: string): Options {
  return {
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_BYTES,
  };
}

/** The rows after the heading, `size` at a time. The file is read no faster than they are taken. */
export async function* readRows(file: string, format: TableFormat, size: number): AsyncIterable<RowBatch> {
  const bytes = createReadStream(file, { highWaterMark: 256 * 1024 });
  const parser = parse(parsing(format.delimiter));
  feed(bytes, format, parser).catch((fault: Error) => parser.destroy(fault));
  let isHeading = true;
  let first = 2;
  let rows: string[][] = [];
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (isHeading) {
        isHeading = false;
        continue;
      }
      rows.push(row);
      if (rows.length < size) continue;
      yield { first, rows };
      first += rows.length;
      rows = [];
    }
  } catch (fault) {
    throw unreadable(fault);
  } finally {
    bytes.destroy();
  }
  if (rows.length > 0) yield { first, rows };
}

/** Decodes into the parser, waiting whenever it has enough: only UTF-8 is what the parser reads by itself. */
async function feed(
  bytes: AsyncIterable<Uint8Array>,
  { encoding }: TableFormat,
  parser: NodeJS.WritableStream,
): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const write = async (text: string) => {
    if (!parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve));
  };
  for await (const chunk of bytes) await write(decoder.decode(chunk, { stream: true }));
  await write(decoder.decode());
  parser.end();
}

/** What is wrong with a file that cannot be read, and where. */
export function unreadable(fault: unknown): Problem | unknown {
  if (fault instanceof CsvError)
    return problem(
      'IMPORT_UNREADABLE',
      { line: Number(fault.lines ?? 0), detail: fault.message },
      { cause: fault },
    );
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')
    return problem('IMPORT_FILE_GONE', {}, { cause: fault });
  return fault;
}
