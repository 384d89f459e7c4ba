import {
  accountIdOf,
  accountSubject,
  type Enrolment,
  type InboxItem,
  type TriggerSnapshot,
} from '../../shared/enrolment.ts';
import { later } from '../../shared/time.ts';
import { decideEntry, type EntryDecision, newEnrolment } from '../engine/entering.ts';
import type { FactSnapshot } from '../engine/facts.ts';
import type { AccountMember } from '../ports/stores.ts';
import { loadSubjectFacts } from './facts.ts';
import { enrolledAs, isDemo, partitionOfSubject, type Subject } from './looks/subject.ts';
import { moved } from './move-enrolment.ts';
import { performEffects } from './perform-effects.ts';
import type { PublishedPlan } from './plan-book.ts';
import type { Runtime } from './runtime.ts';

/** A contact or an account that something wants to put into a workflow about such. */
export interface Candidate {
  plan: PublishedPlan;
  subject: Subject;
  /** Of an account: the source id of the person whose doing it is. */
  person?: string | undefined;
  cause: string;
  trigger: TriggerSnapshot;
  /** All that deciding needs, where it was loaded at this very instant. */
  facts?: FactSnapshot | undefined;
  /** The workflows that led here by starting one another, oldest first. */
  ancestry?: string[] | undefined;
}

/** How many workflows may have started one another; more is a chain that somebody did not mean. */
const LONGEST_CHAIN = 8;

/** Whether a workflow may not be started by these, since it stands among them or they are too many. */
export function endsChain(workflowId: string, ancestry: readonly string[] = []): boolean {
  return ancestry.includes(workflowId) || ancestry.length > LONGEST_CHAIN;
}

export interface Entry {
  candidate: Candidate;
  /** The enrolment made, or why none was. */
  enrolment?: Enrolment | undefined;
  reason?: string | undefined;
  /** The subject's newest enrolment in the workflow afterwards. */
  newest?: Enrolment | undefined;
}

/**
 * Decides for each candidate whether its subject enters and makes the enrolments, already advanced to their first
 * stop. The same cause enters once however often it comes; where two causes compete, the store's unique slot decides.
 * A constant number of queries for the batch.
 */
export async function enterWorkflows(
  runtime: Runtime,
  candidates: readonly Candidate[],
  now: Date,
): Promise<Entry[]> {
  if (candidates.length === 0) return [];
  const keys = new Map(
    candidates.map(({ plan, subject }) => [
      keyOf(plan.workflowId, enrolledAs(subject)),
      { workflowId: plan.workflowId, subject: enrolledAs(subject) },
    ]),
  );
  const [newest, facts] = await Promise.all([
    runtime.enrolments.latest([...keys.values()]),
    loadSubjectFacts(
      runtime,
      candidates
        .filter(({ facts }) => facts === undefined)
        .map(({ plan, subject }) => ({ subject, needs: plan.entryNeeds, enteredAt: now })),
      now,
    ),
  ]);
  const latest = new Map(
    newest.map((enrolment) => [keyOf(enrolment.workflowId, enrolment.subject), enrolment]),
  );
  const entries: Entry[] = [];
  const made: { entry: Entry; enrolment: Enrolment; plan: PublishedPlan; facts: FactSnapshot }[] = [];

  for (const candidate of candidates) {
    const { plan, subject, person, cause, trigger, ancestry } = candidate;
    const entry: Entry = { candidate };
    entries.push(entry);
    const name = enrolledAs(subject);
    const loaded = candidate.facts ?? facts.get(name);
    if (!loaded) continue;
    const snapshot = { ...loaded, trigger: { ...trigger } };
    const key = keyOf(plan.workflowId, name);
    const before = latest.get(key);
    entry.newest = before;
    if (before?.cause === cause) {
      entry.reason = 'already-entered';
      continue;
    }
    const decision = decideSafely(candidate, snapshot, before, now);
    if (!decision.enters) {
      entry.reason = decision.reason;
      continue;
    }
    const { slot, ordinal } = decision;
    const who = {
      subject: name,
      userId: subject.kind === 'contact' ? subject.contact.userId : undefined,
      person,
      p: partitionOfSubject(subject),
      demo: isDemo(subject) || undefined,
    };
    const fresh = newEnrolment(plan, who, { cause, slot, ordinal, trigger, ancestry }, now);
    const enrolment = await moved(plan, fresh, { type: 'entered' }, snapshot, now);
    latest.set(key, enrolment);
    entry.newest = enrolment;
    made.push({ entry, enrolment, plan, facts: snapshot });
  }

  const refused =
    made.length > 0
      ? await runtime.enrolments.insert(made.map(({ enrolment }) => enrolment))
      : new Set<string>();
  const won = made.filter(({ enrolment }) => !refused.has(enrolment.id));
  for (const { entry, enrolment } of made) {
    if (refused.has(enrolment.id)) entry.reason = 'already-entered';
    else entry.enrolment = enrolment;
  }
  await performEffects(runtime, won, now);
  await pokeWithWhatHappenedMeanwhile(runtime, won, now);
  return entries;
}

/** A decision that fails lets the contact in, to be parked with the reason: nobody is dropped without a trace. */
function decideSafely(
  { plan, cause }: Candidate,
  facts: FactSnapshot,
  newest: Enrolment | undefined,
  now: Date,
): EntryDecision {
  try {
    return decideEntry(plan, facts, newest, cause, now);
  } catch {
    return { enters: true, slot: `cause:${cause}`, ordinal: 0 };
  }
}

function keyOf(workflowId: string, subject: string): string {
  return `${workflowId}\u0000${subject}`;
}

/**
 * An event that ends or moves somebody may have been matched after its cause but before the enrolment was there to be poked; it is looked up
 * once more, so that it is not lost between the two.
 */
async function pokeWithWhatHappenedMeanwhile(
  runtime: Runtime,
  won: readonly { enrolment: Enrolment; plan: PublishedPlan }[],
  now: Date,
): Promise<void> {
  const listening = won.filter(
    ({ plan, enrolment }) => plan.hears.size > 0 && enrolment.endedAt === undefined,
  );
  if (listening.length === 0) return;
  const sourcesOf = await loadSources(
    runtime,
    listening.map(({ enrolment }) => enrolment.subject),
  );
  const names = new Set(listening.flatMap(({ plan }) => [...plan.hears]));
  const from = Math.min(...listening.map(({ enrolment }) => enrolment.trigger.timestamp));
  const sourceIds = [...sourcesOf.values()].flat();
  const events = await runtime.events.load(
    [...names].map((name) => ({ name, sourceIds, from, until: now.getTime(), properties: true })),
  );
  const pokes = listening.flatMap(({ plan, enrolment }) => {
    const sources = sourcesOf.get(enrolment.subject) ?? [];
    return events
      .filter(
        ({ name, sourceId, timestamp }) =>
          name !== undefined &&
          plan.hears.has(name) &&
          sources.includes(sourceId) &&
          timestamp.getTime() > enrolment.trigger.timestamp,
      )
      .map(({ name = '', timestamp, properties = {} }) => {
        // Ends at once although the event is older than the entry: it happened after the cause.
        const item: InboxItem = {
          type: 'event',
          id: `late:${name}:${timestamp.getTime()}`,
          event: name,
          at: later(timestamp, enrolment.enteredAt),
          properties,
        };
        return { id: enrolment.id, item };
      });
  });
  if (pokes.length > 0) await runtime.enrolments.poke(pokes, now);
}

/** The ids under which events of these subjects come; of an account, those of all its members. */
async function loadSources(
  runtime: Pick<Runtime, 'contacts'>,
  subjects: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const accountIds = [...new Set(subjects.flatMap((subject) => accountIdOf(subject) ?? []))];
  const [contacts, members] = await Promise.all([
    runtime.contacts.byIds(subjects.filter((subject) => accountIdOf(subject) === undefined)),
    accountIds.length > 0 ? runtime.contacts.membersOf(accountIds) : new Map<string, AccountMember[]>(),
  ]);
  return new Map([
    ...[...contacts].map(([id, contact]) => [id, contact.sourceIds] as const),
    ...[...members].map(
      ([id, people]) => [accountSubject(id), people.flatMap((person) => person.sourceIds)] as const,
    ),
  ]);
}
