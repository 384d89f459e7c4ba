import { blankLook, isBlankLook, type LookRecord, lookId } from '../../../shared/look.ts';
import { mergeNeeds } from '../../engine/conditions/compile.ts';
import type { ConditionNeeds, FactSnapshot } from '../../engine/facts.ts';
import { partitionOf } from '../../engine/hash.ts';
import { dueWatches, look } from '../../engine/looks/look.ts';
import type { Watch } from '../../engine/looks/watch.ts';
import type { WatchRecord } from '../../ports/looks.ts';
import { entryOf, loadAccountFacts, loadFacts } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { actOnEdges } from './act-on-edges.ts';
import { keyOf, lookIdOf, type Subject } from './subject.ts';

/** Somebody to look at, and what changed about them in words of `tokensOf`. */
export interface Ask {
  subject: Subject;
  tokens: ReadonlySet<string>;
  /** Whether turns may start something; imports, merges and back-fills may not. */
  loud: boolean;
  /** Where given, these watches alone are asked, and only noted: the first look of a new condition. */
  learn?: ReadonlySet<string> | undefined;
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
  was: LookRecord;
  watches: Watch[];
  direct: ReadonlySet<string>;
}

async function lookOnce(runtime: Runtime, asks: readonly Ask[], now: Date): Promise<Ask[]> {
  const at = now.getTime();
  const [records, passes] = await Promise.all([
    runtime.looks.byIds(asks.map(({ subject }) => lookIdOf(subject))),
    passesOf(runtime),
  ]);
  const prepared = asks.map((ask) => prepare(runtime, ask, records, at));
  const facts = await factsFor(runtime, prepared, now);
  const lookedAt = prepared.flatMap((one) => {
    const known = facts.get(one.was.id);
    return known ? [{ ...one, ...lookSafely(runtime, one, known, passes, at) }] : [];
  });
  const changed = lookedAt.filter(
    ({ was, after }) => after !== was && !(was.rev === 0 && isBlankLook(after)),
  );
  const lost = changed.length > 0 ? await runtime.looks.save(changed.map(({ after }) => after)) : new Set();
  const open = lookedAt
    .filter(({ was, after }) => after.pending.length > 0 && !lost.has(was.id))
    .map(({ ask, was, after }) => ({
      subject: ask.subject,
      record: after === was ? was : { ...after, rev: was.rev + 1 },
    }));
  await actOnEdges(runtime, open, now);
  return changed.filter(({ was }) => lost.has(was.id)).map(({ ask }) => ask);
}

function prepare(
  runtime: Runtime,
  ask: Ask,
  records: ReadonlyMap<string, LookRecord>,
  now: number,
): Prepared {
  const { subject, tokens, learn } = ask;
  const id = lookIdOf(subject);
  const was = records.get(id) ?? blankLook(id, partitionOf(keyOf(subject)));
  const index = runtime.watchBook.of(subject.kind);
  const { watches, direct } = learn
    ? index.affectedBy([], learn)
    : index.affectedBy([...tokens, ...was.dirty], dueWatches(was, now));
  const isDemo = subject.kind === 'contact' ? subject.contact.demo : subject.account.demo;
  return { ask, was, direct, watches: isDemo ? watches : watches.filter(({ demo }) => !demo) };
}

function lookSafely(
  runtime: Runtime,
  { ask, was, watches, direct }: Prepared,
  facts: FactSnapshot,
  passes: ReadonlyMap<string, WatchRecord>,
  now: number,
) {
  const { subject, tokens, loud, learn } = ask;
  const ofDirty = runtime.watchBook.of(subject.kind).affectedBy(was.dirty).direct;
  const ofNow = runtime.watchBook.of(subject.kind).affectedBy(tokens).direct;
  const due = new Set(dueWatches(was, now));
  return look(was, facts, {
    watches,
    direct,
    isKnown: (id) => runtime.watchBook.isKnown(id),
    isLearned: ({ id }) => isLearned(passes.get(id), subject),
    isSilent: ({ id }) => {
      if (learn) return true;
      if (due.has(id) || (ofNow.has(id) && loud) || (ofDirty.has(id) && was.loud)) return false;
      return ofNow.has(id) || ofDirty.has(id) || !(loud || was.loud || due.size > 0);
    },
    now,
  });
}

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
  const merged = new Map<string, ConditionNeeds>();
  const needsOf = (watches: readonly Watch[]) =>
    entryOf(merged, watches.map(({ id }) => id).join(' '), () =>
      mergeNeeds(watches.map(({ needs }) => needs)),
    );
  const contacts = prepared.flatMap(({ ask: { subject }, watches }) =>
    subject.kind === 'contact' ? [{ contact: subject.contact, needs: needsOf(watches) }] : [],
  );
  const accounts = prepared.flatMap(({ ask: { subject }, watches }) =>
    subject.kind === 'account' ? [{ account: subject.account, needs: needsOf(watches) }] : [],
  );
  const [ofContacts, ofAccounts] = await Promise.all([
    contacts.length > 0 ? loadFacts(runtime, contacts, now) : new Map<string, FactSnapshot>(),
    accounts.length > 0 ? loadAccountFacts(runtime, accounts, now) : new Map<string, FactSnapshot>(),
  ]);
  return new Map([
    ...[...ofContacts].map(([id, facts]) => [lookId('contact', id), facts] as const),
    ...[...ofAccounts].map(([id, facts]) => [lookId('account', id), facts] as const),
  ]);
}
