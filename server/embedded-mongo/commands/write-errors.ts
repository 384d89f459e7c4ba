import { DatabaseError } from '../errors.ts';

/** The error of one statement in a write command, as the reply lists it. */
export interface WriteError {
  index: number;
  code: number;
  errmsg: string;
  [field: string]: unknown;
}

/** Describes what a statement was refused for; anything but a refusal is passed on. */
export function writeError(index: number, error: unknown): WriteError {
  if (!(error instanceof DatabaseError)) throw error;
  return { index, code: error.code, ...error.extra, errmsg: error.message };
}
