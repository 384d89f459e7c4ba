import type { MeterEvent } from '../../shared/meter-event.ts';
import type { SubjectKind } from '../../shared/segment.ts';
import { fieldOf } from '../../shared/triggers/field.ts';
import { workflowSchema } from '../../shared/workflow.ts';
import { type Plan, planOf } from '../engine/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  PublishedText,
  SettingsStore,
  VersionRecord,
  WorkflowRecord,
  WorkflowStore,
} from '../ports/workspace.ts';
import { entryOf } from './facts.ts';

/** A plan with the texts its version pinned. */
export interface PublishedPlan extends Plan {
  texts: Record<string, PublishedText>;
  name: string;
  demo: boolean;
}

/** Published plans in memory, with an index by event name: cost per event does not grow with workflows it does not concern. */
export interface PlanBook {
  /** Reads again when something was published, paused or changed since; cheap when nothing was. */
  refresh(options?: { now?: boolean }): Promise<void>;
  /** Live plans that an event of this name starts. */
  startedBy(event: string): readonly PublishedPlan[];
  /** Live plans that a change of this trait starts, and those that a date in it does; a contact's unless said. */
  startedByTrait(trait: string, of?: SubjectKind): readonly PublishedPlan[];
  datedBy(trait: string, of?: SubjectKind): readonly PublishedPlan[];
  /** Live plans about contacts that go by some date of their accounts. */
  datedByAccounts(): readonly PublishedPlan[];
  /** The traits whose changes start something; a contact's unless said. */
  watchedTraits(of?: SubjectKind): ReadonlySet<string>;
  /** Live plans that a schedule starts. */
  scheduled(): readonly PublishedPlan[];
  /** Workflows of which some published version listens to this event. */
  listeningTo(event: string): readonly string[];
  /** Workflows in which somebody waits for traits: a goal, a condition or a date reads them. */
  readingTraits(): readonly string[];
  /** Workflows in which somebody waits for `segment:key`, `signal:key`, `meter:name` or `health`. */
  watching(what: string): readonly string[];
  /** The live plan of a workflow, if it is live. */
  live(workflowId: string): PublishedPlan | undefined;
  /** The live plan of the workflow with this key or id. */
  named(reference: string): PublishedPlan | undefined;
  /** The id of the published workflow with this key or id. */
  idOf(reference: string): string | undefined;
  isPaused(workflowId: string): boolean;
  /** Whether what is due since `dueAt` stands still: the workflow is paused, or goes on only with what came later. */
  holdsUp(workflowId: string, dueAt: Date | undefined): boolean;
  /** What an event of this name says of meters. */
  metersOf(event: string): readonly MeterEvent[];
  /** Any version, loaded where it is not in memory; undefined when it is gone. */
  version(workflowId: string, version: number): Promise<PublishedPlan | undefined>;
}

/** How stale the book may be: within 2 s every process has what was published. */
const FRESH_FOR = 1_000;
const OLD_VERSIONS_KEPT = 500;

/** Keeps the plans of one process. */
export function createPlanBook(ports: {
  workflows: WorkflowStore;
  settings: SettingsStore;
  clock: Clock;
}): PlanBook {
  let epoch: number | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let current = new Map<string, Pick<WorkflowRecord, 'status' | 'resuming'> & { plan: PublishedPlan }>();
  let starts = new Map<string, PublishedPlan[]>();
  let listens = new Map<string, string[]>();
  let byTrait = emptyFields();
  let byDate = emptyFields();
  let watched = { contact: new Set<string>(), account: new Set<string>() };
  let scheduled: PublishedPlan[] = [];
  let traits: string[] = [];
  let watches = new Map<string, string[]>();
  let keys = new Map<string, string>();
  let meters = new Map<string, MeterEvent[]>();
  const older = new Map<string, PublishedPlan>();

  async function reload(): Promise<void> {
    const [published, settings] = await Promise.all([ports.workflows.published(), ports.settings.get()]);
    const before = current;
    current = new Map();
    starts = new Map();
    listens = new Map();
    byTrait = emptyFields();
    byDate = emptyFields();
    scheduled = [];
    traits = [];
    watches = new Map();
    keys = new Map();
    meters = new Map();
    for (const each of settings.meterEvents) entryOf(meters, each.event, () => []).push(each);
    for (const { record, version } of published) {
      const kept = before.get(record.id)?.plan;
      const plan = kept?.version === version.version ? kept : publishedPlan(version, record);
      current.set(record.id, { plan, status: record.status, resuming: record.resuming });
      if (record.status === 'live' && plan.trigger) entryOf(starts, plan.trigger.event, () => []).push(plan);
      if (record.status === 'live') file(plan);
      for (const event of record.listens) entryOf(listens, event, () => []).push(record.id);
      if (record.listensToTraits) traits.push(record.id);
      for (const what of record.watches ?? []) entryOf(watches, what, () => []).push(record.id);
      if (record.key !== undefined) keys.set(record.key, record.id);
    }
    watched = { contact: new Set(byTrait.contact.keys()), account: new Set(byTrait.account.keys()) };
  }

  function file(plan: PublishedPlan): void {
    const { trigger } = plan.workflow.entry;
    if (trigger.kind === 'schedule') scheduled.push(plan);
    const path = trigger.kind === 'attribute' ? trigger.path : trigger.kind === 'date' ? trigger.date : '';
    const field = fieldOf(path);
    if (field)
      entryOf((trigger.kind === 'date' ? byDate : byTrait)[field.of], field.trait, () => []).push(plan);
  }

  function idOf(reference: string): string | undefined {
    return current.has(reference) ? reference : keys.get(reference);
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
    startedBy: (event) => starts.get(event) ?? [],
    startedByTrait: (trait, of = 'contact') => byTrait[of].get(trait) ?? [],
    datedBy: (trait, of = 'contact') => byDate[of].get(trait) ?? [],
    datedByAccounts: () =>
      [...byDate.account.values()].flat().filter(({ workflow }) => workflow.subject === 'contact'),
    watchedTraits: (of = 'contact') => watched[of],
    scheduled: () => scheduled,
    listeningTo: (event) => listens.get(event) ?? [],
    readingTraits: () => traits,
    live: (workflowId) => {
      const found = current.get(workflowId);
      return found?.status === 'live' ? found.plan : undefined;
    },
    metersOf: (event) => meters.get(event) ?? [],
    watching: (what) => watches.get(what) ?? [],
    named(reference) {
      const id = idOf(reference);
      const found = id === undefined ? undefined : current.get(id);
      return found?.status === 'live' ? found.plan : undefined;
    },
    idOf,
    isPaused: (workflowId) => current.get(workflowId)?.status === 'paused',
    holdsUp(workflowId, dueAt) {
      const { status, resuming } = current.get(workflowId) ?? {};
      return status === 'paused' || (resuming !== undefined && dueAt !== undefined && dueAt <= resuming);
    },
    async version(workflowId, version) {
      const live = current.get(workflowId)?.plan;
      if (live?.version === version) return live;
      const key = `${workflowId}:${version}`;
      const kept = older.get(key);
      if (kept) return kept;
      const [record, found] = await Promise.all([
        ports.workflows.byId(workflowId),
        ports.workflows.version(workflowId, version),
      ]);
      if (!record || !found) return undefined;
      const plan = publishedPlan(found, record);
      older.set(key, plan);
      const oldest = older.keys().next().value;
      if (older.size > OLD_VERSIONS_KEPT && oldest !== undefined) older.delete(oldest);
      return plan;
    },
  };
}

/** Plans by the trait they go by, of contacts and of accounts. */
function emptyFields(): Record<SubjectKind, Map<string, PublishedPlan[]>> {
  return { contact: new Map(), account: new Map() };
}

function publishedPlan(version: VersionRecord, record: WorkflowRecord): PublishedPlan {
  const workflow = workflowSchema.parse(version.document);
  return {
    ...planOf(version.workflowId, version.version, workflow),
    texts: version.texts,
    name: record.name,
    demo: record.demo ?? false,
  };
}
