import type { SubjectKind } from '../../../shared/segment.ts';
import { compileCondition, mergeNeeds } from '../../engine/conditions/compile.ts';
import { hearingOf } from '../../engine/conditions/hearing.ts';
import type { Indexed } from '../../engine/conditions/pushdown.ts';
import { healthNeeds } from '../../engine/health/score.ts';
import { tokensOf, type Watch } from '../../engine/looks/watch.ts';
import { indexWatches, type WatchIndex } from '../../engine/looks/watch-index.ts';
import type { AccountStore } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FieldStore, IndexedField, WatchRecord, WatchStore } from '../../ports/looks.ts';
import type { ContactStore } from '../../ports/stores.ts';
import type { WorkflowStore } from '../../ports/workspace.ts';
import { questionOf } from '../health/question-of.ts';

/** The remembered conditions of one process, indexed by what they read. */
export interface WatchBook {
  /** Reads again when one was made, changed or dropped since; cheap when none was. */
  refresh(options?: { now?: boolean }): Promise<void>;
  of(subject: SubjectKind): WatchIndex;
  isKnown(id: string): boolean;
  record(id: string): WatchRecord | undefined;
  /** Those whose first look at everybody is not finished. */
  learning(): readonly string[];
  /** What is indexed about subjects of a kind. */
  indexed(subject: SubjectKind): Indexed;
}

/** How stale the book may be, as that of the plans. */
const FRESH_FOR = 1_000;

/** An empty book; conditions are compiled once per generation. */
export function createWatchBook(ports: {
  watches: WatchStore;
  fields: FieldStore;
  contacts: Pick<ContactStore, 'indexFields'>;
  accounts: Pick<AccountStore, 'indexFields'>;
  workflows: Pick<WorkflowStore, 'epoch'>;
  clock: Clock;
}): WatchBook {
  let epoch: number | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let current = new Map<string, { record: WatchRecord; watch: Watch }>();
  let indexes = indexesOf([]);
  let fields: IndexedField[] = [];

  async function reload(): Promise<void> {
    const before = current;
    const [watches, allFields] = await Promise.all([ports.watches.all(), ports.fields.all()]);
    fields = allFields;
    ports.contacts.indexFields(namesOf('contact', fields));
    ports.accounts.indexFields(namesOf('account', fields));
    current = new Map(
      watches.map((record) => {
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
    indexed(subject) {
      const ready = new Set(
        namesOf(
          subject,
          fields.filter((field) => field.ready),
        ),
      );
      return {
        subject,
        field(keys) {
          const name = keys.join('.');
          return ready.has(name) ? name : undefined;
        },
        holding: (k, v) => ({ facets: { $elemMatch: { k, v } } }),
      };
    },
    learning: () => [...current.values()].flatMap(({ record }) => (record.pass.finished ? [] : [record.id])),
  };
}

function namesOf(subject: SubjectKind, fields: readonly IndexedField[]): string[] {
  return fields.flatMap((field) => (field.subject === subject ? field.name : []));
}

function indexesOf(watches: readonly Watch[]): Record<SubjectKind, WatchIndex> {
  return { contact: indexWatches(watches, 'contact'), account: indexWatches(watches, 'account') };
}

/** A stored watch made ready to be asked. */
export function watchOf(record: WatchRecord): Watch {
  const { id, kind, subject, generation, born, cooldown, demo, learning } = record;
  const health = record.health && questionOf(subject, record.health);
  const opens = compileCondition(record.opensWhen);
  const resolves = record.resolvesWhen && compileCondition(record.resolvesWhen);
  const needs = health
    ? healthNeeds(health)
    : mergeNeeds([opens.needs, ...(resolves ? [resolves.needs] : [])]);
  return {
    id,
    kind,
    subject,
    generation,
    born,
    cooldown,
    demo,
    opens,
    resolves,
    health,
    needs,
    tokens: tokensOf(needs),
    hearing: health
      ? undefined
      : hearingOf([record.opensWhen, ...(record.resolvesWhen ? [record.resolvesWhen] : [])]),
    ...(learning ? { opensFrom: learning.until?.getTime() ?? Number.POSITIVE_INFINITY } : {}),
  };
}
