import type { Explanation } from '../../../shared/condition.ts';
import type { Contact } from '../../../shared/contact.ts';
import type { StoredEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { fieldOf } from '../../../shared/triggers/field.ts';
import type { TriggerOf } from '../../../shared/triggers/index.ts';
import { type WhyLine, whyLineOf } from '../../../shared/why.ts';
import { explainWhere } from '../../engine/conditions/explain.ts';
import { nextOfSchedule } from '../../engine/cron.ts';
import type { FactSnapshot } from '../../engine/facts.ts';
import { firingAfter, isAwaitedChange } from '../../engine/triggers.ts';
import type { PublishedPlan } from '../plan-book.ts';
import type { Runtime } from '../runtime.ts';
import { whyWatch } from './why-watch.ts';

/** What became of the trigger of a workflow for somebody. */
export interface TriggerWhy {
  lines: WhyLine[];
  /** The moment at which it happened last, where the rules are to be asked as of then. */
  at?: Date | undefined;
  /** The event that may have started it. */
  event?: StoredEvent | undefined;
  explanation?: Explanation | undefined;
}

/** What a trigger is asked about. */
export interface TriggerQuestion {
  plan: PublishedPlan;
  contact: Contact;
  /** Facts of now, without events. */
  facts: FactSnapshot;
  publishedAt: Date;
  /** When the contact entered last. */
  enteredAt: Date | undefined;
  now: Date;
}

/** So many events of one name are looked through for one with the properties asked for. */
const LOOKED_THROUGH = 50;

/** Whether what starts a workflow has happened to a contact, and if not, what is missing. */
export async function whyTrigger(runtime: Runtime, question: TriggerQuestion): Promise<TriggerWhy> {
  const { plan, facts, now } = question;
  const { trigger } = plan.workflow.entry;
  switch (trigger.kind) {
    case 'event':
      return whyEvent(runtime, question, trigger);
    case 'condition':
    case 'segment':
    case 'signal':
      return { lines: await whyWatch(runtime, question, trigger) };
    case 'attribute':
      return { lines: [whyAttribute(question, trigger)] };
    case 'date': {
      const next = firingAfter(trigger, facts, now);
      if (next) return { lines: [whyLineOf('prevents', 'dateNext', { until: next.at.toISOString() })] };
      const isKnown = firingAfter(trigger, facts, new Date(0)) !== undefined;
      return {
        lines: [
          isKnown
            ? whyLineOf('prevents', 'datePassed', {})
            : whyLineOf('prevents', 'dateUnknown', { path: trigger.date }),
        ],
      };
    }
    case 'schedule':
      return {
        lines: [whyLineOf('tells', 'scheduleNext', { until: nextOfSchedule(trigger, now).toISOString() })],
      };
    case 'manual':
      return { lines: [whyLineOf('tells', 'manualOnly', {})] };
  }
}

async function whyEvent(
  runtime: Runtime,
  { plan, contact, publishedAt }: TriggerQuestion,
  { event: name, where }: TriggerOf<'event'>,
): Promise<TriggerWhy> {
  const events = await runtime.events.newest(contact.sourceIds, name, LOOKED_THROUGH);
  const [newest] = events;
  if (!newest) return { lines: [await whyNever(runtime, contact, name)] };
  const test = plan.trigger?.where;
  const event = test ? events.find(({ properties }) => test(properties)) : newest;
  const explanation = where && (await explainWhere(where, (event ?? newest).properties));
  const facts = { event: name, at: (event ?? newest).timestamp.toISOString() };
  if (!event) return { lines: [whyLineOf('prevents', 'otherProperties', facts)], explanation };
  const published = publishedAt.toISOString();
  const { timestamp, receivedAt } = event;
  if (event.historical) return { lines: [whyLineOf('prevents', 'imported', facts)], explanation };
  if (timestamp.getTime() < receivedAt.getTime() - DAY)
    return {
      lines: [whyLineOf('prevents', 'toldLate', { ...facts, received: receivedAt.toISOString() })],
      explanation,
    };
  if (receivedAt < publishedAt && plan.version === 1)
    return { lines: [whyLineOf('prevents', 'beforePublishing', { ...facts, published })], explanation };
  const line =
    receivedAt < publishedAt
      ? whyLineOf('tells', 'beforeVersion', { ...facts, published })
      : whyLineOf('allows', 'happened', facts);
  return { lines: [line], at: receivedAt, event, explanation };
}

/** Events that arrived too late stand in the timeline only. */
async function whyNever(runtime: Runtime, contact: Contact, name: string): Promise<WhyLine> {
  const { items } = await runtime.events.timeline(contact.sourceIds, { limit: LOOKED_THROUGH });
  const late = items.find((event) => event.late && event.name === name);
  return late
    ? whyLineOf('prevents', 'arrivedTooLate', { event: name, at: late.timestamp.toISOString() })
    : whyLineOf('prevents', 'neverHappened', { event: name });
}

function whyAttribute({ contact }: TriggerQuestion, trigger: TriggerOf<'attribute'>): WhyLine {
  const field = fieldOf(trigger.path);
  const trait = field?.of === 'contact' ? field.trait : undefined;
  const { path } = trigger;
  if (trait === undefined || !contact.traitWas || !Object.hasOwn(contact.traitWas, trait))
    return whyLineOf('prevents', 'attributeNever', { path });
  const [was, is] = [contact.traitWas[trait], contact.traits[trait]];
  const facts = {
    path,
    at: new Date(contact.traitTimes[trait] ?? 0).toISOString(),
    was: JSON.stringify(was ?? null),
    is: JSON.stringify(is ?? null),
  };
  return isAwaitedChange(trigger, was, is)
    ? whyLineOf('allows', 'attributeChanged', facts)
    : whyLineOf('prevents', 'attributeOther', facts);
}
