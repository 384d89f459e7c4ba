import { z } from 'zod';
import { type RootCondition, rootCondition } from '../condition.ts';
import { DAY, durationMilliseconds } from '../time.ts';
import {
  type FactDefinition,
  type FactParams,
  type FaultSurroundings,
  type ParamFault,
  plainFact,
  type Unit,
} from './fact-definition.ts';
import { choice, eventParam, innerPath, withinParam } from './param-schemas.ts';

/** What can be said of a contact's events of one name. */
export const eventMeasures = [
  'count',
  'daysSinceLast',
  'daysSinceFirst',
  'distinctDays',
  'gapsSinceLast',
  'sum',
  'avg',
  'min',
  'max',
] as const;
export type EventMeasure = (typeof eventMeasures)[number];

/** The parameters of fact `event` with the defaults filled in. */
export interface EventParams {
  event: string;
  measure: EventMeasure;
  /** A `$`-path into the events' properties; set for sum, avg, min and max. */
  property?: string | undefined;
  /** A duration; left out with `since`. For gapsSinceLast it is the stretch up to the last time. */
  within?: string | undefined;
  since?: 'entry' | undefined;
  where?: RootCondition | undefined;
  /** What daysSinceLast and daysSinceFirst are when nothing is left. */
  ifNever: 'created' | 'missing';
}

const unitOfMeasure: Record<EventMeasure, Unit | undefined> = {
  count: 'times',
  daysSinceLast: 'days',
  daysSinceFirst: 'days',
  distinctDays: 'days',
  gapsSinceLast: undefined,
  sum: undefined,
  avg: undefined,
  min: undefined,
  max: undefined,
};

export function isEventMeasure(measure: unknown): measure is EventMeasure {
  return (eventMeasures as readonly unknown[]).includes(measure);
}

/** Whether the measure adds up or compares a property of the events. */
export function measuresProperty(measure: EventMeasure): boolean {
  return measure === 'sum' || measure === 'avg' || measure === 'min' || measure === 'max';
}

/** The parameters of a valid `event` rule with the defaults filled in. Validate first: nothing is checked here. */
export function eventParams(params: FactParams | undefined): EventParams {
  const given = params as (Partial<EventParams> & { event: string }) | undefined;
  return {
    ...given,
    event: given?.event ?? '',
    measure: given?.measure ?? 'count',
    ifNever: given?.ifNever ?? 'created',
  };
}

const propertyMeasures = eventMeasures.filter(measuresProperty);
const sinceMeasures: readonly EventMeasure[] = ['daysSinceLast', 'daysSinceFirst'];

/** The fact `event`: a number measured over the subject's events of one name. */
export const eventFact: FactDefinition = {
  ...plainFact,
  params: {
    event: eventParam,
    measure: choice(eventMeasures, 'count'),
    property: { schema: innerPath, required: false, input: 'propertyPath', measures: propertyMeasures },
    within: withinParam(),
    since: { schema: z.literal('entry'), required: false, input: 'choice', choices: ['entry'] },
    where: { schema: rootCondition, required: false, input: 'where', tree: true },
    ifNever: { ...choice(['created', 'missing'], 'created'), measures: sinceMeasures },
  },
  // An unfinished rule may hold anything; whatever is no measure has no unit.
  unit: (params) => {
    const measure: unknown = eventParams(params).measure;
    return isEventMeasure(measure) ? unitOfMeasure[measure] : undefined;
  },
  faults: eventFaults,
};

function eventFaults(params: FactParams, { scope, retention }: FaultSurroundings): ParamFault[] {
  const { measure, property, within, since, where } = params as Partial<EventParams>;
  const measured = measure ?? 'count';
  const found: ParamFault[] = [];
  if (within !== undefined && since !== undefined)
    found.push({ code: 'EVENT_WINDOW_TWICE', param: 'since', facts: {} });
  if (since !== undefined && scope !== 'step' && scope !== 'goal')
    found.push({ code: 'SINCE_ENTRY_NOT_HERE', param: 'since', facts: {} });
  if (measuresProperty(measured) && property === undefined)
    found.push({ code: 'EVENT_PROPERTY_MISSING', param: 'property', facts: { measure: measured } });
  // Counters outlive raw events, but know neither properties nor which events a `where` would keep.
  const needsRaw = where !== undefined || measuresProperty(measured);
  if (within !== undefined && needsRaw && durationMilliseconds(within) > retention)
    found.push({
      code: 'WINDOW_BEYOND_RETENTION',
      param: 'within',
      facts: { within, days: Math.floor(retention / DAY) },
    });
  return found;
}
