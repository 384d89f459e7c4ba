import { z } from 'zod';
import { isZone } from '../time.ts';
import type { TriggerDefinition } from './trigger-definition.ts';

/** Five fields of numbers, lists, ranges, steps and names; what they mean is read by whoever runs the schedule. */
const cronPattern = /^\s*([\d*,/?LW#-]+|[A-Za-z,-]+)(\s+([\d*,/?LW#A-Za-z-]+)){4}\s*$/;

const schema = z
  .strictObject({
    kind: z.literal('schedule'),
    cron: z.string().max(100).describe('Minute, hour, day, month, weekday: 0 9 * * 1'),
    zone: z.string().default('UTC'),
  })
  .meta({ description: 'At certain times, over everybody whom the entry condition means' });

export type ScheduleTrigger = z.infer<typeof schema>;

/** The clock starts it, for everybody who fits at that moment. */
export const schedule: TriggerDefinition<ScheduleTrigger> = {
  schema,
  blank: () => ({ kind: 'schedule', cron: '0 9 * * 1', zone: 'UTC' }),
  summary: ({ cron, zone }) => ({ key: 'triggers.schedule.summary', values: { cron, zone } }),
  check({ cron, zone }, { hasAudience, report, knowledge }) {
    if (!cronPattern.test(cron) || knowledge.cronFault?.(cron) !== undefined)
      report('CRON_INVALID', 'cron', { cron });
    if (!isZone(zone)) report('ZONE_UNKNOWN', 'zone', { zone });
    if (!hasAudience) report('SCHEDULE_AUDIENCE_MISSING', undefined, {});
  },
};
