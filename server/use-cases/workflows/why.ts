import type { Contact } from '../../../shared/contact.ts';
import type { Enrolment } from '../../../shared/enrolment.ts';
import { durationMilliseconds } from '../../../shared/time.ts';
import { type EntryWhy, type WhyLine, whyLineOf } from '../../../shared/why.ts';
import { mergeNeeds } from '../../engine/conditions/compile.ts';
import { explainCondition } from '../../engine/conditions/explain.ts';
import { reentryRefusal } from '../../engine/entering.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';
import { findContact } from '../contacts/find-contact.ts';
import { withLate } from '../facts/load-late.ts';
import { loadFacts } from '../facts.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import type { Verb } from '../verb.ts';
import { whyTrigger } from './why-trigger.ts';
import { workflowOf } from './workflow-view.ts';

/**
 * Why a contact did not enter the live version of a workflow, or what would have to happen: whether the trigger
 * happened, what re-entry allows, and what every rule of entry and goal saw, asked as of the moment of the trigger.
 */
export const explainEntry: Verb<'explainEntry'> = async (runtime, { params, query }) => {
  const record = await workflowOf(runtime, params.id);
  const contact = await findContact(runtime, query.userId);
  await Promise.all([runtime.plans.refresh({ now: true }), runtime.watchBook.refresh({ now: true })]);
  const { liveVersion } = record;
  const [plan, version] =
    liveVersion === undefined
      ? []
      : await Promise.all([
          runtime.plans.version(record.id, liveVersion),
          runtime.workflows.version(record.id, liveVersion),
        ]);
  if (!plan || !version) return answerOf([whyLineOf('prevents', 'neverPublished', {})]);

  const now = runtime.clock.now();
  const [newest] = await runtime.enrolments.latest([{ workflowId: record.id, subject: contact.id }]);
  const known = await factsOf(runtime, contact, plan, now);
  const happened = await whyTrigger(runtime, {
    plan,
    contact,
    facts: known,
    publishedAt: version.publishedAt,
    enteredAt: newest?.enteredAt,
    now,
  });
  const { at, event } = happened;
  const facts = at === undefined ? known : await factsOf(runtime, contact, plan, at);
  const seen: FactSnapshot = event
    ? {
        ...facts,
        trigger: {
          kind: 'event',
          event: event.name,
          timestamp: event.timestamp.getTime(),
          properties: event.properties,
        },
      }
    : facts;
  const lines = [
    ...whyState(record, contact),
    ...whyEntered(newest),
    ...happened.lines,
    // What brought the contact in is no second entry.
    ...(event && newest?.cause === event.id ? [] : whyReentry(plan, newest, now)),
  ];
  const rules = await explainRules(plan, seen, at ?? now);
  if (at && at < now && (rules.entry || rules.goal))
    lines.push(whyLineOf('tells', 'asOf', { at: at.toISOString() }));
  lines.push(...rules.lines);
  return {
    version: plan.version,
    ...answerOf(withEnd(plan, lines, newest)),
    ...rules.explained,
    trigger: happened.explanation,
  };
};

/** What is left to say when no line prevents an entry. */
function withEnd(plan: PublishedPlan, lines: readonly WhyLine[], newest: Enrolment | undefined): WhyLine[] {
  if (lines.some(({ effect }) => effect === 'prevents')) return [...lines];
  const { kind } = plan.workflow.entry.trigger;
  const turned = lines.find(({ effect, facts }) => effect === 'allows' && facts.since !== undefined);
  const isRemembered = kind === 'condition' || kind === 'segment' || kind === 'signal';
  const since = String(turned?.facts.since);
  if (isRemembered && turned && (!newest || newest.enteredAt.toISOString() < since))
    return [...lines, whyLineOf('prevents', 'turnedQuietly', { since })];
  return [...lines, whyLineOf('allows', 'nothing', {})];
}

function answerOf(lines: WhyLine[]): Pick<EntryWhy, 'mayEnter' | 'lines'> {
  return { mayEnter: lines.every(({ effect }) => effect !== 'prevents'), lines };
}

function whyState({ status, demo }: WorkflowRecord, contact: Contact): WhyLine[] {
  return [
    ...(status === 'paused' || status === 'archived' ? [whyLineOf('prevents', status, {})] : []),
    ...(contact.userId === undefined ? [whyLineOf('prevents', 'anonymous', {})] : []),
    ...(demo && !contact.demo ? [whyLineOf('prevents', 'demoOnly', {})] : []),
  ];
}

function whyEntered(newest: Enrolment | undefined): WhyLine[] {
  if (!newest) return [];
  const at = newest.enteredAt.toISOString();
  return [whyLineOf('tells', newest.holdout ? 'heldOut' : 'entered', { at })];
}

function whyReentry(plan: PublishedPlan, newest: Enrolment | undefined, now: Date): WhyLine[] {
  const { reentry } = plan.workflow.entry;
  const refused = reentryRefusal(reentry, newest, now);
  if (!newest || !refused) return [];
  const at = newest.enteredAt.toISOString();
  if (refused === 'pause' && reentry.mode === 'after') {
    const until = new Date(newest.enteredAt.getTime() + durationMilliseconds(reentry.wait));
    return [whyLineOf('prevents', 'pause', { until: until.toISOString() })];
  }
  return [whyLineOf('prevents', refused === 'already-inside' ? 'alreadyInside' : 'alreadyEntered', { at })];
}

async function explainRules(plan: PublishedPlan, facts: FactSnapshot, at: Date) {
  const { when } = plan.workflow.entry;
  const { goal } = plan.workflow;
  const entry = when && (await explainCondition(when, facts, at.getTime()));
  const reached =
    goal && (await explainCondition(goal.when, { ...facts, enteredAt: at.getTime() }, at.getTime()));
  const lines = [
    ...(entry
      ? [entry.pass ? whyLineOf('allows', 'ruleHolds', {}) : whyLineOf('prevents', 'ruleFails', {})]
      : []),
    ...(reached?.pass ? [whyLineOf('prevents', 'goalReached', {})] : []),
  ];
  return { lines, entry, goal: reached, explained: { entry, goal: reached } };
}

async function factsOf(
  runtime: Runtime,
  contact: Contact,
  plan: PublishedPlan,
  at: Date,
): Promise<FactSnapshot> {
  const needs = mergeNeeds([plan.entryNeeds, ...(plan.goal ? [plan.goal.condition.needs] : [])]);
  const facts = (await loadFacts(runtime, [{ contact, needs, enteredAt: at }], at)).get(contact.id);
  if (!facts) throw new Error('facts of a contact are missing');
  return withLate(runtime, facts, contact.sourceIds, needs);
}
