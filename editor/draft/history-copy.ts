import type { Workflow } from '../../shared/workflow.ts';
import type { History } from './history.ts';
import { readDocument } from './read-document.ts';

/** Steps back that a reload keeps. */
const KEPT = 60;

/** Documents as they are kept: what they have in common, which is nearly everything, stands once in `parts`. */
export interface PackedHistory {
  parts: unknown[];
  past: PackedDocument[];
  present: PackedDocument;
  future: PackedDocument[];
}

interface PackedDocument {
  settings: Record<string, number>;
  steps: Record<string, number>;
}

const keyOf = (workflowId: string) => `mooring.history.${workflowId}`;

/** Keeps what can be undone and redone for this browser tab, so that a reload does not cost it. */
export function keepHistory(workflowId: string, history: History<Workflow>): void {
  try {
    if (history.past.length + history.future.length === 0) sessionStorage.removeItem(keyOf(workflowId));
    else sessionStorage.setItem(keyOf(workflowId), JSON.stringify(packHistory(history)));
  } catch {
    // A full or forbidden storage costs only undo after a reload.
  }
}

/** Whether anything was kept for a workflow. */
export function hasKeptHistory(workflowId: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(workflowId)) !== null;
  } catch {
    return false;
  }
}

/** What was kept for a workflow, if it is still readable. */
export function keptHistory(workflowId: string): History<Workflow> | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(workflowId));
    return text === null ? undefined : unpackHistory(JSON.parse(text) as PackedHistory);
  } catch {
    return undefined;
  }
}

/** The history with every part that its documents share written once. */
export function packHistory({ past, present, future }: History<Workflow>): PackedHistory {
  const parts: unknown[] = [];
  const places = new Map<unknown, number>();
  const placeOf = (part: unknown): number => {
    let place = places.get(part);
    if (place === undefined) {
      place = parts.push(part) - 1;
      places.set(part, place);
    }
    return place;
  };
  const pack = ({ steps, ...settings }: Workflow): PackedDocument => ({
    settings: placesOf(settings, placeOf),
    steps: placesOf(steps, placeOf),
  });
  return {
    present: pack(present),
    past: past.slice(-KEPT).map(pack),
    future: future.slice(0, KEPT).map(pack),
    parts,
  };
}

/** The history back; undefined when a document in it cannot be read. */
export function unpackHistory({
  parts,
  past,
  present,
  future,
}: PackedHistory): History<Workflow> | undefined {
  const unpack = ({ settings, steps }: PackedDocument): Workflow | undefined => {
    const document = { ...partsAt(settings, parts), steps: partsAt(steps, parts) };
    // Parsing would make new objects of what the documents share; what was readable once still is.
    return readDocument(document) && (document as Workflow);
  };
  const now = unpack(present);
  const back = past.map(unpack).filter((document) => document !== undefined);
  const forth = future.map(unpack).filter((document) => document !== undefined);
  if (!now || back.length < past.length || forth.length < future.length) return undefined;
  return { past: back, present: now, future: forth, last: undefined };
}

function placesOf(of: object, placeOf: (part: unknown) => number): Record<string, number> {
  return Object.fromEntries(
    Object.entries(of).flatMap(([key, part]) => (part === undefined ? [] : [[key, placeOf(part)]])),
  );
}

function partsAt(places: Record<string, number>, parts: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(places).map(([key, place]) => [key, parts[place]]));
}
