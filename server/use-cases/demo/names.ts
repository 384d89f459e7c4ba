import type { StoredEvent } from '../../../shared/event.ts';
import type { SeenName } from '../../ports/stores.ts';

/** The event names and traits that demo events bring, seen at the moment the demo was asked for. */
export function namesIn(events: readonly StoredEvent[], at: Date): SeenName[] {
  const names = new Map<string, SeenName>();
  const saw = (name: SeenName) => names.set(`${name.kind}:${name.name}`, name);
  for (const { type, name, timestamp, traits } of events) {
    if (name !== undefined) {
      const known = names.get(`event:${name}`)?.firstAt;
      const firstAt = known && known < timestamp ? known : timestamp;
      saw({ kind: 'event', name, firstAt, lastSeenAt: at });
    }
    const kind = type === 'group' ? 'account' : 'contact';
    for (const [trait, sample] of Object.entries(traits ?? {})) {
      const isPlain = typeof sample !== 'object';
      saw({ kind, name: trait, lastSeenAt: at, ...(isPlain ? { sample } : {}) });
    }
  }
  return [...names.values()];
}
