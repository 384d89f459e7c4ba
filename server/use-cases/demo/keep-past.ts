import type { Account, Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { bandOf } from '../../../shared/health.ts';
import type { Edge } from '../../../shared/look.ts';
import { DAY, dayOf } from '../../../shared/time.ts';
import { compileCondition } from '../../engine/conditions/compile.ts';
import { explainCondition } from '../../engine/conditions/explain.ts';
import { reasonsOf } from '../../engine/conditions/reasons.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { partitionOf } from '../../engine/hash.ts';
import type { FoundHealth } from '../../ports/health.ts';
import type { Move } from '../../ports/looks.ts';
import type { Opening } from '../../ports/signals.ts';
import { entryOf } from '../facts.ts';
import { keyOf, lookIdOf, type Subject } from '../looks/subject.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import { openingIdOf } from '../signals/note-openings.ts';
import { keepStandings } from '../standings/keep-standings.ts';
import { signalMeanings } from '../standings/signal-meanings.ts';
import { pastCases } from './past-cases.ts';
import { type AccountState, accountAt, pastFacts } from './past-facts.ts';
import { isNamed, type Past, replay, standingAt } from './replay.ts';

/** So many days of a past are looked at again: of companies, and of their people. */
export const DAYS_WATCHED = 100;
const DAYS_OF_PEOPLE = 75;
const HOUR = 3_600_000;

/** Everyday calls; whatever else happens is looked at at once. */
const everyday = new Set([
  'Signed In',
  'Report Created',
  'Component Seen',
  'Invoice Paid',
  'Project Created',
]);

/** Somebody with everything that is known of them, and how it went. */
export interface Lived {
  subject: Subject;
  facts: FactSnapshot;
  past: Past;
  /** Of the account; a person’s as well. */
  states: readonly AccountState[];
}

/** What was known of somebody at a moment, but for events, of which conditions leave out what is later. */
export function factsAt({ facts, past, states }: Lived, at: number): FactSnapshot {
  return { ...facts, account: accountAt(states, at), ...standingAt(past, at) };
}

/** An account of the demo with its people, as they are stored, and what they told. */
export interface Household {
  account: Account;
  people: readonly Contact[];
  calls: readonly StoredEvent[];
}

/**
 * Looks at these households at every moment of their past as the product would have, and keeps what it would have
 * noted: who came into segments, what opened and resolved and why, health day by day, rescues. What is remembered at the
 * end is what a look of now would find, so that nothing turns when it comes. Done twice it is the same.
 */
export async function keepPast(
  runtime: Runtime,
  households: readonly Household[],
  { now, manager }: { now: Date; manager: string | undefined },
): Promise<Lived[]> {
  const { zone, language, cases: rule } = await runtime.settings.get();
  const plans = startedByConditions(runtime);
  const [lived, cases]: [Lived[], ReturnType<typeof pastCases>] = [[], []];
  const given = {
    meaningOf: await signalMeanings(runtime),
    opensOn: rule.opensOn,
    language,
    manager,
    now: now.getTime(),
  };
  for (const { account, people, calls } of households) {
    const facts = pastFacts(account, people, calls, zone);
    const { states } = facts;
    const own = look(runtime, { kind: 'account', account }, facts.account, { now, plans, calls, states });
    const members = people.flatMap((contact): Lived[] => {
      const known = facts.people.get(contact.id);
      const mine = calls.filter(({ userId }) => userId === contact.userId);
      return known
        ? [
            look(runtime, { kind: 'contact', contact }, known, {
              now,
              plans,
              calls: mine,
              states,
              account: own.past,
            }),
          ]
        : [];
    });
    lived.push(own, ...members);
    const edges = [own, ...members].flatMap(({ past }) => past.edges).sort((a, b) => a.at - b.at);
    cases.push(
      ...pastCases(account, edges, calls, {
        ...given,
        paidAt: (at) => mrrOf(accountAt(states, at)),
      }),
    );
  }
  const openings = (await Promise.all(lived.map((one) => openingsOf(runtime, one)))).flat();
  await Promise.all([
    runtime.looks.save(lived.map(({ past }) => past.record)),
    runtime.openings.insert(openings),
    runtime.moves.insert(lived.flatMap(movesOf)),
    runtime.healths.put(lived.flatMap(healthOf)),
    ...cases.map((one) => runtime.cases.insert(one)),
  ]);
  await keepStandings(
    runtime,
    households.map(({ account }) => account.id),
  );
  return lived;
}

function look(
  runtime: Runtime,
  subject: Subject,
  facts: FactSnapshot,
  given: {
    now: Date;
    plans: ReadonlyMap<string, PublishedPlan>;
    calls: readonly StoredEvent[];
    states: readonly AccountState[];
    account?: Past;
  },
): Lived {
  const until = given.now.getTime();
  const isAccount = subject.kind === 'account';
  const from = until - (isAccount ? DAYS_WATCHED : DAYS_OF_PEOPLE) * DAY;
  const moments = given.calls
    .filter(({ name, timestamp }) => name !== undefined && !everyday.has(name) && timestamp.getTime() > from)
    .map(({ timestamp }) => timestamp.getTime())
    .concat(given.states.map(({ at }) => at))
    .sort((a, b) => a - b);
  const past = replay(
    { id: lookIdOf(subject), p: partitionOf(keyOf(subject)) },
    facts,
    runtime.watchBook.of(subject.kind),
    { from, until, every: isAccount ? 44 * HOUR : 160 * HOUR },
    { plans: given.plans, account: given.account, states: given.states, moments },
  );
  return { subject, facts, past, states: given.states };
}

function mrrOf(account: Record<string, unknown> | undefined): number | undefined {
  return typeof account?.mrr === 'number' ? account.mrr : undefined;
}

/** The live plans that conditions start, by their watches. */
function startedByConditions(runtime: Runtime): Map<string, PublishedPlan> {
  const plans = (['account', 'contact'] as const).flatMap((kind) =>
    runtime.watchBook.of(kind).all.flatMap(({ id }) => {
      const plan = id.startsWith('w:') ? runtime.plans.live(id.slice(2)) : undefined;
      return plan ? [[id, plan] as const] : [];
    }),
  );
  return new Map(plans);
}

/** Of what held at the beginning already nobody knows since when. */
async function openingsOf(runtime: Runtime, lived: Lived): Promise<Opening[]> {
  const { past } = lived;
  const openings: Opening[] = [];
  for (const edge of past.edges) {
    if (!edge.watch.startsWith('g:') || edge.again) continue;
    const signal = edge.watch.slice(2);
    if (!edge.holds) {
      const last = openings.findLast((opening) => opening.signal === signal);
      if (last) Object.assign(last, { open: false, resolvedAt: new Date(edge.at) });
      continue;
    }
    const { id: subject } = past.record;
    openings.push({
      id: openingIdOf(subject, edge),
      signal,
      subject,
      turn: edge.turn,
      open: true,
      openedAt: new Date(edge.at),
      why: await whyAt(runtime, edge, factsAt(lived, edge.at)),
    });
  }
  return openings;
}

async function whyAt(runtime: Runtime, { watch, at }: Edge, facts: FactSnapshot): Promise<Opening['why']> {
  const opensWhen = runtime.watchBook.record(watch)?.opensWhen;
  if (!opensWhen) return [];
  const known = { ...facts, events: eventsUntil(facts, compileCondition(opensWhen).needs.events.keys(), at) };
  return reasonsOf(opensWhen, (await explainCondition(opensWhen, known, at)).leaves);
}

function eventsUntil(facts: FactSnapshot, names: Iterable<string>, at: number): FactSnapshot['events'] {
  return new Map(
    [...names].flatMap((name) => {
      const history = facts.events.get(name);
      return history
        ? [[name, { singles: history.singles.filter((one) => one.at <= at), days: [] }] as const]
        : [];
    }),
  );
}

function movesOf({ past: { record, edges } }: Lived): Move[] {
  return edges
    .filter((edge) => isNamed(edge) && !(edge.silent && edge.watch.startsWith('s:')))
    .map(({ watch, turn, holds, at }) => ({
      id: `${watch} ${record.id} ${turn}`,
      watch,
      subject: record.id,
      holds,
      at: new Date(at),
    }));
}

/** Health as it is, with what it was on every day on which it changed. */
function healthOf({ subject, past: { record, edges } }: Lived): FoundHealth[] {
  const reckoned = edges.filter(({ health }) => health !== undefined);
  const last = reckoned.at(-1);
  if (!last?.health) return [];
  const earlier = new Map(reckoned.map(({ at, health }) => [dayOf(at), health?.score ?? 0]));
  const { bandSince, ...health } = last.health;
  return [
    {
      id: record.id,
      kind: subject.kind,
      ...health,
      band: bandOf(health.score),
      bandSince: new Date(bandSince),
      at: new Date(last.at),
      turn: last.turn,
      earlier: [...earlier].map(([day, score]) => ({ day, score })),
    },
  ];
}

/** Finds the accounts as they are stored, with their people; those that are gone are left out. */
export async function householdsOf(
  runtime: Runtime,
  calls: readonly StoredEvent[],
  accountIds: readonly string[],
): Promise<Household[]> {
  const callers = [...new Set(calls.map(({ sourceId }) => sourceId))];
  const [accounts, contacts] = await Promise.all([
    runtime.accounts.byIds(accountIds),
    runtime.contacts.bySourceIds(callers),
  ]);
  const people = new Map<string, Contact[]>();
  const told = new Map<string, StoredEvent[]>();
  for (const contact of contacts.values()) entryOf(people, contact.accountId ?? '', () => []).push(contact);
  for (const call of calls) entryOf(told, contacts.get(call.sourceId)?.accountId ?? '', () => []).push(call);
  return [...accounts.values()].map((account) => ({
    account,
    people: people.get(account.id) ?? [],
    calls: told.get(account.id) ?? [],
  }));
}
