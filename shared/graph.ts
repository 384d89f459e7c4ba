import { exitsOf, type Step } from './steps/index.ts';

export type Steps = Readonly<Record<string, Step>>;

/** One connection: from a step's exit to a step. */
export interface Link {
  from: string;
  exit: string;
  to: string;
}

/** Every connection whose target exists, in document and exit order. */
export function linksOf(steps: Steps): Link[] {
  return Object.entries(steps).flatMap(([from, step]) =>
    exitsOf(step).flatMap(({ id, to }) =>
      to !== undefined && Object.hasOwn(steps, to) ? [{ from, exit: id, to }] : [],
    ),
  );
}

/** The ids of the steps that can be reached from `start`. */
export function reachableFrom(steps: Steps, start: string | undefined): Set<string> {
  const seen = new Set<string>();
  const open = start === undefined ? [] : [start];
  while (open.length > 0) {
    const id = open.pop() as string;
    const step = Object.hasOwn(steps, id) ? steps[id] : undefined;
    if (!step || seen.has(id)) continue;
    seen.add(id);
    for (const { to } of exitsOf(step)) if (to !== undefined) open.push(to);
  }
  return seen;
}

/** The ids of the steps that stand in a loop. */
export function loopMembers(steps: Steps): Set<string> {
  return new Set(loopsWithoutWait(steps, () => false).flat());
}

/**
 * Loops in which no step lets time pass, each as the ids along it. Such a loop would run for ever in an instant.
 * Found as the strongly connected parts (Tarjan's algorithm, without recursion) of the graph without waiting steps.
 */
export function loopsWithoutWait(steps: Steps, waits: (step: Step) => boolean): string[][] {
  const next = (id: string): string[] => {
    const step = steps[id];
    if (!step || waits(step)) return [];
    return exitsOf(step).flatMap(({ to }) => {
      const target = to !== undefined && Object.hasOwn(steps, to) ? steps[to] : undefined;
      return target && to !== undefined && !waits(target) ? [to] : [];
    });
  };
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const loops: string[][] = [];

  for (const root of Object.keys(steps)) {
    if (index.has(root)) continue;
    const frames: { id: string; targets: string[] }[] = [];
    const enter = (id: string) => {
      index.set(id, index.size);
      low.set(id, index.get(id) ?? 0);
      stack.push(id);
      onStack.add(id);
      frames.push({ id, targets: next(id) });
    };
    enter(root);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const { id } = frame;
      const target = frame.targets.pop();
      if (target !== undefined) {
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) low.set(id, Math.min(low.get(id) ?? 0, index.get(target) ?? 0));
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent) low.set(parent.id, Math.min(low.get(parent.id) ?? 0, low.get(id) ?? 0));
      if (low.get(id) === index.get(id)) {
        const part = stack.splice(stack.indexOf(id));
        for (const member of part) onStack.delete(member);
        if (part.length > 1 || next(id).includes(id)) loops.push(part);
      }
    }
  }
  return loops;
}
