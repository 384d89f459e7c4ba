import type { SubjectKind } from '../../../shared/segment.ts';
import { compileCondition, mergeNeeds } from '../../engine/conditions/compile.ts';
import { tokensOf, type Watch } from '../../engine/looks/watch.ts';
import { indexWatches, type WatchIndex } from '../../engine/looks/watch-index.ts';
import type { Clock } from '../../ports/clock.ts';
import type { WatchRecord, WatchStore } from '../../ports/looks.ts';
import type { WorkflowStore } from '../../ports/workspace.ts';

/** The remembered conditions of one process, indexed by what they read. */
export interface WatchBook {
  /** Reads again when one was made, changed or dropped since; cheap when none was. */
  refresh(options?: { now?: boolean }): Promise<void>;
  of(subject: SubjectKind): WatchIndex;
  isKnown(id: string): boolean;
  record(id: string): WatchRecord | undefined;
  /** Those whose first look at everybody is not finished. */
  learning(): readonly string[];
}

/** How stale the book may be, as that of the plans. */
const FRESH_FOR = 1_000;

/** An empty book; conditions are compiled once per generation. */
export function createWatchBook(ports: {
  watches: WatchStore;
  workflows: Pick<WorkflowStore, 'epoch'>;
  clock: Clock;
}): WatchBook {
  let epoch: number | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let current = new Map<string, { record: WatchRecord; watch: Watch }>();
  let indexes = indexesOf([]);

  async function reload(): Promise<void> {
    const before = current;
    current = new Map(
      (await ports.watches.all()).map((record) => {
        const kept = before.get(record.id);
        const isSame = kept?.record.generation === record.generation;
        return [record.id, { record, watch: isSame && kept ? kept.watch : watchOf(record) }];
      }),
    );
    indexes = indexesOf([...current.values()].map(({ watch }) => watch));
  }

  return {
    async refresh(options = {}) {
      const now = ports.clock.now().getTime();
      if (!options.now && Math.abs(now - checkedAt) < FRESH_FOR) return;
      const found = await ports.workflows.epoch();
      if (found !== epoch || options.now) await reload();
      epoch = found;
      checkedAt = now;
    },
    of: (subject) => indexes[subject],
    isKnown: (id) => current.has(id),
    record: (id) => current.get(id)?.record,
    learning: () => [...current.values()].flatMap(({ record }) => (record.pass.finished ? [] : [record.id])),
  };
}

function indexesOf(watches: readonly Watch[]): Record<SubjectKind, WatchIndex> {
  return { contact: indexWatches(watches, 'contact'), account: indexWatches(watches, 'account') };
}

/** A stored watch made ready to be asked. */
export function watchOf(record: WatchRecord): Watch {
  const { id, kind, subject, generation, cooldown, demo } = record;
  const opens = compileCondition(record.opensWhen);
  const resolves = record.resolvesWhen && compileCondition(record.resolvesWhen);
  const needs = mergeNeeds([opens.needs, ...(resolves ? [resolves.needs] : [])]);
  return { id, kind, subject, generation, cooldown, demo, opens, resolves, needs, tokens: tokensOf(needs) };
}
