import type { WorkspaceKnowledge } from '../../../shared/validate-workflow.ts';
import { cronFault } from '../../engine/cron.ts';
import type { Ports } from '../../ports/index.ts';
import type { WorkflowRecord } from '../../ports/workspace.ts';

export type KnowledgePorts = Pick<
  Ports,
  'templates' | 'renderer' | 'secrets' | 'segments' | 'signals' | 'workflows'
>;

/** More workflows than anybody strings together. */
const MOST_FOLLOWED = 200;

/**
 * What the validator asks of this workspace about a document: templates, secrets, the workflows it names and those
 * they start in turn, and whether a text can be rendered.
 */
export async function knowledgeOf(
  ports: KnowledgePorts,
  document: unknown,
  own?: Pick<WorkflowRecord, 'id' | 'key'>,
): Promise<WorkspaceKnowledge> {
  const [templates, segments, signals, secrets, named] = await Promise.all([
    ports.templates.all(),
    ports.segments.all(),
    ports.signals.all(),
    ports.secrets.all(),
    follow(ports, referencesIn(document, ['start-workflow', 'stop-workflow'])),
  ]);
  const key = (document as { key?: unknown } | undefined)?.key;
  return {
    templates: new Set(templates.map((template) => template.key)),
    segments: new Set(segments.map(({ id }) => id)),
    signals: new Set(signals.map(({ id }) => id)),
    accountSegments: new Set(
      segments.filter(({ document: { subject } }) => subject === 'account').map(({ id }) => id),
    ),
    secrets: new Set(secrets.map(({ name }) => name)),
    own: new Set([own?.id, own?.key, key].filter((name) => typeof name === 'string')),
    ...named,
    cronFault,
    renderingFault: (_field, text) => ports.renderer.fault(text),
  };
}

/** The workflows behind these names, and what each starts, followed until nothing new is found. */
async function follow(
  ports: Pick<Ports, 'workflows'>,
  references: readonly string[],
): Promise<Pick<WorkspaceKnowledge, 'workflows' | 'starts'>> {
  const workflows = new Set<string>();
  const starts = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  let open = [...references];
  while (open.length > 0 && seen.size < MOST_FOLLOWED) {
    const asked = [...new Set(open)].filter((name) => name !== '' && !seen.has(name));
    for (const name of asked) seen.add(name);
    const byId = await ports.workflows.byIds(asked);
    const found = await Promise.all(
      asked.map(async (name) => [name, byId.get(name) ?? (await ports.workflows.byKey(name))] as const),
    );
    open = [];
    for (const [name, record] of found) {
      if (!record || record.status === 'archived') continue;
      workflows.add(name);
      const next = referencesIn(record.document, ['start-workflow']);
      // Whatever it is called here, its own names lead back to it.
      for (const each of [name, record.id, ...(record.key === undefined ? [] : [record.key])])
        starts.set(each, next);
      open.push(...next);
    }
  }
  return { workflows, starts };
}

/** The workflows that steps of these kinds name in a document, whatever shape it is in. */
function referencesIn(document: unknown, kinds: readonly string[]): string[] {
  const steps = (document as { steps?: unknown } | undefined)?.steps;
  if (typeof steps !== 'object' || steps === null) return [];
  return Object.values(steps as Record<string, unknown>).flatMap((step) => {
    const { kind, workflow } = (step ?? {}) as { kind?: unknown; workflow?: unknown };
    return typeof workflow === 'string' && kinds.includes(String(kind)) ? [workflow] : [];
  });
}
