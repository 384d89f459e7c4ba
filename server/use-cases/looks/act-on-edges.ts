import type { Edge, LookRecord } from '../../../shared/look.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import { covers } from '../../engine/conditions/compile.ts';
import type { ConditionNeeds, FactSnapshot } from '../../engine/facts.ts';
import { nextLook } from '../../engine/looks/look.ts';
import type { Move } from '../../ports/looks.ts';
import { followSignals, type SignalTurn } from '../cases/follow-signals.ts';
import { type Candidate, type Entry, enterWorkflows } from '../enter-workflows.ts';
import { noteHealth } from '../health/note-health.ts';
import type { PublishedPlan } from '../plan-book.ts';
import { pokeWatching, type WatchedChange } from '../poke-watching.ts';
import type { Runtime } from '../runtime.ts';
import { noteOpenings } from '../signals/note-openings.ts';
import { keepStandings } from '../standings/keep-standings.ts';
import { enrolledAs, isDemo, isKnown, lookIdOf, type Subject } from './subject.ts';
import { eachMember, wakeContacts } from './wake.ts';

/** A subject with edges that are written and not yet acted upon. */
export interface Turned {
  subject: Subject;
  record: LookRecord;
  /** What was loaded of the subject at this instant, and for which needs. */
  known: { needs: ConditionNeeds; facts: FactSnapshot };
}

/**
 * Does what follows from edges: notes who came and went, tells the members of an account, starts workflows; then
 * takes the edges out. Whatever a crash cuts short is done again from the record, and is then found done.
 */
export async function actOnEdges(runtime: Runtime, turned: readonly Turned[], now: Date): Promise<void> {
  if (turned.length === 0) return;
  await runtime.moves.insert(turned.flatMap(movesOf));
  // Health first: what opened may be explained by it.
  await noteHealth(runtime, turned);
  await keepStandings(runtime, turned.flatMap(reckonedAccount));
  await noteOpenings(runtime, turned);
  await followSignals(runtime, turned.flatMap(signalTurns));
  await tellOthers(runtime, turned, now);
  const entries = await enterWorkflows(
    runtime,
    turned.flatMap((one) => candidatesOf(runtime, one)),
    now,
  );
  const again = againTimes(entries);
  await runtime.looks.save(
    turned.map(({ record }) => {
      const watches = record.pending.map(({ watch }) => watch);
      const on = withAgain(record, watches, again);
      const settled: LookRecord = { ...record, on, pending: [] };
      return { ...settled, lookAt: nextLook(settled, now.getTime()) };
    }),
  );
  if (entries.length > 0) runtime.wake();
}

/** The account whose health was reckoned. */
function reckonedAccount({ subject, record }: Turned): string[] {
  const isReckoned = record.pending.some(({ watch }) => watch.startsWith('h:'));
  return subject.kind === 'account' && isReckoned ? [subject.account.id] : [];
}

/** What turned of the signals of accounts, and of people who belong to one. */
function signalTurns({ subject, record }: Turned): SignalTurn[] {
  const accountId = subject.kind === 'account' ? subject.account.id : subject.contact.accountId;
  if (accountId === undefined) return [];
  return record.pending
    .filter(({ watch, again }) => watch.startsWith('g:') && !again)
    .map(({ watch, holds, at }) => ({ accountId, key: watch.slice(2), holds, at: new Date(at) }));
}

/**
 * Segments and signals have moves in their history; the conditions of workflows do not, nor what was only learned of
 * a segment.
 */
function movesOf({ record }: Turned): Move[] {
  return record.pending
    .filter(({ watch, again, silent }) => isNamed(watch) && !again && !(silent && watch.startsWith('s:')))
    .map(({ watch, turn, holds, at }) => ({
      id: `${watch} ${record.id} ${turn}`,
      watch,
      subject: record.id,
      holds,
      at: new Date(at),
    }));
}

/**
 * Has those inside workflows looked at again who wait for what turned. What turned for an account may turn something
 * for all its people, page by page.
 */
async function tellOthers(runtime: Runtime, turned: readonly Turned[], now: Date): Promise<void> {
  await pokeWatching(
    runtime,
    turned.flatMap((one) => changesOf(one.record, enrolledAs(one.subject))),
  );
  for (const { subject, record } of turned) {
    if (subject.kind !== 'account') continue;
    // Health of an account is not that of its people.
    const tokens = record.pending.flatMap(({ watch }) => (isNamed(watch) ? [watch] : []));
    if (tokens.length === 0) continue;
    const isLoud = record.pending.some(({ silent }) => !silent);
    await eachMember(runtime, subject.account.id, async (ids) => {
      await wakeContacts(runtime, ids, tokens, isLoud, now);
      await pokeWatching(
        runtime,
        ids.flatMap((id) => changesOf(record, id).filter(({ what }) => what !== 'health')),
      );
    });
  }
}

/** Segments and signals that turned, in the words of those who wait for them. */
function changesOf(record: LookRecord, subject: string): WatchedChange[] {
  return record.pending.flatMap(({ watch, turn, at, again }) => {
    const what = whatTurned(watch);
    if (!what || again) return [];
    return [{ subject, what, id: `${watch} ${record.id} ${turn}`, at: new Date(at) }];
  });
}

/** What turned, in the words of plans; undefined for the conditions of workflows. */
function whatTurned(watch: string): string | undefined {
  if (watch.startsWith('h:')) return 'health';
  if (watch.startsWith('s:')) return `segment:${watch.slice(2)}`;
  return watch.startsWith('g:') ? `signal:${watch.slice(2)}` : undefined;
}

/** Whether a watch is a segment or a signal. */
function isNamed(watch: string): boolean {
  return watch.startsWith('s:') || watch.startsWith('g:');
}

function candidatesOf(runtime: Runtime, { subject, record, known }: Turned): Candidate[] {
  if (!isKnown(subject)) return [];
  return record.pending.flatMap((edge) =>
    plansStartedBy(runtime, edge)
      .filter((plan) => plan.workflow.subject === subject.kind && (!plan.demo || isDemo(subject)))
      .map((plan) => ({
        plan,
        subject,
        facts: covers(known.needs, plan.entryNeeds) ? known.facts : undefined,
        cause: `edge:${edge.watch}:${edge.turn}`,
        trigger: {
          kind: plan.workflow.entry.trigger.kind,
          timestamp: edge.at,
          properties: {},
        },
      })),
  );
}

/** Live workflows that an edge of this direction starts. */
function plansStartedBy(runtime: Runtime, { watch, holds }: Edge): PublishedPlan[] {
  const plan = planBehind(runtime, watch);
  if (!plan) return [];
  const { trigger } = plan.workflow.entry;
  const wanted =
    trigger.kind === 'condition' ||
    (trigger.kind === 'segment' && trigger.on === 'entered') ||
    (trigger.kind === 'signal' && trigger.on === 'opened');
  return holds === wanted ? [plan] : [];
}

/** The live workflow that a watch starts; undefined where it stands for a segment or signal. */
export function planBehind(runtime: Pick<Runtime, 'plans'>, watch: string): PublishedPlan | undefined {
  return watch.startsWith('w:') ? runtime.plans.live(watch.slice(2)) : undefined;
}

/** Notes for those who just entered when their workflow asks again; a record somebody else writes meanwhile waits. */
export async function noteAgain(runtime: Runtime, entries: readonly Entry[], now: Date): Promise<void> {
  const again = againTimes(entries);
  if (again.size === 0) return;
  const ids = entries.map(({ candidate }) => lookIdOf(candidate.subject));
  const records = await runtime.looks.byIds([...new Set(ids)]);
  await runtime.looks.save(
    [...records.values()].map((record) => {
      const on = withAgain(record, Object.keys(record.on), again);
      return { ...record, on, lookAt: nextLook({ ...record, on }, now.getTime()) };
    }),
  );
}

/** The states with the moments at which their workflows ask again. */
function withAgain(
  { id, on }: LookRecord,
  watches: readonly string[],
  again: ReadonlyMap<string, number>,
): LookRecord['on'] {
  const after = { ...on };
  for (const watch of watches) {
    const state = on[watch];
    const asksAt = again.get(`${id} ${watch}`);
    if (state?.holds && asksAt !== undefined) after[watch] = { ...state, again: asksAt };
  }
  return after;
}

/**
 * When a workflow asks again whether its condition still holds, by subject and watch: its re-entry had or will have
 * to wait.
 */
function againTimes(entries: readonly Entry[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { candidate, newest } of entries) {
    const { reentry } = candidate.plan.workflow.entry;
    if (reentry.mode !== 'after' || !newest) continue;
    times.set(
      `${lookIdOf(candidate.subject)} w:${candidate.plan.workflowId}`,
      newest.enteredAt.getTime() + durationMilliseconds(reentry.wait),
    );
  }
  return times;
}
