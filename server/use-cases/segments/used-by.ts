import type { SegmentView } from '../../../shared/segment.ts';
import type { Ports } from '../../ports/index.ts';

const PAGE = 200;

/**
 * What reads a segment: conditions of segments, signals and workflows, and triggers; drafts and published versions
 * alike. Workflows and segments are hundreds at most.
 */
export async function usersOf(
  ports: Pick<Ports, 'segments' | 'watches' | 'workflows'>,
  key: string,
): Promise<SegmentView['usedBy']> {
  const [segments, watches, published] = await Promise.all([
    ports.segments.all(),
    ports.watches.all(),
    ports.workflows.published(),
  ]);
  const users: SegmentView['usedBy'] = [];
  const names = new Map<string, string>();
  for (const { record, version } of published)
    if (mentions(version.document, key)) names.set(record.id, record.name);
  let page = await ports.workflows.list({ limit: PAGE });
  for (;;) {
    for (const { id, name, status, document } of page.items)
      if (status !== 'archived' && mentions(document, key)) names.set(id, name);
    if (!page.next) break;
    page = await ports.workflows.list({ limit: PAGE, after: page.next });
  }
  for (const [id, name] of names) users.push({ kind: 'workflow', id, name });
  for (const { id, document } of segments)
    if (mentions(document.when, key)) users.push({ kind: 'segment', id, name: document.name });
  for (const { id, kind, opensWhen, resolvesWhen } of watches)
    if (kind === 'signal' && mentions([opensWhen, resolvesWhen], key))
      users.push({ kind: 'signal', id: id.slice(2), name: id.slice(2) });
  return users;
}

/** Whether a document names the segment, in a rule or as what starts it. Drafts may hold anything. */
function mentions(document: unknown, key: string): boolean {
  const open: unknown[] = [document];
  for (let next = open.pop(); next !== undefined || open.length > 0; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const { fact, params, kind, segment } = next as Record<string, unknown>;
    if (kind === 'segment' && segment === key) return true;
    if (fact === 'segment' && (params as { segment?: unknown } | undefined)?.segment === key) return true;
    open.push(...Object.values(next).filter((value) => value !== undefined));
  }
  return false;
}
