import type { RootCondition } from '../../../shared/condition.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { workflowSchema } from '../../../shared/workflow.ts';
import type { SegmentRecord } from '../../ports/looks.ts';
import { keepFieldsIndexed } from '../conditions/index-fields.ts';
import { healthWatches } from '../health/health-watch.ts';
import type { Runtime } from '../runtime.ts';
import { signalWatches } from '../signals/signal-watch.ts';
import { dropWatch, keepWatch, startLearning, type WatchDefinition } from './keep-watches.ts';

/** How long a pass may stand still before it is taken for abandoned. */
const ABANDONED = 120_000;

/** The watch of a segment. */
export function segmentWatch({ id, document }: SegmentRecord): WatchDefinition {
  return {
    id: `s:${id}`,
    kind: 'segment',
    subject: document.subject,
    opensWhen: document.when,
    cooldown: 0,
    demo: false,
  };
}

/**
 * The watch behind a workflow that a condition, segment or signal starts; undefined for other triggers. Leaving a
 * segment is its condition ceasing to hold, so that nobody is remembered for never having been in it.
 */
export function triggerWatch(
  workflowId: string,
  workflow: Workflow,
  demo: boolean,
): WatchDefinition | undefined {
  const opensWhen = triggerCondition(workflow);
  return (
    opensWhen && {
      id: `w:${workflowId}`,
      kind: 'trigger',
      subject: workflow.subject,
      opensWhen,
      cooldown: 0,
      demo,
    }
  );
}

/** What must begin to hold, or cease to, for the workflow to start. */
export function triggerCondition({ entry }: Workflow): RootCondition | undefined {
  const { trigger, when } = entry;
  switch (trigger.kind) {
    case 'condition':
      return when;
    case 'segment':
      return {
        all: [{ fact: 'segment', params: { segment: trigger.segment }, operator: 'equal', value: true }],
      };
    case 'signal':
      return {
        all: [
          {
            fact: 'signal',
            params: { signal: trigger.signal, measure: 'open' },
            operator: 'equal',
            value: true,
          },
        ],
      };
    default:
      return undefined;
  }
}

/** Brings what is remembered in line with a workflow as it is published now. */
export async function keepTriggerWatch(
  runtime: Runtime,
  published: { id: string; document: Record<string, unknown>; demo: boolean },
): Promise<void> {
  const definition = triggerWatch(published.id, workflowSchema.parse(published.document), published.demo);
  if (definition) await keepWatch(runtime, definition);
  else if (runtime.watchBook.isKnown(`w:${published.id}`)) await dropWatch(runtime, `w:${published.id}`);
}

/**
 * Repairs what a crash between two writes left behind: segments, signals and workflows whose condition is not remembered yet,
 * conditions nobody has any more, and passes that stand still. Answers how much there was to repair.
 */
export async function reconcileWatches(runtime: Runtime): Promise<number> {
  const [segments, signals, healths, published, watches] = await Promise.all([
    runtime.segments.all(),
    signalWatches(runtime),
    healthWatches(runtime),
    runtime.workflows.published(),
    runtime.watches.all(),
  ]);
  const wanted = new Map<string, WatchDefinition>(
    [
      ...segments.map(segmentWatch),
      ...signals,
      ...healths,
      ...published.flatMap(
        ({ record, version }) =>
          triggerWatch(record.id, workflowSchema.parse(version.document), record.demo ?? false) ?? [],
      ),
    ].map((definition) => [definition.id, definition]),
  );
  let repaired = 0;
  for (const definition of wanted.values()) if (await keepWatch(runtime, definition)) repaired += 1;
  const now = runtime.clock.now().getTime();
  for (const record of watches) {
    if (!wanted.has(record.id)) await dropWatch(runtime, record.id);
    else if (record.pass.finished || record.pass.movedAt.getTime() > now - ABANDONED) continue;
    else await startLearning(runtime, record);
    repaired += 1;
  }
  return repaired + (await keepFieldsIndexed(runtime, await runtime.watches.all()));
}
