import type { Encoding, ImportView, TablePlan } from '../../shared/table.ts';
import type { PageOf, PageRequest } from './stores.ts';

/** How the bytes of a file become rows. */
export interface TableFormat {
  encoding: Encoding;
  delimiter: string;
}

/** Some rows of a file; `first` is the number of the first one, the heading being row 1. */
export interface RowBatch {
  first: number;
  rows: string[][];
}

/** Tables as files: what people upload is kept on disk until it is imported or forgotten. */
export interface TableFiles {
  /**
   * Keeps an upload; answers its bytes. Throws IMPORT_TOO_LARGE past `limit`, IMPORT_DISK_FULL when uploads take too
   * much together; nothing is left behind then.
   */
  save(id: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<number>;
  /** The format the file seems to have, its heading and up to `rows` rows after it. */
  examine(
    id: string,
    rows: number,
    format?: Partial<TableFormat>,
  ): Promise<TableFormat & { rows: string[][] }>;
  /** All rows after the heading, in batches; memory does not grow with the file. Throws IMPORT_UNREADABLE. */
  read(id: string, format: TableFormat, size: number): AsyncIterable<RowBatch>;
  /** Starts or goes on with the list of refused rows: what is past `keep` bytes is cut off. */
  refusals(
    id: string,
    keep: number,
  ): Promise<{ add(rows: readonly (readonly string[])[]): Promise<number>; close(): Promise<void> }>;
  /** The list of refused rows; undefined when there is none. */
  readRefusals(id: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Whether a cell of the upload or of its refused rows is one of these, in small letters; so is what cannot be read. */
  mentions(id: string, format: TableFormat, values: ReadonlySet<string>): Promise<boolean>;
  /** Forgets an upload, its list of refused rows too unless it is kept. */
  forget(id: string, options?: { keepRefusals: boolean }): Promise<void>;
  /** Rows as CSV that no spreadsheet takes for formulas. */
  write(rows: AsyncIterable<readonly unknown[]>): AsyncIterable<Uint8Array>;
}

export interface ImportRecord extends Omit<ImportView, 'createdAt'> {
  createdAt: Date;
  updatedAt: Date;
  plan?: TablePlan | undefined;
}

export interface ImportStore {
  insert(record: ImportRecord): Promise<void>;
  byId(id: string): Promise<ImportRecord | undefined>;
  save(record: ImportRecord): Promise<void>;
  delete(id: string): Promise<void>;
  /** Newest first. */
  list(request: PageRequest): Promise<PageOf<ImportRecord>>;
  /** Not touched since `before`, for forgetting. */
  old(before: Date, limit: number): Promise<ImportRecord[]>;
}
