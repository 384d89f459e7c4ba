import { type Trigger, triggerSummary } from '../../../shared/triggers/index.ts';
import type { WorkflowLine } from '../../../shared/workflow-view.ts';
import { sentenceText } from '../../i18n/sentence-text.ts';
import { useSegments } from '../../inspector/use-segments.ts';
import { useSignals } from '../risk/use-signals.ts';

/** Says what a workflow starts by, as its card on the canvas does, with the names of signals and segments. */
export function useStartWords(): (line: WorkflowLine) => string {
  const signals = useSignals();
  const segments = new Map(useSegments().map(({ key, name }) => [key, name]));
  function named(of: Trigger): Trigger {
    if (of.kind === 'signal') return { ...of, signal: signals.get(of.signal)?.name ?? of.signal };
    if (of.kind === 'segment') return { ...of, segment: segments.get(of.segment) ?? of.segment };
    return of;
  }
  // A draft may have a trigger that is half written.
  return ({ startsBy }) => (startsBy ? sentenceText(triggerSummary(named(startsBy))) : '');
}
