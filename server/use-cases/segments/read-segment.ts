import { refuseCycle } from '../../../shared/condition-cycles.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import { type Segment, segmentSchema } from '../../../shared/segment.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';
import type { SegmentRecord } from '../../ports/looks.ts';
import type { SignalRecord } from '../../ports/signals.ts';
import { definitionsOf } from '../signals/read-signal.ts';

const harmless = { all: [{ fact: 'contact', path: '$.userId', operator: 'exists', value: true }] };

/**
 * A segment document that can be kept among the others. The condition is checked by its own validator before anything
 * walks it. Throws the first problem of the condition with all of them beside it, BODY_INVALID with the place, or
 * CONDITION_CYCLE.
 */
export function readSegment(
  body: unknown,
  others: readonly SegmentRecord[],
  signals: readonly SignalRecord[],
): Segment {
  const { when, subject, key } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  if (when !== undefined) {
    const segments = new Set(others.map(({ id }) => id));
    if (typeof key === 'string') segments.add(key);
    const problems = validateCondition(when, {
      path: 'when',
      scope: 'segment',
      subject: subject === 'account' ? 'account' : 'contact',
      known: { segments, signals: new Set(signals.map(({ id }) => id)) },
    });
    const first = problems.find(({ severity }) => severity === 'error');
    if (first) throw new Problem(first.code, first.facts, { extra: { problems } });
  }
  const bare = when === undefined ? body : { ...(body as object), when: harmless };
  const parsed = segmentSchema.safeParse(bare);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    throw problem('BODY_INVALID', {
      path: [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.') || 'body',
      detail: keys.length > 0 ? 'this property is unknown here. Remove it.' : (issue?.message ?? ''),
    });
  }
  const segment = segmentSchema.parse(body);
  const segments = [
    ...others.filter(({ id }) => id !== segment.key).map(({ document }) => document),
    segment,
  ];
  refuseCycle(
    definitionsOf(
      signals.map(({ document }) => document),
      segments,
    ),
  );
  return segment;
}
