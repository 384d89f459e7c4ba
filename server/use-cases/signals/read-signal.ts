import {
  type Definition,
  healthItself,
  referencesOf,
  refuseCycle,
} from '../../../shared/condition-cycles.ts';
import { Problem, problem } from '../../../shared/problems.ts';
import type { Segment } from '../../../shared/segment.ts';
import { type Signal, signalSchema } from '../../../shared/signal.ts';
import { validateCondition } from '../../../shared/validate-condition.ts';
import type { SegmentRecord } from '../../ports/looks.ts';
import type { SignalRecord } from '../../ports/signals.ts';

const harmless = { all: [{ fact: 'signal', params: { signal: 'x' }, operator: 'equal', value: true }] };

/** The other definitions a signal must go together with. */
export interface Surroundings {
  segments: readonly SegmentRecord[];
  signals: readonly SignalRecord[];
}

/**
 * A signal document that can be kept among the others. Conditions are checked by their own validator before anything
 * walks them. Throws the first problem of a condition with all of them beside it, BODY_INVALID with the place,
 * SIGNAL_WEIGHT_OF_HEALTH, SIGNAL_WEIGHT_OF_GOOD or CONDITION_CYCLE.
 */
export function readSignal(body: unknown, others: Surroundings): Signal {
  const given = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  refuseFaultyConditions(given, others);
  const bare = {
    ...given,
    ...(given.opensWhen === undefined ? {} : { opensWhen: harmless }),
    ...(given.resolvesWhen === undefined ? {} : { resolvesWhen: harmless }),
  };
  const parsed = signalSchema.safeParse(typeof body === 'object' && body !== null ? bare : body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys : [];
    throw problem('BODY_INVALID', {
      path: [...(issue?.path ?? []), ...keys.slice(0, 1)].join('.') || 'body',
      detail: keys.length > 0 ? 'this property is unknown here. Remove it.' : (issue?.message ?? ''),
    });
  }
  const signal = signalSchema.parse(body);
  const reads = referencesOfSignal(signal);
  if (signal.weight > 0 && reads.some(({ kind }) => kind === 'health'))
    throw problem('SIGNAL_WEIGHT_OF_HEALTH', { key: signal.key });
  if (signal.weight > 0 && signal.good) throw problem('SIGNAL_WEIGHT_OF_GOOD', { key: signal.key });
  const all = [
    ...others.signals.filter(({ id }) => id !== signal.key).map(({ document }) => document),
    signal,
  ];
  refuseCycle(
    definitionsOf(
      all,
      others.segments.map(({ document }) => document),
    ),
  );
  return signal;
}

/** Segments, signals and health with what each reads. */
export function definitionsOf(signals: readonly Signal[], segments: readonly Segment[]): Definition[] {
  return [
    ...segments.map(({ key, when }) => ({
      kind: 'segment' as const,
      key,
      reads: referencesOf(when),
    })),
    ...signals.map((signal) => ({
      kind: 'signal' as const,
      key: signal.key,
      reads: referencesOfSignal(signal),
    })),
    {
      ...healthItself,
      reads: signals.filter(({ weight }) => weight > 0).map(({ key }) => ({ kind: 'signal' as const, key })),
    },
  ];
}

function referencesOfSignal({ opensWhen, resolvesWhen }: Signal) {
  return [...referencesOf(opensWhen), ...(resolvesWhen ? referencesOf(resolvesWhen) : [])];
}

function refuseFaultyConditions(given: Record<string, unknown>, others: Surroundings): void {
  const segments = new Set(others.segments.map(({ id }) => id));
  const signals = new Set(others.signals.map(({ id }) => id));
  if (typeof given.key === 'string') signals.add(given.key);
  const problems = (['opensWhen', 'resolvesWhen'] as const)
    .filter((path) => given[path] !== undefined)
    .flatMap((path) =>
      validateCondition(given[path], {
        path,
        scope: 'signal',
        subject: given.subject === 'account' ? 'account' : 'contact',
        known: { segments, signals },
      }),
    );
  const first = problems.find(({ severity }) => severity === 'error');
  if (first) throw new Problem(first.code, first.facts, { extra: { problems } });
}
