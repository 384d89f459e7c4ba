import type { RootCondition } from '../../../shared/condition.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import type { SubjectKind } from '../../../shared/segment.ts';
import { parseInstant } from '../../../shared/time.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';
import type { Runtime } from '../runtime.ts';

/** Throws the first error of a condition that somebody asks about, with all its problems beside it. */
export async function refuseFaulty(
  runtime: Pick<Runtime, 'segments' | 'signals'>,
  when: RootCondition,
  subject: SubjectKind,
): Promise<void> {
  const [segments, signals] = await Promise.all([runtime.segments.all(), runtime.signals.all()]);
  const known = {
    segments: new Set(segments.map(({ id }) => id)),
    signals: new Set(signals.map(({ id }) => id)),
  };
  const problems = validateCondition(when, { path: 'when', scope: 'question', subject, known });
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first) throw new Problem(first.code, first.facts, { extra: { problems: errors } });
}

/** The instant a question is asked for; now unless it says another. Throws BODY_INVALID. */
export function instantOf(runtime: Pick<Runtime, 'clock'>, text: string | undefined): Date {
  if (text === undefined) return runtime.clock.now();
  const at = parseInstant(text);
  if (at === undefined)
    throw problem('BODY_INVALID', { path: 'now', detail: 'Write an instant such as 2026-05-01T09:00:00Z.' });
  return new Date(at);
}
