import type { Settings } from '../settings.ts';
import { SIGNAL_FORMAT, type Signal } from '../signal.ts';
import { withEventNames } from './names.ts';
import type { SignalKey } from './shipped-signal.ts';
import { signalWords } from './signal-words.ts';
import { shippedSignal } from './signals.ts';

/**
 * A shipped signal as this workspace gets it: in its language and with its own event names. Undefined for a key that
 * does not come with the product.
 */
export function shippedSignalDocument(
  key: string,
  { language, eventNames }: Pick<Settings, 'language' | 'eventNames'>,
): Signal | undefined {
  const shipped = shippedSignal(key);
  if (!shipped) return undefined;
  const { learns, ...signal } = withEventNames(shipped, eventNames);
  const own = (name: string) => (eventNames as Record<string, string | undefined>)[name] ?? name;
  return {
    format: SIGNAL_FORMAT,
    ...signal,
    ...signalWords[language][key as SignalKey],
    ...(learns ? { learns: { ...learns, events: learns.events.map(own) } } : {}),
  };
}
