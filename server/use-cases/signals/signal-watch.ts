import { durationMilliseconds } from '../../../shared/time.ts';
import type { SignalRecord } from '../../ports/signals.ts';
import type { SeenName } from '../../ports/stores.ts';
import type { WatchDefinition } from '../looks/keep-watches.ts';
import type { Runtime } from '../runtime.ts';
import { learningOf } from './learning.ts';

/** What the openings of a signal are remembered under. */
export function signalWatchId(key: string): string {
  return `g:${key}`;
}

/** The watch of a signal that is on. */
export function signalWatch(
  { id, document }: SignalRecord,
  names: readonly SeenName[],
  now: Date,
): WatchDefinition {
  return {
    id: signalWatchId(id),
    kind: 'signal',
    subject: document.subject,
    opensWhen: document.opensWhen,
    resolvesWhen: document.resolvesWhen,
    cooldown: document.cooldown === undefined ? 0 : durationMilliseconds(document.cooldown),
    learning: learningOf(document, names, now),
    demo: false,
  };
}

/** The watches of all signals that are on. */
export async function signalWatches(
  runtime: Pick<Runtime, 'signals' | 'names' | 'clock'>,
): Promise<WatchDefinition[]> {
  const [signals, names] = await Promise.all([runtime.signals.all(), runtime.names.all()]);
  const now = runtime.clock.now();
  return signals.filter(({ on }) => on).map((record) => signalWatch(record, names, now));
}
