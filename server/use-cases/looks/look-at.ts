import { isBlankLook, type LookRecord, type WatchState } from '../../../shared/look.ts';
import { mergeNeeds } from '../../engine/conditions/compile.ts';
import { type ConditionNeeds, type FactSnapshot, factsOf } from '../../engine/facts.ts';
import { dueWatches, look } from '../../engine/looks/look.ts';
import type { Watch } from '../../engine/looks/watch.ts';
import type { WatchRecord } from '../../ports/looks.ts';
import { entryOf, loadSubjectFacts } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { standingsAfter } from '../standings/standings-after.ts';
import { actOnEdges, planBehind } from './act-on-edges.ts';
import { type Postponed, postponeHealth } from './postpone-health.ts';
import { type Remembered, readRemembered } from './remembered.ts';
import { enrolledAs, keyOf, type Subject } from './subject.ts';

/** Somebody to look at, and what changed about them in words of `tokensOf`. */
export interface Ask {
  /** `c:<contact>` or `a:<account>`. */
  id: string;
  tokens: ReadonlySet<string>;
  /**
   * What happened, as the properties of each event by its name: conditions that none of it can turn are not asked.
   * Without it, whatever reads events of these names is.
   */
  events?: ReadonlyMap<string, readonly Record<string, unknown>[]> | undefined;
  /** Whether turns may start something; imports, merges and back-fills may not. */
  loud: boolean;
  /** Where given, these watches alone are asked, and only noted: the first look of a new condition. */
  learn?: ReadonlySet<string> | undefined;
  /** The subject and what is remembered of it, where both were read already, and in the right order. */
  read?: Remembered | undefined;
}

/** How often subjects are looked at anew after losing a guard; each round settles at least one of the writers. */
const ROUNDS = 20;

/**
 * Looks at these subjects: asks the conditions that what changed concerns, and those whose time has come, notes what
 * turned, and does what follows. A constant number of queries for the batch; only those that lost their guard to
 * another writer are looked at again. Twice is as good as once.
 */
export async function lookAt(runtime: Runtime, asks: readonly Ask[], now: Date): Promise<void> {
  let open = asks;
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) open = await lookOnce(runtime, open, now);
  if (open.length > 0) throw new Error(`${open.length} subjects kept changing while they were looked at`);
}

interface Prepared {
  ask: Ask;
  subject: Subject;
  was: LookRecord;
  watches: Watch[];
  direct: ReadonlySet<string>;
  postponed: Postponed | undefined;
  needs: ConditionNeeds;
}

async function lookOnce(runtime: Runtime, asks: readonly Ask[], now: Date): Promise<Ask[]> {
  const at = now.getTime();
  const unread = asks.filter(({ read }) => read === undefined).map(({ id }) => id);
  const [found, passes] = await Promise.all([readRemembered(runtime, unread), passesOf(runtime)]);
  const withNeeds = mergingNeeds();
  const prepared = asks.flatMap((ask) => {
    const read = ask.read ?? found.get(ask.id);
    return read ? [prepare(runtime, ask, read, at, withNeeds)] : [];
  });
  const known = await factsFor(runtime, prepared, now);
  const lookedAt = prepared.flatMap((one) => {
    const facts = known.get(one.was.id);
    return facts ? [{ ...one, facts, ...lookSafely(runtime, one, facts, passes, at) }] : [];
  });
  const changed = lookedAt.filter(
    ({ was, after }) => after !== was && !(was.rev === 0 && isBlankLook(after)),
  );
  const lost = changed.length > 0 ? await runtime.looks.save(changed.map(({ after }) => after)) : new Set();
  await standingsAfter(
    runtime,
    lookedAt.filter(({ was }) => !lost.has(was.id)),
  );
  const open = lookedAt
    .filter(({ was, after }) => after.pending.length > 0 && !lost.has(was.id))
    .map(({ subject, was, after, needs, facts }) => ({
      subject,
      record: after === was ? was : { ...after, rev: was.rev + 1 },
      known: { needs, facts },
    }));
  await actOnEdges(runtime, open, now);
  return changed.filter(({ was }) => lost.has(was.id)).map(({ ask }) => ({ ...ask, read: undefined }));
}

function prepare(
  runtime: Runtime,
  ask: Ask,
  { subject, record: was }: Remembered,
  now: number,
  needsOf: ReturnType<typeof mergingNeeds>,
): Prepared {
  const { tokens, learn } = ask;
  const index = runtime.watchBook.of(subject.kind);
  const due = learn ? [] : dueWatches(was, now);
  const changed = [...tokens, ...was.dirty];
  const isBarred = barring(subject);
  const postponed = learn || isBarred ? undefined : postponeHealth(index, was, { changed, due, now });
  const { watches, direct } = learn
    ? index.affectedBy([], learn)
    : index.affectedBy(changed, due, new Set(postponed?.keys()), mindsOf(ask, was, now));
  const isDemo = subject.kind === 'contact' ? subject.contact.demo : subject.account.demo;
  const asked = watches.filter(
    (watch) => (isDemo || !watch.demo) && !(isBarred?.(watch) && hasEnded(was.on[watch.id])),
  );
  return { ask, subject, was, direct, postponed, watches: asked, needs: needsOf(runtime, asked, due) };
}

/** What is not said of a contact who objected to being profiled; undefined where everything may be. */
function barring(subject: Subject): ((watch: Watch) => boolean) | undefined {
  if (subject.kind !== 'contact' || !subject.contact.permissions.objected) return undefined;
  return ({ kind }) => kind === 'signal' || kind === 'health';
}

function hasEnded(state: WatchState | undefined): boolean {
  return !state || (!state.holds && state.until === undefined && state.said === undefined);
}

/** Whether a watch minds a change: of events, only those that can turn it for the subject. */
function mindsOf({ events }: Ask, was: LookRecord, now: number): (watch: Watch, token: string) => boolean {
  return ({ id, generation, hearing }, token) => {
    const happened = token.startsWith('event:') && events?.get(token.slice('event:'.length));
    if (!happened || !hearing || was.dirty.includes(token)) return true;
    const state = was.on[id];
    const isDeaf = state?.generation === generation && (state.deafUntil ?? 0) > now;
    return happened.some((properties) => hearing.hears(token.slice('event:'.length), properties, isDeaf));
  };
}

/**
 * What conditions need together, merged once for all subjects of whom the same are asked. Where the time of one that
 * starts a workflow has come, that of deciding who enters is needed next, and is loaded on the way.
 */
function mergingNeeds() {
  const merged = new Map<string, ConditionNeeds>();
  return (runtime: Runtime, watches: readonly Watch[], due: readonly string[]): ConditionNeeds =>
    entryOf(merged, `${watches.map(({ id }) => id).join(' ')}|${due.join(' ')}`, () =>
      mergeNeeds([
        ...watches.map(({ needs }) => needs),
        ...due.flatMap((id) => planBehind(runtime, id)?.entryNeeds ?? []),
      ]),
    );
}

function lookSafely(
  runtime: Runtime,
  { ask, subject, was, watches, direct, postponed }: Prepared,
  facts: FactSnapshot,
  passes: ReadonlyMap<string, WatchRecord>,
  now: number,
) {
  const { tokens, loud, learn } = ask;
  const due = new Set(dueWatches(was, now));
  const reads = (id: string, changed: Iterable<string>) =>
    runtime.watchBook.of(subject.kind).affectedBy(changed).direct.has(id);
  return look(was, facts, {
    watches,
    direct,
    postponed,
    isBarred: barring(subject),
    isKnown: (id) => runtime.watchBook.isKnown(id),
    isLearned: ({ id }) => isLearned(passes.get(id), subject),
    isSilent: ({ id }) => {
      if (learn) return true;
      const [ofNow, ofDirty] = [reads(id, tokens), reads(id, was.dirty)];
      if (due.has(id) || (ofNow && loud) || (ofDirty && was.loud)) return false;
      return ofNow || ofDirty || !(loud || was.loud || due.size > 0);
    },
    now,
  });
}

const unknown = factsOf({ contact: {}, appearedAt: 0 });

/** Conditions that are still being learned, as they are now: other processes move their passes on. */
async function passesOf(runtime: Runtime): Promise<ReadonlyMap<string, WatchRecord>> {
  return runtime.watches.byIds(runtime.watchBook.learning());
}

/** Whether a missing state means that the condition did not hold: everybody was looked at, or this one came later. */
function isLearned(record: WatchRecord | undefined, subject: Subject): boolean {
  if (!record || record.pass.finished || keyOf(subject) <= record.pass.cursor) return true;
  const { createdAt } = subject.kind === 'contact' ? subject.contact : subject.account;
  return createdAt !== undefined && createdAt > record.since;
}

async function factsFor(
  runtime: Runtime,
  prepared: readonly Prepared[],
  now: Date,
): Promise<Map<string, FactSnapshot>> {
  // Of whom nothing is asked, nothing needs to be known.
  const asked = prepared.filter(({ watches, was }) => watches.length > 0 || was.pending.length > 0);
  const known = await loadSubjectFacts(
    runtime,
    asked.map(({ subject, needs }) => ({
      subject,
      needs,
      enteredAt: subject.kind === 'contact' ? now : undefined,
    })),
    now,
  );
  return new Map(prepared.map(({ was, subject }) => [was.id, known.get(enrolledAs(subject)) ?? unknown]));
}
