import { z } from 'zod';
import type { TriggerDefinition } from './trigger-definition.ts';

const schema = z
  .strictObject({
    kind: z.literal('segment'),
    segment: z.string().max(120).describe('The key of the segment'),
    on: z.enum(['entered', 'left']).default('entered'),
  })
  .meta({ description: 'The contact comes into a segment, or leaves it' });

export type SegmentTrigger = z.infer<typeof schema>;

/** Enters whoever comes into a segment, or leaves it. */
export const segment: TriggerDefinition<SegmentTrigger> = {
  schema,
  blank: () => ({ kind: 'segment', segment: '', on: 'entered' }),
  summary: ({ segment: name, on }) =>
    name
      ? { key: `triggers.segment.${on}`, values: { name } }
      : { key: 'triggers.segment.empty', values: {} },
  check({ segment: key }, { subject, knowledge, report }) {
    if (!key.trim()) report('TRIGGER_SEGMENT_MISSING', 'segment', {});
    else if (knowledge.segments && !knowledge.segments.has(key))
      report('SEGMENT_UNKNOWN', 'segment', { segment: key });
    // A contact counts as in the segments of its account, but not the other way round.
    else if (subject === 'account' && knowledge.accountSegments && !knowledge.accountSegments.has(key))
      report('SEGMENT_OF_OTHERS', 'segment', { segment: key });
  },
};
