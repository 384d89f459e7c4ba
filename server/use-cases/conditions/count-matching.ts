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
/** Another batch is asked only if it ends within so many milliseconds of the start; else those asked have to do. */
const PATIENCE = 450;

type Subjects = readonly (Contact | Account)[];

/**
 * Counts the contacts or accounts for which a condition holds at an instant. Exact where there are few, or few that can
 * match by what is indexed; else, and where the time is up before all of them are asked, reckoned from a random part.
 * Unknown people never match. Ends early, throwing, when the signal is aborted.
 */
export async function countMatching(
  runtime: Runtime,
  question: { when: RootCondition; subject: SubjectKind; now: Date },
  signal?: AbortSignal,
): Promise<Matching> {
  const { when, subject, now } = question;
  const lasts = patienceBy(runtime.clock);
  const condition = compileCondition(when);
  const total = subject === 'contact' ? await runtime.contacts.count() : await runtime.accounts.count();
  const candidates = total > FEW ? await candidatesOf(runtime, when, subject, FEW) : undefined;
  const tally = { asked: 0, matching: 0, sample: [] as (Contact | Account)[] };
  let isWhole = true;
  for await (const subjects of batchesOf(runtime, subject, total, candidates)) {
    signal?.throwIfAborted();
    const isTime = lasts();
    isWhole = tally.asked === 0 || (tally.asked < PART && isTime);
    if (!isWhole) break;
    for (const found of await matchingOf(runtime, condition, subjects, now)) {
      tally.matching += 1;
      if (tally.sample.length < SHOWN) tally.sample.push(found);
    }
    tally.asked += subjects.length;
  }
  if (isWhole) return { ...tally, total, approximate: false, margin: 0 };
  return { ...tally, total, ...reckoned(tally, candidates?.length ?? total), approximate: true };
}

/**
 * Whom to ask, in random order: whoever may match, or everybody, once around from a random one on. Ids are random, so
 * that who follows a random id is a fair part of all.
 */
async function* batchesOf(
  runtime: Runtime,
  subject: SubjectKind,
  total: number,
  candidates: Subjects | undefined,
): AsyncGenerator<Subjects> {
  if (candidates) {
    const inOrder = [...candidates].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (let from = 0; from < inOrder.length; from += BATCH) yield inOrder.slice(from, from + BATCH);
    return;
  }
  const start = total > FEW ? runtime.chance.id() : '';
  yield* walked(runtime, subject, start, undefined);
  if (start !== '') yield* walked(runtime, subject, '', start);
}

async function* walked(
  runtime: Runtime,
  subject: SubjectKind,
  from: string,
  through: string | undefined,
): AsyncGenerator<Subjects> {
  for (let after = from; ; ) {
    const found = await walk(runtime, subject, after, BATCH);
    const fresh = through === undefined ? found : found.filter(({ id }) => id <= through);
    if (fresh.length > 0) yield fresh;
    if (fresh.length < BATCH) return;
    after = fresh.at(-1)?.id ?? '';
  }
}

/** Answers whether there is time for as long a batch as the longest so far. */
function patienceBy(clock: Runtime['clock']): () => boolean {
  const started = clock.now().getTime();
  let last = started;
  let longest = 0;
  return () => {
    const at = clock.now().getTime();
    longest = Math.max(longest, at - last);
    last = at;
    return at + longest <= started + PATIENCE;
  };
}

/** What a random part of those who may match says of them all. */
function reckoned(
  { asked, matching }: { asked: number; matching: number },
  all: number,
): Pick<Matching, 'matching' | 'margin'> {
  const share = matching / asked;
  // Where none or all of the part match, there may still be a few who do, or do not.
  const spread = Math.max(Math.sqrt((share * (1 - share)) / asked), 1.5 / asked);
  return { matching: Math.round(share * all), margin: Math.ceil(1.96 * spread * all) };
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
