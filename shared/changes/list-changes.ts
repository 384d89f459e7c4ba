import type { Steps } from '../graph.ts';
import type { Workflow } from '../workflow.ts';
import { same } from './same.ts';

/** One thing that differs between two versions of a workflow. */
export interface WorkflowChange {
  kind: 'added' | 'removed' | 'changed';
  /** The step it is in; undefined for the workflow itself. */
  step?: string | undefined;
  /** The field, as a path: `for`, `paths.yes.when`, `entry.trigger.event`; undefined for a whole step. */
  field?: string | undefined;
  was?: unknown;
  is?: unknown;
}

/** Fields of the workflow that are told one level deeper: somebody wants to know which part of them changed. */
const nested = ['entry', 'entry.trigger', 'goal', 'sendWindow'];

/** What is told step by step, or never changes. */
const untold = ['format', 'steps', 'subject'];

/**
 * What changes from one version to the next, in the order in which people would tell it: the workflow's own settings,
 * then steps added, removed and changed field by field. Pure; empty where the two say the same.
 */
export function listChanges(was: Workflow, is: Workflow): WorkflowChange[] {
  const added = Object.keys(is.steps).filter((id) => !Object.hasOwn(was.steps, id));
  const removed = Object.keys(was.steps).filter((id) => !Object.hasOwn(is.steps, id));
  const kept = Object.keys(is.steps).filter((id) => Object.hasOwn(was.steps, id));
  return [
    ...fieldChanges(was, is, '', (field) => nested.includes(field)).filter(
      ({ field }) => !untold.includes(field ?? ''),
    ),
    ...(was.subject === is.subject
      ? []
      : [{ kind: 'changed' as const, field: 'subject', was: was.subject, is: is.subject }]),
    ...added.map((step) => ({ kind: 'added' as const, step })),
    ...removed.map((step) => ({ kind: 'removed' as const, step })),
    ...kept.flatMap((step) => stepChanges(was.steps, is.steps, step)),
  ];
}

function stepChanges(was: Steps, is: Steps, step: string): WorkflowChange[] {
  const [before, after] = [was[step], is[step]];
  if (before?.kind !== after?.kind)
    return [{ kind: 'changed', step, field: 'kind', was: before?.kind, is: after?.kind }];
  return fieldChanges(before, after, '', (field) => field === 'exits').flatMap((change) =>
    (change.field === 'paths' || change.field === 'until') &&
    Array.isArray(change.was) &&
    Array.isArray(change.is)
      ? pathChanges(change.field, change.was, change.is).map((each) => ({ ...each, step }))
      : [{ ...change, step }],
  );
}

/** Paths of a branch, shares of a split, reasons of a wait: by their ids, and their order. */
function pathChanges(field: string, was: readonly unknown[], is: readonly unknown[]): WorkflowChange[] {
  const before = byId(was);
  const after = byId(is);
  const kept = [...after.keys()].filter((id) => before.has(id));
  const order = (list: readonly unknown[]) => [...byId(list).keys()].filter((id) => kept.includes(id));
  return [
    ...[...after.keys()]
      .filter((id) => !before.has(id))
      .map((id) => ({ kind: 'added' as const, field: `${field}.${id}`, is: after.get(id) })),
    ...[...before.keys()]
      .filter((id) => !after.has(id))
      .map((id) => ({ kind: 'removed' as const, field: `${field}.${id}`, was: before.get(id) })),
    ...kept.flatMap((id) => fieldChanges(before.get(id), after.get(id), `${field}.${id}`, () => false)),
    ...(same(order(was), order(is))
      ? []
      : [{ kind: 'changed' as const, field: `${field}.order`, was: order(was), is: order(is) }]),
  ];
}

function byId(list: readonly unknown[]): Map<string, unknown> {
  return new Map(
    list.map((each, index) => [String((each as { id?: unknown } | null)?.id ?? index), each] as const),
  );
}

function fieldChanges(
  was: unknown,
  is: unknown,
  at: string,
  isNested: (field: string) => boolean,
): WorkflowChange[] {
  const before = asRecord(was);
  const after = asRecord(is);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key): WorkflowChange[] => {
    const field = at === '' ? key : `${at}.${key}`;
    const [one, other] = [before[key], after[key]];
    if (same(one, other)) return [];
    if (isNested(field) && isRecord(one) && isRecord(other)) return fieldChanges(one, other, field, isNested);
    const kind = one === undefined ? 'added' : other === undefined ? 'removed' : 'changed';
    return [{ kind, field, was: one, is: other }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asRecord(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}
