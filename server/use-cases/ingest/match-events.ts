import type { Contact } from '../../../shared/contact.ts';
import type { InboxItem } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { isAwaitedChange } from '../../engine/triggers.ts';
import { type Candidate, endsChain, enterWorkflows } from '../enter-workflows.ts';
import { entryOf } from '../facts.ts';
import type { Runtime } from '../runtime.ts';
import { armDates } from '../triggers/dates.ts';

/**
 * Pokes whoever is inside a workflow that listens to these events, and enters those whom they start. Pokes come
 * first, so that an enrolment made by this batch is not woken by its own cause. A constant number of queries.
 */
export async function matchEvents(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
  changed: ReadonlySet<string>,
  now: Date,
  /** For calls that workflows made: the workflows that led there, by the call's id. */
  ancestries: ReadonlyMap<string, string[]> = new Map(),
): Promise<void> {
  await runtime.plans.refresh();
  await armDates(runtime, events, now);
  // History changes facts and starts nothing, what came too late does not even that; only known people are in
  // workflows.
  const live = events.filter(
    ({ event, contact }) => !event.historical && !event.late && contact.userId !== undefined,
  );
  await pokeInside(runtime, live, changed, now);
  const candidates = live.flatMap(({ event, contact }) => [
    ...candidatesOf(runtime, event, contact),
    ...changedCandidates(runtime, event, contact, ancestries.get(event.id)),
  ]);
  await enterWorkflows(runtime, candidates, now);
  if (candidates.length > 0) runtime.wake();
}

function candidatesOf(runtime: Runtime, event: StoredEvent, contact: Contact): Candidate[] {
  if (event.name === undefined || event.timestamp.getTime() < event.receivedAt.getTime() - DAY) return [];
  return runtime.plans
    .startedBy(event.name)
    .filter((plan) => !plan.demo || contact.demo)
    .filter(({ trigger }) => !trigger?.where || trigger.where(event.properties))
    .map((plan) => ({
      plan,
      contact,
      cause: event.id,
      trigger: {
        kind: 'event',
        event: event.name,
        timestamp: event.timestamp.getTime(),
        properties: event.properties,
        messageId: event.id,
        ...(event.unverified ? { unverified: true } : {}),
      },
    }));
}

/** Those whom a changed trait starts. What it was stands on the contact, so that a repeated match sees it again. */
function changedCandidates(
  runtime: Runtime,
  { type, id, traits, timestamp, receivedAt }: StoredEvent,
  contact: Contact,
  ancestry: string[] | undefined,
): Candidate[] {
  if (type !== 'identify' || timestamp.getTime() < receivedAt.getTime() - DAY) return [];
  return Object.keys(traits ?? {}).flatMap((trait) => {
    const plans = runtime.plans.startedByTrait(trait);
    // Set by a later call meanwhile, or to what it was before.
    if (plans.length === 0 || contact.traitTimes[trait] !== timestamp.getTime()) return [];
    if (!contact.traitWas || !Object.hasOwn(contact.traitWas, trait)) return [];
    const [was, is] = [contact.traitWas[trait], contact.traits[trait]];
    return plans.flatMap((plan): Candidate[] => {
      const { trigger } = plan.workflow.entry;
      if (trigger.kind !== 'attribute' || !isAwaitedChange(trigger, was, is)) return [];
      if ((plan.demo && !contact.demo) || endsChain(plan.workflowId, ancestry)) return [];
      const properties = { trait, was, is };
      return [
        {
          plan,
          contact,
          cause: id,
          trigger: { kind: 'attribute', timestamp: timestamp.getTime(), properties, messageId: id },
          ancestry,
        },
      ];
    });
  });
}

async function pokeInside(
  runtime: Runtime,
  events: readonly { event: StoredEvent; contact: Contact }[],
  changed: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const workflows = new Set<string>();
  const happened = new Map<string, InboxItem[]>();
  const note = (contact: Contact, ids: readonly string[], item: InboxItem) => {
    if (ids.length === 0) return;
    for (const id of ids) workflows.add(id);
    entryOf(happened, contact.id, () => []).push(item);
  };
  for (const { event, contact } of events) {
    if (event.name !== undefined) {
      note(contact, runtime.plans.listeningTo(event.name), {
        type: 'event',
        id: event.id,
        event: event.name,
        at: event.timestamp,
        properties: event.properties,
      });
    }
    if (changed.has(contact.id) && event.type !== 'track') {
      note(contact, runtime.plans.readingTraits(), { type: 'changed', id: event.id, at: event.timestamp });
    }
  }
  if (happened.size === 0) return;
  const inside = await runtime.enrolments.alive([...happened.keys()], [...workflows], now);
  const pokes = (
    await Promise.all(
      inside.map(async (enrolment) => {
        const plan = await runtime.plans.version(enrolment.workflowId, enrolment.version);
        return (happened.get(enrolment.subject) ?? [])
          .filter((item) => (item.type === 'event' ? plan?.listens.has(item.event) : plan?.readsTraits))
          .map((item) => ({ id: enrolment.id, item }));
      }),
    )
  ).flat();
  if (pokes.length === 0) return;
  await runtime.enrolments.poke(pokes, now);
  runtime.wake();
}
