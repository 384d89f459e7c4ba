import { z } from 'zod';
import { type RootCondition, rootCondition } from '../condition.ts';
import { pathKeys } from '../path.ts';
import { DAY, duration, durationMilliseconds } from '../time.ts';
import type { ConditionScope, FactDefinition, FactParams, ParamFault, Unit } from './fact-definition.ts';

/** What can be said of a contact's events of one name. */
export const eventMeasures = [
  'count',
  'daysSinceLast',
  'daysSinceFirst',
  'distinctDays',
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
  /** A duration; left out with `since`. */
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

// The pattern comes first and alone: `duration` reads the text while it checks it, and must not meet other texts.
const window = z
  .string()
  .regex(/^\d{1,5}[smhdw]$/, 'Write a duration as a number and a unit: 30s, 90m, 36h, 3d or 2w.')
  .pipe(duration);

/** The fact `event`: a number measured over the contact's events of one name. */
export const eventFact: FactDefinition = {
  path: false,
  params: {
    event: {
      schema: z
        .string()
        .max(200)
        .refine((name) => name.trim() !== '', 'Choose an event.'),
      required: true,
    },
    measure: { schema: z.enum(eventMeasures), required: false, default: 'count' },
    property: {
      schema: z
        .string()
        .refine((path) => (pathKeys(path)?.length ?? 0) > 0, 'Write a path such as $.amount.'),
      required: false,
    },
    within: { schema: window, required: false },
    since: { schema: z.literal('entry'), required: false },
    where: { schema: rootCondition, required: false, tree: true },
    ifNever: { schema: z.enum(['created', 'missing']), required: false, default: 'created' },
  },
  scopes: ['entry', 'step', 'goal', 'segment'],
  valueType: () => 'number',
  // An unfinished rule may hold anything; whatever is no measure has no unit.
  unit: (params) => {
    const measure: unknown = eventParams(params).measure;
    return isEventMeasure(measure) ? unitOfMeasure[measure] : undefined;
  },
  faults: eventFaults,
};

function eventFaults(params: FactParams, scope: ConditionScope, retention: number): ParamFault[] {
  const { measure, property, within, since, where, ifNever } = params as Partial<EventParams>;
  const measured = measure ?? 'count';
  const found: ParamFault[] = [];
  if (within !== undefined && since !== undefined)
    found.push({ code: 'EVENT_WINDOW_TWICE', param: 'since', facts: {} });
  if (since !== undefined && scope !== 'step' && scope !== 'goal')
    found.push({ code: 'SINCE_ENTRY_NOT_HERE', param: 'since', facts: {} });
  if (measuresProperty(measured)) {
    if (property === undefined)
      found.push({ code: 'EVENT_PROPERTY_MISSING', param: 'property', facts: { measure: measured } });
  } else if (property !== undefined) {
    found.push({
      code: 'FACT_PARAM_UNUSED',
      param: 'property',
      facts: { name: 'property', measure: measured },
    });
  }
  if (ifNever !== undefined && measured !== 'daysSinceLast' && measured !== 'daysSinceFirst')
    found.push({
      code: 'FACT_PARAM_UNUSED',
      param: 'ifNever',
      facts: { name: 'ifNever', measure: measured },
    });
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
