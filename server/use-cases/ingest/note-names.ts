import type { StoredEvent } from '../../../shared/event.ts';
import type { Ports } from '../../ports/index.ts';
import type { SeenName } from '../../ports/stores.ts';

/** How often one name is written again, and how many names one process keeps an eye on. */
const EVERY = 60_000;
const KEPT = 5_000;

/** Keeps the names of events and traits that were seen, for suggestions; writes each at most once a minute. */
export function createNameNotes(ports: Pick<Ports, 'names'>): {
  saw(events: readonly StoredEvent[]): Promise<void>;
} {
  const noted = new Map<string, number>();

  function isNews(key: string, at: number): boolean {
    if (at - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY) return false;
    if (noted.size >= KEPT) noted.clear();
    noted.set(key, at);
    return true;
  }

  return {
    async saw(events) {
      const news: SeenName[] = [];
      for (const event of events) {
        const at = event.receivedAt.getTime();
        if (event.name !== undefined && isNews(`event:${event.name}`, at)) {
          news.push({ kind: 'event', name: event.name, lastSeenAt: event.receivedAt });
        }
        const kind = event.type === 'group' ? 'account' : 'contact';
        for (const [name, sample] of Object.entries(event.traits ?? {})) {
          if (name.length <= 100 && isNews(`${kind}:${name}`, at)) {
            news.push({ kind, name, sample: shortSample(sample), lastSeenAt: event.receivedAt });
          }
        }
      }
      if (news.length > 0) await ports.names.saw(news);
    },
  };
}

function shortSample(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, 100);
  return typeof value === 'object' && value !== null ? undefined : value;
}
