import type { SegmentView } from '../../../shared/segment.ts';
import type { Ports } from '../../ports/index.ts';

const PAGE = 200;

type Kind = 'segment' | 'signal';

/**
 * What reads a segment or signal: conditions of segments, signals and workflows, and triggers; drafts and published versions
 * alike. Workflows and segments are hundreds at most.
 */
export async function usersOf(
  ports: Pick<Ports, 'segments' | 'signals' | 'workflows'>,
  key: string,
  kind: Kind,
): Promise<SegmentView['usedBy']> {
  const [segments, signals, published] = await Promise.all([
    ports.segments.all(),
    ports.signals.all(),
    ports.workflows.published(),
  ]);
  const users: SegmentView['usedBy'] = [];
  const names = new Map<string, string>();
  for (const { record, version } of published)
    if (mentions(version.document, key, kind)) names.set(record.id, record.name);
  let page = await ports.workflows.list({ limit: PAGE });
  for (;;) {
    for (const { id, name, status, document } of page.items)
      if (status !== 'archived' && mentions(document, key, kind)) names.set(id, name);
    if (!page.next) break;
    page = await ports.workflows.list({ limit: PAGE, after: page.next });
  }
  for (const [id, name] of names) users.push({ kind: 'workflow', id, name });
  for (const { id, document } of segments)
    if (mentions(document.when, key, kind)) users.push({ kind: 'segment', id, name: document.name });
  for (const { id, document } of signals)
    if (mentions([document.opensWhen, document.resolvesWhen], key, kind))
      users.push({ kind: 'signal', id, name: document.name });
  return users;
}

/** Whether a document names the segment or signal, in a rule or as what starts it. Drafts may hold anything. */
function mentions(document: unknown, key: string, wanted: Kind): boolean {
  const open: unknown[] = [document];
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const { fact, params, kind, [wanted]: named } = next as Record<string, unknown>;
    if (kind === wanted && named === key) return true;
    if (fact === wanted && (params as Record<string, unknown> | undefined)?.[wanted] === key) return true;
    open.push(...Object.values(next).filter((value) => value !== undefined));
  }
  return false;
}
