import { needsOfConditions } from '../../../shared/playbooks/needs.ts';
import { signalKeys } from '../../../shared/playbooks/shipped-signal.ts';
import type { SignalLine, SignalView } from '../../../shared/signal.ts';
import type { SignalRecord } from '../../ports/signals.ts';
import { hasField } from '../playbooks/playbooks.ts';
import type { Runtime } from '../runtime.ts';
import { signalWatchId } from './signal-watch.ts';
import { usersOfSignal } from './used-by.ts';

/** Signals as lists show them; one count per signal, whatever the number of people. */
export async function linesOf(runtime: Runtime, records: readonly SignalRecord[]): Promise<SignalLine[]> {
  await runtime.watchBook.refresh();
  const sizes = await runtime.looks.sizes(records.map(({ id }) => signalWatchId(id)));
  return records.map((record) => lineOf(runtime, record, sizes.get(signalWatchId(record.id)) ?? 0));
}

/** One signal with all that is known of it. */
export async function viewOf(runtime: Runtime, record: SignalRecord): Promise<SignalView> {
  const [[line], usedBy, names] = await Promise.all([
    linesOf(runtime, [record]),
    usersOfSignal(runtime, record.id),
    runtime.names.all(),
  ]);
  if (!line) throw new Error(`no line was made of ${record.id}`);
  const { opensWhen, resolvesWhen } = record.document;
  const { events, fields, meters, signals } = needsOfConditions([opensWhen, resolvesWhen]);
  const seen = new Set(names.map(({ kind, name }) => `${kind}:${name}`));
  return {
    ...line,
    document: record.document,
    needs: {
      events: events.map((name) => ({ name, isHere: seen.has(`event:${name}`) })),
      fields: fields.map((name) => ({ name, isHere: hasField(seen, name) })),
      meters: meters.map((name) => ({ name, isHere: seen.has('account:meters') })),
      signals,
    },
    usedBy,
    etag: String(record.rev),
  };
}

function lineOf(runtime: Runtime, record: SignalRecord, open: number): SignalLine {
  const watch = runtime.watchBook.record(signalWatchId(record.id));
  const { name, message, subject, severity, weight, good } = record.document;
  const learning = record.on ? watch?.learning : undefined;
  const isOver = learning?.until !== undefined && learning.until <= runtime.clock.now();
  return {
    key: record.id,
    name,
    message,
    subject,
    severity,
    weight,
    good,
    on: record.on,
    shipped: (signalKeys as readonly string[]).includes(record.id),
    edited: record.edited,
    open: record.on ? open : 0,
    pass: {
      done: watch?.pass.done ?? 0,
      total: watch?.pass.total ?? 0,
      finished: !record.on || (watch?.pass.finished ?? false),
    },
    ...(learning && !isOver
      ? {
          learning: {
            waitsFor: learning.waitsFor,
            ...(learning.until ? { until: learning.until.toISOString() } : {}),
          },
        }
      : {}),
    updatedAt: record.updatedAt.toISOString(),
  };
}
