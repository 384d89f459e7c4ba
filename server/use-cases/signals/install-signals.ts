import { signalKeys } from '../../../shared/playbooks/shipped-signal.ts';
import { shippedSignalDocument } from '../../../shared/playbooks/signal-document.ts';
import type { SignalRecord } from '../../ports/signals.ts';
import { keepWatch } from '../looks/keep-watches.ts';
import type { Runtime } from '../runtime.ts';
import { signalWatch } from './signal-watch.ts';

/**
 * Gives the workspace the signals that come with the product: each once, so that one somebody changed stays as it is.
 * Those nobody edited follow the language and the event names of the settings. Answers how many it wrote.
 */
export async function installSignals(runtime: Runtime): Promise<number> {
  const [settings, known] = await Promise.all([runtime.settings.get(), runtime.signals.byIds(signalKeys)]);
  const now = runtime.clock.now();
  const written: SignalRecord[] = [];
  for (const key of signalKeys) {
    const document = shippedSignalDocument(key, settings);
    const was = known.get(key);
    if (!document || was?.edited) continue;
    if (was && JSON.stringify(was.document) === JSON.stringify(document)) continue;
    const record: SignalRecord = {
      id: key,
      document,
      on: was?.on ?? true,
      edited: false,
      rev: (was?.rev ?? 0) + 1,
      createdAt: was?.createdAt ?? now,
      updatedAt: now,
    };
    if (await runtime.signals.save(record, was?.rev ?? 0)) written.push(record);
  }
  if (written.length === 0) return 0;
  const names = await runtime.names.all();
  for (const record of written) if (record.on) await keepWatch(runtime, signalWatch(record, names, now));
  return written.length;
}
