import { problem } from '../../../shared/problems.ts';
import type { SegmentView } from '../../../shared/segment.ts';
import type { SegmentRecord } from '../../ports/looks.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { dropWatch, keepWatch } from '../looks/keep-watches.ts';
import { segmentWatch } from '../looks/trigger-watch.ts';
import { recordChange } from '../people/record-change.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { readSegment } from './read-segment.ts';
import { usersOf } from './used-by.ts';

/** Segments by key, with their sizes. */
export const listSegments: Verb<'listSegments'> = async (runtime, { query }) => {
  const { limit, cursor, archived } = query;
  const after = decodeCursor(cursor)?.[1];
  const records = await runtime.segments.list({ limit: limit + 1, after, archived });
  const shown = records.slice(0, limit);
  const last = shown.at(-1);
  await runtime.watchBook.refresh();
  const sizes = await runtime.looks.sizes(shown.map(({ id }) => watchId(id)));
  return {
    items: shown.map((record) => lineOf(runtime, record, sizes.get(watchId(record.id)) ?? 0)),
    next: encodeCursor(last && records.length > limit ? [last.id, last.id] : undefined),
  };
};

/** Makes a segment. Everybody is looked at once; those who match are in it without having come in. */
export const createSegment: Verb<'createSegment'> = async (runtime, { body, actor }) => {
  const document = readSegment(body, await runtime.segments.all(), await runtime.signals.all());
  const known = (await runtime.segments.byIds([document.key])).get(document.key);
  if (known && !known.archived) throw problem('SEGMENT_KEY_TAKEN', { key: document.key });
  const now = runtime.clock.now();
  const record: SegmentRecord = {
    id: document.key,
    document,
    archived: false,
    rev: (known?.rev ?? 0) + 1,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  };
  if (!(await runtime.segments.save(record, known?.rev ?? 0)))
    throw problem('SEGMENT_KEY_TAKEN', { key: document.key });
  await keepWatch(runtime, segmentWatch(record));
  await recordChange(runtime, actor, 'segment.create', record.id);
  return viewOf(runtime, record);
};

/** One segment. */
export const getSegment: Verb<'getSegment'> = async (runtime, { params }) =>
  viewOf(runtime, await segmentOf(runtime, params.key));

/** Changes a segment where nobody changed it since it was read; another condition is looked at by everybody anew. */
export const saveSegment: Verb<'saveSegment'> = async (runtime, { params, body, ifMatch, actor }) => {
  const document = readSegment(body, await runtime.segments.all(), await runtime.signals.all());
  const was = await segmentOf(runtime, params.key);
  if (was.archived) throw problem('SEGMENT_NOT_FOUND', { key: params.key });
  if (document.key !== was.id) throw problem('SEGMENT_KEY_FIXED', { key: was.id });
  if (document.subject !== was.document.subject) throw problem('SEGMENT_SUBJECT_FIXED', {});
  if (ifMatch !== '*' && ifMatch !== String(was.rev)) throw problem('PRECONDITION_FAILED', {});
  const record = { ...was, document, rev: was.rev + 1, updatedAt: runtime.clock.now() };
  if (!(await runtime.segments.save(record, was.rev))) throw problem('PRECONDITION_FAILED', {});
  await keepWatch(runtime, segmentWatch(record));
  await recordChange(runtime, actor, 'segment.save', record.id);
  return viewOf(runtime, record);
};

/** Puts a segment away. Throws SEGMENT_IN_USE while something reads it. */
export const archiveSegment: Verb<'archiveSegment'> = async (runtime, { params, actor }) => {
  const was = await segmentOf(runtime, params.key);
  if (was.archived) return undefined;
  const users = await usersOf(runtime, was.id, 'segment');
  if (users.length > 0) {
    const named = users.slice(0, 5).map(({ name }) => `“${name}”`);
    throw problem('SEGMENT_IN_USE', { key: was.id, users: named.join(', ') }, { extra: { usedBy: users } });
  }
  const record = { ...was, archived: true, rev: was.rev + 1, updatedAt: runtime.clock.now() };
  if (!(await runtime.segments.save(record, was.rev))) throw problem('PRECONDITION_FAILED', {});
  await dropWatch(runtime, watchId(was.id));
  await recordChange(runtime, actor, 'segment.archive', was.id);
  return undefined;
};

/** The segment of a key, archived ones included. Throws SEGMENT_NOT_FOUND. */
export async function segmentOf(runtime: Pick<Runtime, 'segments'>, key: string): Promise<SegmentRecord> {
  const record = (await runtime.segments.byIds([key])).get(key);
  if (!record) throw problem('SEGMENT_NOT_FOUND', { key });
  return record;
}

/** What a segment is remembered under. */
export function watchId(key: string): string {
  return `s:${key}`;
}

async function viewOf(runtime: Runtime, record: SegmentRecord): Promise<SegmentView> {
  const watch = watchId(record.id);
  await runtime.watchBook.refresh();
  const [sizes, usedBy] = await Promise.all([
    runtime.looks.sizes([watch]),
    usersOf(runtime, record.id, 'segment'),
  ]);
  return {
    ...lineOf(runtime, record, sizes.get(watch) ?? 0),
    description: record.document.description,
    document: record.document,
    usedBy,
    etag: String(record.rev),
  };
}

function lineOf(runtime: Runtime, record: SegmentRecord, size: number) {
  const pass = runtime.watchBook.record(watchId(record.id))?.pass;
  return {
    key: record.id,
    name: record.document.name,
    subject: record.document.subject,
    archived: record.archived,
    size: record.archived ? 0 : size,
    pass: {
      done: pass?.done ?? 0,
      total: pass?.total ?? 0,
      finished: record.archived || (pass?.finished ?? false),
    },
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}
