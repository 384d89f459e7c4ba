import type { Contact } from '../../shared/contact.ts';
import type { Enrolment, InboxItem, TriggerSnapshot } from '../../shared/enrolment.ts';
import { later } from '../../shared/time.ts';
import { decideEntry, type EntryDecision, newEnrolment } from '../engine/entering.ts';
import type { FactSnapshot } from '../engine/facts.ts';
import { loadFacts } from './facts.ts';
import { moved } from './move-enrolment.ts';
import { performEffects } from './perform-effects.ts';
import type { PublishedPlan } from './plan-book.ts';
import type { Runtime } from './runtime.ts';

/** A contact that something wants to put into a workflow. */
export interface Candidate {
  plan: PublishedPlan;
  contact: Contact;
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
  /** The contact's newest enrolment in the workflow afterwards. */
  newest?: Enrolment | undefined;
}

/**
 * Decides for each candidate whether the contact enters and makes the enrolments, already advanced to their first
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
    candidates.map(({ plan, contact }) => [
      keyOf(plan.workflowId, contact.id),
      { workflowId: plan.workflowId, subject: contact.id },
    ]),
  );
  const [newest, facts] = await Promise.all([
    runtime.enrolments.latest([...keys.values()]),
    loadFacts(
      runtime,
      candidates
        .filter(({ facts }) => facts === undefined)
        .map(({ plan, contact }) => ({ contact, needs: plan.entryNeeds, enteredAt: now })),
      now,
    ),
  ]);
  const latest = new Map(
    newest.map((enrolment) => [keyOf(enrolment.workflowId, enrolment.subject), enrolment]),
  );
  const entries: Entry[] = [];
  const made: { entry: Entry; enrolment: Enrolment; plan: PublishedPlan; facts: FactSnapshot }[] = [];

  for (const candidate of candidates) {
    const { plan, contact, cause, trigger, ancestry } = candidate;
    const entry: Entry = { candidate };
    entries.push(entry);
    const loaded = candidate.facts ?? facts.get(contact.id);
    if (!loaded) continue;
    const snapshot = { ...loaded, trigger: { ...trigger } };
    const key = keyOf(plan.workflowId, contact.id);
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
    const who = { subject: contact.id, userId: contact.userId, p: contact.p, demo: contact.demo };
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
  const contacts = await runtime.contacts.byIds(listening.map(({ enrolment }) => enrolment.subject));
  const names = new Set(listening.flatMap(({ plan }) => [...plan.hears]));
  const from = Math.min(...listening.map(({ enrolment }) => enrolment.trigger.timestamp));
  const sourceIds = [...contacts.values()].flatMap((contact) => contact.sourceIds);
  const events = await runtime.events.load(
    [...names].map((name) => ({ name, sourceIds, from, until: now.getTime(), properties: true })),
  );
  const pokes = listening.flatMap(({ plan, enrolment }) => {
    const sources = contacts.get(enrolment.subject)?.sourceIds ?? [];
    return events
      .filter(
        ({ name, sourceId, timestamp }) =>
          name !== undefined &&
          plan.hears.has(name) &&
          sources.includes(sourceId) &&
          timestamp.getTime() > enrolment.trigger.timestamp,
      )
      .map(({ name = '', timestamp, properties }) => {
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
