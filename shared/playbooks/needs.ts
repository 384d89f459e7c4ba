import type { Workflow } from '../workflow.ts';
import { hasLeft } from './rules.ts';
import { shippedSignal } from './signals.ts';

/** What a document reads of the world, each once and in order of their names. */
export interface DocumentNeeds {
  events: string[];
  /** `contact.traits.plan`, `account.mrr`. */
  fields: string[];
  meters: string[];
  signals: string[];
}

/** What a workflow needs to run, with what the signals it names need in turn. */
export function needsOf(document: Workflow): DocumentNeeds {
  return needsIn(document, true);
}

/** What conditions read themselves. */
export function needsOfConditions(conditions: readonly unknown[]): DocumentNeeds {
  return needsIn(conditions, false);
}

function needsIn(document: unknown, followsSignals: boolean): DocumentNeeds {
  const events = new Set<string>();
  const fields = new Set<string>();
  const meters = new Set<string>();
  const signals = new Set<string>();
  const addSignal = (key: string) => {
    if (signals.has(key)) return;
    signals.add(key);
    const shipped = followsSignals ? shippedSignal(key) : undefined;
    if (shipped) walk([shipped.opensWhen, shipped.resolvesWhen]);
  };
  function walk(part: unknown): void {
    if (Array.isArray(part)) {
      for (const each of part) walk(each);
      return;
    }
    // Signals do without it: where nobody tells who has left, they stay until they end by themselves.
    if (typeof part !== 'object' || part === null || part === hasLeft) return;
    const { event, removal, meter, signal, fact, path, date } = part as Record<string, unknown>;
    for (const name of [event, removal]) if (typeof name === 'string') events.add(name);
    if (typeof meter === 'string') meters.add(meter);
    if (typeof signal === 'string') addSignal(signal);
    if ((fact === 'account' || fact === 'contact') && typeof path === 'string')
      fields.add(`${fact}.${path.slice('$.'.length)}`);
    for (const at of [date, fact === undefined ? path : undefined])
      if (typeof at === 'string' && /^\$\.(contact|account)\./.test(at)) fields.add(at.slice('$.'.length));
    for (const inside of Object.values(part)) walk(inside);
  }
  walk(document);
  const sorted = (names: ReadonlySet<string>) => [...names].sort();
  return { events: sorted(events), fields: sorted(fields), meters: sorted(meters), signals: sorted(signals) };
}
