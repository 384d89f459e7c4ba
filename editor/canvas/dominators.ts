/** A connection to be drawn, in exit order. */
export interface FlowLink {
  from: string;
  exit: string;
  to: string;
}

/** What the layout needs to know of a graph without loops. */
export interface Dominance {
  /** Every node, each after all that lead to it. */
  order: string[];
  /** The nearest node that every way to this one passes; undefined for a root. */
  dominator: Map<string, string | undefined>;
}

/** One text for a connection, to find it again. */
export function linkKey({ from, exit }: { from: string; exit: string }): string {
  return `${from}|${exit}`;
}

/** Links by where they start. */
export function outgoing(links: readonly FlowLink[]): Map<string, FlowLink[]> {
  const out = new Map<string, FlowLink[]>();
  for (const link of links) {
    const list = out.get(link.from);
    if (list) list.push(link);
    else out.set(link.from, [link]);
  }
  return out;
}

/** The connections that lead back to a step on the way to them: they close a loop. */
export function backLinks(ids: readonly string[], links: readonly FlowLink[]): Set<string> {
  return depthFirst(ids, links).back;
}

/** Orders a loop-free graph and finds every node's dominator (Cooper, Harvey and Kennedy's algorithm). */
export function dominance(ids: readonly string[], links: readonly FlowLink[]): Dominance {
  const { order } = depthFirst(ids, links);
  const rank = new Map(order.map((id, index) => [id, index]));
  const before = new Map<string, string[]>();
  for (const { from, to } of links) before.set(to, [...(before.get(to) ?? []), from]);
  const dominator = new Map<string, string | undefined>();
  const meet = (left: string, right: string): string | undefined => {
    let a: string | undefined = left;
    let b: string | undefined = right;
    while (a !== b && a !== undefined && b !== undefined) {
      if ((rank.get(a) ?? 0) > (rank.get(b) ?? 0)) a = dominator.get(a);
      else b = dominator.get(b);
    }
    return a === b ? a : undefined;
  };
  for (const id of order) {
    const [first, ...rest] = before.get(id) ?? [];
    let found = first;
    for (const other of rest) found = found === undefined ? undefined : meet(found, other);
    dominator.set(id, found);
  }
  return { order, dominator };
}

/** Walks from every node in turn without recursion: long workflows are deep. */
function depthFirst(
  ids: readonly string[],
  links: readonly FlowLink[],
): { order: string[]; back: Set<string> } {
  const out = outgoing(links);
  const state = new Map<string, 'open' | 'done'>();
  const back = new Set<string>();
  const finished: string[] = [];
  for (const root of ids) {
    if (state.has(root)) continue;
    const stack: { id: string; next: number }[] = [{ id: root, next: 0 }];
    state.set(root, 'open');
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const link = out.get(frame.id)?.[frame.next];
      if (!link) {
        state.set(frame.id, 'done');
        finished.push(frame.id);
        stack.pop();
        continue;
      }
      frame.next += 1;
      const seen = state.get(link.to);
      if (seen === 'open') back.add(linkKey(link));
      if (seen === undefined) {
        state.set(link.to, 'open');
        stack.push({ id: link.to, next: 0 });
      }
    }
  }
  return { order: finished.reverse(), back };
}
