import { z } from 'zod';
import { duration, isZone } from '../time.ts';
import { datePath, stepId, stepName, timeOfDay, weekday } from './fields.ts';
import { nextExit, type StepDefinition } from './step-definition.ts';

/** A date of the contact or its account, moved by an offset; at a time of day when `at` is given. */
const untilDate = z.strictObject({
  date: datePath,
  before: duration.optional(),
  after: duration.optional(),
  at: timeOfDay.optional().describe('On that day at this time, in the subject’s zone'),
});

/** The next of these weekdays at this time; every day when no days are named. */
const untilTime = z.strictObject({
  days: z.array(weekday).min(1).max(7).optional(),
  at: timeOfDay,
  zone: z.string().default('contact').describe('“contact”, or the name of a time zone'),
});

const schema = z
  .strictObject({
    kind: z.literal('wait'),
    name: stepName,
    for: duration.optional(),
    until: z.union([untilDate, untilTime]).optional(),
    next: stepId.optional(),
  })
  .transform((step) => (step.for === undefined && step.until === undefined ? { ...step, for: '3d' } : step))
  .meta({ description: 'Wait for a length of time, until a date, or until a weekday and time' });

export type WaitStep = z.infer<typeof schema>;

/** Keeps the contact until the time is over. A date that is missing or past keeps nobody. */
export const wait: StepDefinition<WaitStep> = {
  schema: schema as z.ZodType<WaitStep>,
  kind: 'wait',
  group: 'logic',
  waits: true,
  blank: () => ({ kind: 'wait', for: '3d' }),
  ...nextExit,
  summary({ for: length, until }) {
    if (!until) return { key: 'steps.wait.summary', values: { for: length ?? '3d' } };
    if ('date' in until) {
      const date = until.date.split('.').at(-1) ?? until.date;
      if (until.before) return { key: 'steps.wait.before', values: { date, offset: until.before } };
      if (until.after) return { key: 'steps.wait.after', values: { date, offset: until.after } };
      return { key: 'steps.wait.date', values: { date } };
    }
    return until.days && until.days.length < 7
      ? { key: 'steps.wait.weekday', values: { days: until.days.join(', '), at: until.at } }
      : { key: 'steps.wait.time', values: { at: until.at } };
  },
  check(step, { name, report }) {
    if (step.for !== undefined && step.until !== undefined) report('WAIT_TWICE', 'until', { step: name });
    const { until } = step;
    if (until && 'date' in until && until.before && until.after)
      report('OFFSET_TWICE', 'until.after', { step: name });
    if (until && 'zone' in until && until.zone !== 'contact' && !isZone(until.zone))
      report('ZONE_UNKNOWN', 'until.zone', { zone: until.zone });
  },
};
