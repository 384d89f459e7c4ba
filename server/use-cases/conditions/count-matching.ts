import type { RootCondition } from '../../../shared/condition.ts';
import type { Account, Contact } from '../../../shared/contact.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { type CompiledCondition, compileCondition } from '../../engine/conditions/compile.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { loadAccountFacts, loadFacts } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { candidatesOf } from './candidates.ts';

/** How many match, and some who do. */
export interface Matching {
  matching: number;
  /** How many there are in all. */
  total: number;
  /** At most three who match. */
  sample: (Contact | Account)[];
  /** Whether `matching` is reckoned from a random part; then it lies within `margin` of the truth 19 times in 20. */
  approximate: boolean;
  margin: number;
  /** How many were asked. */
  asked: number;
}

/** Of so many or fewer, everybody is asked. */
const FEW = 2_000;
/** So many, picked at random, speak for the others. */
const PART = 2_000;
const BATCH = 250;
const SHOWN = 3;
/** After this long the part that was asked so far has to do. */
const PATIENCE = 350;

/**
 * Counts the contacts or accounts for which a condition holds at an instant. Exact where there are few, or few that can
 * match by what is indexed; else reckoned from a random part, in bounded time. Unknown people never match. Ends early,
 * throwing, when the signal is aborted.
 */
export async function countMatching(
  runtime: Runtime,
  question: { when: RootCondition; subject: SubjectKind; now: Date },
  signal?: AbortSignal,
): Promise<Matching> {
  const { when, subject, now } = question;
  const condition = compileCondition(when);
  const total = subject === 'contact' ? await runtime.contacts.count() : await runtime.accounts.count();
  const tally = { asked: 0, matching: 0, sample: [] as (Contact | Account)[] };
  const ask = async (subjects: readonly (Contact | Account)[]) => {
    signal?.throwIfAborted();
    for (const found of await matchingOf(runtime, condition, subjects, now)) {
      tally.matching += 1;
      if (tally.sample.length < SHOWN) tally.sample.push(found);
    }
    tally.asked += subjects.length;
  };
  const exact = () => ({ ...tally, total, approximate: false, margin: 0 });

  if (total > FEW) {
    const candidates = await candidatesOf(runtime, when, subject, FEW);
    if (!candidates) return reckonedFrom(runtime, subject, total, tally, ask);
    for (let from = 0; from < candidates.length; from += BATCH)
      await ask(candidates.slice(from, from + BATCH));
    return exact();
  }
  for (let after = ''; ; ) {
    const found = await walk(runtime, subject, after, BATCH);
    await ask(found);
    if (found.length < BATCH) return exact();
    after = found.at(-1)?.id ?? '';
  }
}

/** Ids are random, so that whoever follows a random id is a fair part of all. */
async function reckonedFrom(
  runtime: Runtime,
  subject: SubjectKind,
  total: number,
  tally: { asked: number; matching: number; sample: (Contact | Account)[] },
  ask: (subjects: readonly (Contact | Account)[]) => Promise<void>,
): Promise<Matching> {
  const started = runtime.clock.now().getTime();
  const start = runtime.chance.id();
  let after = start;
  let isAround = false;
  while (tally.asked < PART && runtime.clock.now().getTime() - started < PATIENCE) {
    const found = await walk(runtime, subject, after, BATCH);
    const fresh = isAround ? found.filter(({ id }) => id <= start) : found;
    await ask(fresh);
    if (isAround && fresh.length < found.length) break;
    if (found.length === BATCH) after = found.at(-1)?.id ?? '';
    else if (isAround) break;
    else {
      isAround = true;
      after = '';
    }
  }
  const { asked, matching, sample } = tally;
  const share = asked > 0 ? matching / asked : 0;
  // Where none or all of the part match, there may still be a few who do, or do not.
  const spread = Math.max(Math.sqrt((share * (1 - share)) / Math.max(1, asked)), 1.5 / Math.max(1, asked));
  return {
    matching: Math.round(share * total),
    total,
    sample,
    asked,
    approximate: true,
    margin: Math.ceil(1.96 * spread * total),
  };
}

function walk(
  runtime: Runtime,
  subject: SubjectKind,
  after: string,
  limit: number,
): Promise<(Contact | Account)[]> {
  return subject === 'contact'
    ? runtime.contacts.walk({ limit, after })
    : runtime.accounts.walk({ limit, after });
}

async function matchingOf(
  runtime: Runtime,
  condition: CompiledCondition,
  subjects: readonly (Contact | Account)[],
  now: Date,
): Promise<(Contact | Account)[]> {
  const { needs } = condition;
  const contacts = subjects.flatMap((one) =>
    // Who appeared later does not exist yet.
    'sourceIds' in one && one.userId !== undefined && one.appearedAt <= now ? [one] : [],
  );
  const accounts = subjects.flatMap((one) => ('sourceIds' in one ? [] : [one]));
  const [ofContacts, ofAccounts] = await Promise.all([
    loadFacts(
      runtime,
      contacts.map((contact) => ({ contact, needs })),
      now,
    ),
    loadAccountFacts(
      runtime,
      accounts.map((account) => ({ account, needs })),
      now,
    ),
  ]);
  const holds = (facts: FactSnapshot | undefined) => facts && condition.test(facts, now.getTime());
  return [
    ...contacts.filter(({ id }) => holds(ofContacts.get(id))),
    ...accounts.filter(({ id }) => holds(ofAccounts.get(id))),
  ];
}
