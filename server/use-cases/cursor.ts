import { z } from 'zod';
import { problem } from '../../shared/problems.ts';
import type { Place } from '../ports/stores.ts';

const place = z.tuple([z.union([z.string(), z.number()]), z.string()]);

/** A place in a list as callers carry it: opaque and URL-safe; null at the end of the list. */
export function encodeCursor(after: Place | undefined): string | null {
  return after === undefined ? null : Buffer.from(JSON.stringify(after)).toString('base64url');
}

/** The place a cursor stands for; undefined for the first page. Throws CURSOR_INVALID for anything not given out. */
export function decodeCursor(text: string | undefined): Place | undefined {
  if (text === undefined || text === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (cause) {
    throw problem('CURSOR_INVALID', {}, { cause });
  }
  const parsed = place.safeParse(value);
  if (!parsed.success) throw problem('CURSOR_INVALID', {}, { cause: parsed.error });
  return parsed.data;
}
