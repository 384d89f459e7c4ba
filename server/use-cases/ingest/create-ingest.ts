import {
  type BatchAnswer,
  type CallType,
  COMPONENT_SEEN,
  MAX_BATCH_BYTES,
  MAX_CALL_BYTES,
  type StoredEvent,
} from '../../../shared/event.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import type { RefusedCall } from '../../ports/stores.ts';
import type { KeyRecord } from '../../ports/workspace.ts';
import { noteRevenue } from '../churn/note-revenue.ts';
import { markPastDays } from '../counting/mark-days.ts';
import { anythingOf, lookAtBatch } from '../looks/look-at-batch.ts';
import { provesUser } from '../people/identity-secret.ts';
import type { Runtime } from '../runtime.ts';
import { createBacklog } from './backlog.ts';
import type { Ingest } from './ingest.ts';
import { rememberContacts } from './known-contacts.ts';
import { matchAccountCalls } from './match-accounts.ts';
import { accountCalls, matchEvents } from './match-events.ts';
import { createNameNotes } from './note-names.ts';
import { createRefusalNotes } from './note-refusals.ts';
import { readCall } from './read-call.ts';
import { replayIntake } from './replay-intake.ts';
import { resolveContacts } from './resolve-contacts.ts';

/** Most events in one micro-batch, and in one pass of matching. */
const BATCH = 500;
const MATCH_BATCH = 1_000;
/** Two batches on their way to disk keep it busy; more would only make smaller ones. */
const WRITERS = 2;

interface Waiting {
  events: StoredEvent[];
  resolve(duplicates: ReadonlySet<string>): void;
  reject(fault: unknown): void;
}

interface Stored {
  intakeId: string;
  at: Date;
  /** Those that are new. */
  events: StoredEvent[];
  /** How many calls were taken in, duplicates included. */
  calls: number;
}

/**
 * Ingestion of one process (ENGINE 4). Calls of concurrent requests form micro-batches: one intake record, one insert,
 * then the answers. Matching follows in the order of storing; what a crash interrupts is replayed from the record.
 */
export function createIngest(
  runtime: Omit<Runtime, 'ingest'>,
  log: { error(detail: object, message: string): void },
): Ingest {
  const refusals = createRefusalNotes(runtime);
  const names = createNameNotes(runtime);
  const known = rememberContacts();
  const waiting: Waiting[] = [];
  const stored: Stored[] = [];
  let writers = 0;
  let matching: Promise<void> | undefined;
  let matchingSince: Date | undefined;
  let closed = false;
  const backlog = createBacklog(runtime, () => matchingSince ?? stored[0]?.at);

  async function enqueue(events: StoredEvent[]): Promise<ReadonlySet<string>> {
    if (closed) throw problem('OVERLOADED', { seconds: 2 }, { extra: { retryAfter: 2 } });
    backlog.take(events.length);
    return new Promise((resolve, reject) => {
      waiting.push({ events, resolve, reject });
      if (writers < WRITERS) void write();
    });
  }

  async function write(): Promise<void> {
    writers += 1;
    await runtime.clock.soon();
    for (let batch = nextBatch(waiting); batch.length > 0; batch = nextBatch(waiting)) await store(batch);
    writers -= 1;
  }

  async function store(batch: Waiting[]): Promise<void> {
    const taken = batch.flatMap((item) => item.events);
    const events = firstOfEachId(taken);
    const intakeId = runtime.chance.id();
    const at = runtime.clock.now();
    try {
      await runtime.intake.insert({ id: intakeId, at, messageIds: events.map(({ id }) => id) });
      const duplicates = await runtime.events.insert(events);
      for (const item of batch) item.resolve(duplicates);
      stored.push({
        intakeId,
        at,
        events: events.filter(({ id }) => !duplicates.has(id)),
        calls: taken.length,
      });
      matching ??= match();
    } catch (fault) {
      backlog.done(taken.length);
      for (const item of batch) item.reject(fault);
    }
  }

  async function match(): Promise<void> {
    while (stored.length > 0) {
      const pass = takePass(stored);
      const calls = pass.reduce((sum, item) => sum + item.calls, 0);
      matchingSince = pass[0]?.at;
      try {
        await matchStored(pass.flatMap(({ events }) => events));
        await runtime.intake.delete(pass.map(({ intakeId }) => intakeId));
      } catch (fault) {
        // The intake records stay; the janitor replays them when the database answers again.
        log.error({ err: fault, calls }, 'Matching failed; the events are kept and will be matched again');
      } finally {
        backlog.done(calls);
        matchingSince = undefined;
      }
    }
    matching = undefined;
  }

  async function matchStored(events: readonly StoredEvent[], isReplay = false): Promise<void> {
    // First the days whose counts no longer stand: what is decided below reads them.
    await Promise.all([
      runtime.plans.refresh(),
      runtime.watchBook.refresh(),
      markPastDays(runtime, events, runtime.clock.now()),
    ]);
    let kept = events;
    const concerning = known.concerning(events, runtime, runtime.clock.now());
    if (concerning.length > 0) {
      const { contacts, erased, metered, ...changes } = await resolveContacts(runtime, concerning);
      if (erased.size > 0) {
        await throwAway(concerning.filter(({ id }) => erased.has(id)));
        kept = events.filter(({ id }) => !erased.has(id));
      }
      const now = runtime.clock.now();
      const withContacts = (told: readonly StoredEvent[]) =>
        told.flatMap((event) => {
          const contact = contacts.get(event.id);
          return contact ? [{ event, contact }] : [];
        });
      const pairs = withContacts(concerning);
      for (const { event, contact } of pairs) known.learn(event, contact, now);
      await matchEvents(runtime as Runtime, pairs, changes.changed, now);
      await matchAccountCalls(runtime as Runtime, accountCalls(withContacts(metered)), now);
      await lookAtBatch(runtime as Runtime, pairs, isReplay ? anythingOf(pairs, changes) : changes, now);
    }
    await noteRevenue(runtime, kept);
    await names.saw(kept.filter(({ demo }) => !demo));
  }

  /** What is told of people who were erased is not kept; the line that says so does not name them either. */
  async function throwAway(events: readonly StoredEvent[]): Promise<void> {
    await runtime.events.delete(events.map(({ id }) => id));
    for (const { type, name, receivedAt } of events) {
      const { code, message } = problem('CONTACT_ERASED', {});
      refusals.note({ id: runtime.chance.id(), status: 'rejected', type, name, receivedAt, code, message });
    }
  }

  async function accept(
    raws: readonly { raw: unknown; type?: CallType | undefined }[],
    key: KeyRecord,
    options: { historical: boolean; measure: boolean; sentAt?: unknown; context?: unknown },
  ): Promise<{ index: number; messageId?: string; problem: Problem }[]> {
    const receivedAt = runtime.clock.now();
    const errors: { index: number; messageId?: string; problem: Problem }[] = [];
    const events: StoredEvent[] = [];
    raws.forEach(({ raw, type }, index) => {
      try {
        events.push(
          readCall(raw, {
            type,
            receivedAt,
            keyId: key.id,
            historical: options.historical,
            isBrowser: key.kind === 'browser',
            proves: (userId, userHash) => provesUser(runtime.installation, key.id, userId, userHash),
            sentAt: options.sentAt,
            context: options.context,
            measure: options.measure,
            freshId: runtime.chance.id,
          }),
        );
      } catch (fault) {
        if (!(fault instanceof Problem)) throw fault;
        const messageId = messageIdOf(raw);
        errors.push({ index, problem: fault, ...(messageId === undefined ? {} : { messageId }) });
        refusals.note(rejectedCall(runtime.chance.id(), raw, type, receivedAt, fault));
      }
    });
    if (events.length > 0) {
      const duplicates = await enqueue(events);
      // Every visitor of a page says again that its component is there.
      for (const event of events)
        if (duplicates.has(event.id) && event.name !== COMPONENT_SEEN)
          refusals.note(duplicateCall(runtime.chance.id(), event));
    }
    return errors;
  }

  return {
    async call(type, body, key, bytes) {
      if (bytes > MAX_CALL_BYTES) throw problem('EVENT_TOO_LARGE', { size: bytes });
      const [error] = await accept([{ raw: body, type }], key, { historical: false, measure: false });
      if (error) throw error.problem;
      return { success: true };
    },
    async batch(body, key, { bytes, historical }) {
      if (bytes > MAX_BATCH_BYTES) throw problem('BATCH_TOO_LARGE', {});
      const { batch, sentAt, context } = (body ?? {}) as Record<string, unknown>;
      if (!Array.isArray(batch)) throw problem('BATCH_MISSING', {});
      const errors = await accept(
        batch.map((raw) => ({ raw })),
        key,
        { historical, measure: bytes > MAX_CALL_BYTES, sentAt, context },
      );
      return answerOf(errors);
    },
    async settled() {
      while (writers > 0 || waiting.length > 0 || matching) {
        await matching;
        await runtime.clock.soon();
      }
      await refusals.flush();
    },
    replay: () => replayIntake(runtime, (events) => matchStored(events, true), log),
    async close() {
      closed = true;
      await this.settled();
    },
  };
}

function nextBatch(waiting: Waiting[]): Waiting[] {
  let size = 0;
  let count = 0;
  for (const item of waiting) {
    if (count > 0 && size + item.events.length > BATCH) break;
    size += item.events.length;
    count += 1;
  }
  return waiting.splice(0, count);
}

function takePass(stored: Stored[]): Stored[] {
  let size = 0;
  let count = 0;
  for (const { events } of stored) {
    if (count > 0 && size + events.length > MATCH_BATCH) break;
    size += events.length;
    count += 1;
  }
  return stored.splice(0, count);
}

/** The first content of a messageId wins, also within one batch. */
function firstOfEachId(events: readonly StoredEvent[]): StoredEvent[] {
  const seen = new Map<string, StoredEvent>();
  for (const event of events) if (!seen.has(event.id)) seen.set(event.id, event);
  return [...seen.values()];
}

function answerOf(errors: readonly { index: number; messageId?: string; problem: Problem }[]): BatchAnswer {
  if (errors.length === 0) return { success: true };
  return {
    success: false,
    errors: errors.map(({ index, messageId, problem: fault }) => ({
      index,
      ...(messageId === undefined ? {} : { messageId }),
      code: fault.code,
      message: fault.message,
    })),
  };
}

function messageIdOf(raw: unknown): string | undefined {
  return shortText(raw, 'messageId');
}

function shortText(raw: unknown, field: string): string | undefined {
  const value = typeof raw === 'object' && raw !== null ? Reflect.get(raw, field) : undefined;
  return typeof value === 'string' ? value.slice(0, 200) : undefined;
}

function rejectedCall(
  id: string,
  raw: unknown,
  type: CallType | undefined,
  receivedAt: Date,
  fault: Problem,
): RefusedCall {
  return {
    id,
    status: 'rejected',
    type: type ?? shortText(raw, 'type') ?? '',
    name: shortText(raw, 'event'),
    userId: shortText(raw, 'userId'),
    anonymousId: shortText(raw, 'anonymousId'),
    messageId: messageIdOf(raw),
    receivedAt,
    code: fault.code,
    message: fault.message,
  };
}

function duplicateCall(id: string, event: StoredEvent): RefusedCall {
  const { type, name, userId, anonymousId, receivedAt } = event;
  return { id, status: 'duplicate', type, name, userId, anonymousId, messageId: event.id, receivedAt };
}
