import type { Account, Contact } from '../../../shared/contact.ts';
import type { InboxItem, TriggerSnapshot } from '../../../shared/enrolment.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { problem } from '../../../shared/problems.ts';
import type { SimulationRequest, SimulationResult } from '../../../shared/simulation.ts';
import { exitsOf } from '../../../shared/steps/index.ts';
import { DAY, parseInstant } from '../../../shared/time.ts';
import { checkWorkflow } from '../../../shared/validate-workflow.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { explainCondition } from '../../engine/conditions/explain.ts';
import { mergeNeeds, wholeHistory } from '../../engine/conditions/needs.ts';
import { type EventFact, type EventHistory, type FactSnapshot, historiesOf } from '../../engine/facts.ts';
import type { MaySend } from '../../engine/may-send.ts';
import { planOf } from '../../engine/plan.ts';
import { simulateJourney } from '../../engine/simulate.ts';
import type { PublishedText } from '../../ports/workspace.ts';
import { entryOf, loadFacts, snapshotOf } from '../facts.ts';
import { applyToAccount, applyToContact, newAccount, newContact } from '../ingest/apply-calls.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { knowledgeOf } from './knowledge.ts';
import { compileTexts } from './publish.ts';
import { factsAfter, simulatedEffects, simulatedPermissions } from './simulated-effects.ts';
import { workflowOf } from './workflow-view.ts';

/** A year: nobody tries a workflow for longer. */
const LONGEST = 366 * DAY;

/**
 * Runs the draft (or the document given) for a contact through the same transition as production, on its own clock,
 * and explains every decision. Nothing is stored, nothing is sent.
 */
export const simulateWorkflow: Verb<'simulateWorkflow'> = async (runtime, { params, body }) => {
  const record = await workflowOf(runtime, params.id);
  const document = body.document ?? record.document;
  const { workflow, problems } = checkWorkflow(document, await knowledgeOf(runtime, document, record));
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!workflow || errors.length > 0)
    throw problem('WORKFLOW_HAS_ERRORS', { count: errors.length }, { extra: { problems } });
  const now = momentOf(body.now, 'now') ?? runtime.clock.now();
  const until = momentOf(body.until, 'until') ?? new Date(now.getTime() + LONGEST);
  const { texts } = await compileTexts(runtime, workflow);
  const plan = { ...planOf(record.id, 0, workflow), texts, name: record.name, demo: false };
  return simulate(runtime, plan, body, now, until);
};

async function simulate(
  runtime: Runtime,
  plan: PublishedPlan & { texts: Record<string, PublishedText> },
  request: SimulationRequest,
  now: Date,
  until: Date,
): Promise<SimulationResult> {
  const subject = await subjectOf(runtime, plan, request, now);
  const trigger = triggerOf(plan.workflow, request, subject.events, now);
  const facts: FactSnapshot = { ...subject.facts, trigger: { ...trigger } };
  const permissions = await simulatedPermissions(runtime, plan, subject.contact, now);
  const journey = await simulateJourney(
    plan,
    {
      subject: subject.contact.id,
      userId: subject.contact.userId,
      p: 0,
      trigger,
      facts,
      happens: happensAfter(subject.events, now, until),
      perform: (effect, enrolment, known) => factsAfter(runtime, plan, effect, enrolment, known),
    },
    { now, until, choices: { ...refusedSteps(permissions), ...request.choices } },
  );
  const entry =
    plan.workflow.entry.when && (await explainCondition(plan.workflow.entry.when, facts, now.getTime()));
  const { messages, tasks, effects } = await simulatedEffects(runtime, plan, facts, journey, permissions);
  return {
    entered: journey.enrolment !== undefined,
    reason: journey.reason ?? journey.enrolment?.reason,
    entry,
    path: (journey.enrolment?.history ?? []).map((taken) => ({
      step: taken.step,
      kind: taken.kind,
      name: plan.workflow.steps[taken.step]?.name,
      at: taken.at.toISOString(),
      leftAt: taken.leftAt?.toISOString(),
      exit: taken.exit,
      explanations: taken.explanations?.map(({ path, explanation }) => ({
        path,
        label: labelOf(plan.workflow, taken.step, path),
        explanation,
      })),
    })),
    status: journey.enrolment?.status ?? 'notEntered',
    messages,
    tasks,
    effects,
    explanations: (journey.enrolment?.history ?? []).flatMap(({ step, explanations }) =>
      (explanations ?? []).map(({ path, explanation }) => ({ step, path, explanation })),
    ),
  };
}

/** Unless somebody chose otherwise, mail that may not be sent takes the way of mail that was not. */
function refusedSteps(permissions: ReadonlyMap<string, MaySend>): Record<string, string> {
  return Object.fromEntries(
    [...permissions].flatMap(([step, { allowed }]) => (allowed ? [] : [[step, 'notSent']])),
  );
}

function labelOf(workflow: Workflow, step: string, path: string): string | undefined {
  const of = workflow.steps[step];
  return of && exitsOf(of).find(({ id }) => id === path)?.label;
}

function momentOf(text: string | undefined, field: string): Date | undefined {
  if (text === undefined) return undefined;
  const at = parseInstant(text);
  if (at === undefined)
    throw problem('BODY_INVALID', {
      path: field,
      detail: 'is not an ISO 8601 instant with a zone between 1971 and 2200',
    });
  return new Date(at);
}

interface SimulatedSubject {
  contact: Contact;
  facts: FactSnapshot;
  /** Known events by name, also those after now. */
  events: ReadonlyMap<string, EventHistory>;
}

async function subjectOf(
  runtime: Runtime,
  plan: PublishedPlan,
  request: SimulationRequest,
  now: Date,
): Promise<SimulatedSubject> {
  if (request.userId !== undefined) {
    const source = `u:${request.userId}`;
    const contact = (await runtime.contacts.bySourceIds([source])).get(source);
    if (!contact) throw problem('CONTACT_UNKNOWN', { id: request.userId });
    const needs = mergeNeeds([
      plan.entryNeeds,
      plan.journeyNeeds,
      wholeHistory([...plan.exits.keys(), ...(plan.trigger ? [plan.trigger.event] : [])]),
    ]);
    const facts = (await loadFacts(runtime, [{ contact, needs, enteredAt: now }], runtime.clock.now())).get(
      contact.id,
    );
    if (!facts) throw problem('CONTACT_UNKNOWN', { id: request.userId });
    return { contact, facts, events: facts.events };
  }
  return inventedSubject(runtime, request, now);
}

/** A contact that exists only in the request, made by the same calls as a real one. */
async function inventedSubject(
  runtime: Runtime,
  request: SimulationRequest,
  now: Date,
): Promise<SimulatedSubject> {
  const { contact: given = {}, account: givenAccount, events: history = [] } = request;
  const { userId = 'simulated', traits = given, zone, locale } = given as Record<string, unknown>;
  const call = (type: StoredEvent['type'], more: Partial<StoredEvent>): StoredEvent => ({
    id: 'simulated',
    type,
    sourceId: `u:${String(userId)}`,
    userId: String(userId),
    timestamp: now,
    receivedAt: now,
    properties: {},
    context: {
      ...(typeof zone === 'string' ? { zone } : {}),
      ...(typeof locale === 'string' ? { locale } : {}),
    },
    keyId: 'simulated',
    ...more,
  });
  const events = new Map<string, EventFact[]>();
  for (const [index, { event, timestamp, properties }] of history.entries()) {
    const at = momentOf(timestamp, `events.${index}.timestamp`)?.getTime() ?? now.getTime();
    entryOf(events, event, () => []).push({ at, properties: properties ?? {} });
  }
  for (const list of events.values()) list.sort((a, b) => a.at - b.at);
  const first = Math.min(now.getTime(), ...[...events.values()].flatMap((list) => list[0]?.at ?? []));
  const { email } = given as Record<string, unknown>;
  const identify = call('identify', {
    traits: { ...(traits as Record<string, unknown>), ...(email === undefined ? {} : { email }) },
  });
  const contact = applyToContact(
    { ...newContact('simulated', 0, identify), appearedAt: new Date(first) },
    identify,
  );
  const group =
    givenAccount &&
    call('group', {
      groupId: 'simulated',
      traits: { ...(givenAccount.traits as Record<string, unknown>), ...withoutTraits(givenAccount) },
    });
  const account: Account | undefined = group && applyToAccount(newAccount('simulated', group), group);
  const { zone: workspaceZone } = await runtime.settings.get();
  const histories = historiesOf(events);
  return { contact, facts: snapshotOf(contact, account, histories, workspaceZone), events: histories };
}

function withoutTraits(account: Record<string, unknown>): Record<string, unknown> {
  const { traits: _, ...rest } = account;
  return rest;
}

/** What starts it: as given, else the contact's last such event, else an empty one now. */
function triggerOf(
  workflow: Workflow,
  request: SimulationRequest,
  events: SimulatedSubject['events'],
  now: Date,
): TriggerSnapshot {
  const { trigger } = workflow.entry;
  if (trigger.kind !== 'event')
    return { kind: trigger.kind, timestamp: now.getTime(), properties: request.trigger?.properties ?? {} };
  const last = events.get(trigger.event)?.singles.findLast(({ at }) => at <= now.getTime());
  return {
    kind: 'event',
    event: trigger.event,
    timestamp: now.getTime(),
    properties: request.trigger?.properties ?? last?.properties ?? {},
  };
}

/** Known events after now happen while the simulation's clock passes them. */
function happensAfter(
  events: SimulatedSubject['events'],
  now: Date,
  until: Date,
): Extract<InboxItem, { type: 'event' }>[] {
  return [...events]
    .flatMap(([event, { singles }]) =>
      singles
        .filter(({ at }) => at > now.getTime() && at <= until.getTime())
        .map(({ at, properties }, index) => ({
          type: 'event' as const,
          id: `${event}:${index}`,
          event,
          at: new Date(at),
          properties: properties ?? {},
        })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
