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
  const firsts = new Map<string, number>();

  function isNews(key: string, at: number): boolean {
    if (at - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < EVERY) return false;
    if (noted.size >= KEPT) noted.clear();
    noted.set(key, at);
    return true;
  }

  /** Whether it happened earlier than any of its name that this process saw: history may come in any order. */
  function isFirst(name: string, at: number): boolean {
    if (at >= (firsts.get(name) ?? Number.POSITIVE_INFINITY)) return false;
    if (firsts.size >= KEPT) firsts.clear();
    firsts.set(name, at);
    return true;
  }

  return {
    async saw(events) {
      const news: SeenName[] = [];
      for (const event of events) {
        const at = event.receivedAt.getTime();
        const { name } = event;
        if (name !== undefined) {
          const isEarlier = isFirst(name, event.timestamp.getTime());
          if (isNews(`event:${name}`, at) || isEarlier)
            news.push({ kind: 'event', name, firstAt: event.timestamp, lastSeenAt: event.receivedAt });
        }
        const kind = event.type === 'group' ? 'account' : 'contact';
        for (const [trait, sample] of Object.entries(event.traits ?? {})) {
          if (trait.length <= 100 && isNews(`${kind}:${trait}`, at)) {
            news.push({ kind, name: trait, sample: shortSample(sample), lastSeenAt: event.receivedAt });
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
