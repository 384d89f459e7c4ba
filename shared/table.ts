import { z } from 'zod';

/** Largest file that is taken in, and the largest single row. */
export const MAX_TABLE_BYTES = 1024 * 1024 * 1024;
export const MAX_ROW_BYTES = 256 * 1024;
export const MAX_COLUMNS = 300;

export const tableKind = z.enum(['contacts', 'accounts']);
export type TableKind = z.infer<typeof tableKind>;

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
] as const;
export const encoding = z.enum(encodings);
export type Encoding = z.infer<typeof encoding>;

export const delimiters = [',', ';', '\t', '|'] as const;
export const delimiter = z.enum(delimiters);

/** What a column is read as. Numbers name their decimal sign, dates the order of their parts. */
export const cellTypes = [
  'text',
  'number-point',
  'number-comma',
  'yes-no',
  'date-ymd',
  'date-dmy',
  'date-mdy',
] as const;
export const cellType = z.enum(cellTypes);
export type CellType = z.infer<typeof cellType>;

/** Where a column goes: the id, the address, the account, consent, a trait of its own name, or nowhere. */
export const columnTargets = [
  'id',
  'email',
  'account',
  'email-consent',
  'phone-consent',
  'trait',
  'skip',
] as const;
export const columnTarget = z.enum(columnTargets);
export type ColumnTarget = z.infer<typeof columnTarget>;

export const columnPlan = z.strictObject({
  target: columnTarget,
  /** The trait's name, where the target is a trait. */
  trait: z.string().trim().min(1).max(100).optional(),
  type: cellType.default('text'),
});
export type ColumnPlan = z.infer<typeof columnPlan>;

/** How a file is read: one plan per column, in the order of the file. */
export const tablePlan = z.strictObject({
  encoding: encoding.optional(),
  delimiter: delimiter.optional(),
  columns: z.array(columnPlan).min(1).max(MAX_COLUMNS),
  /**
   * What the words of the consent column mean. Nothing is guessed: without it a consent column is refused, and any
   * other word leaves the permission as it is.
   */
  consent: z
    .strictObject({
      granted: z.array(z.string().max(100)).max(20),
      denied: z.array(z.string().max(100)).max(20),
    })
    .optional(),
});
export type TablePlan = z.infer<typeof tablePlan>;

export const tableColumn = z.object({
  name: z.string(),
  samples: z.array(z.string()),
  guess: columnPlan,
});

export const importState = z.enum(['uploaded', 'checking', 'checked', 'importing', 'done', 'failed']);

export const importView = z.object({
  id: z.string(),
  kind: tableKind,
  name: z.string(),
  bytes: z.number(),
  state: importState,
  encoding,
  delimiter,
  columns: z.array(tableColumn),
  plan: tablePlan.optional(),
  /** The job that checks or imports. */
  job: z.string().optional(),
  /** What the last check or import counted. */
  rows: z.number().optional(),
  refused: z.number().optional(),
  createdAt: z.string(),
});
export type ImportView = z.infer<typeof importView>;
