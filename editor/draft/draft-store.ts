import { create } from 'zustand';
import { same } from '../../shared/changes/same.ts';
import { blankWorkflow, type Workflow } from '../../shared/workflow.ts';
import { type History, record, redone, startHistory, undone } from './history.ts';
import { keptHistory } from './history-copy.ts';
import { freshIds, type NewId } from './open-ends.ts';
import { typedPath } from './typed-path.ts';

interface DraftState {
  /** The id of the workflow being edited; undefined until one is open. */
  workflowId: string | undefined;
  history: History<Workflow>;
  /** Whoever may only look changes nothing, whatever they click. */
  isReadOnly: boolean;
}

/** The document being edited, with its history. Everything drawn or saved is derived from `history.present`. */
export const useDraft = create<DraftState>(() => ({
  workflowId: undefined,
  history: startHistory(blankWorkflow()),
  isReadOnly: false,
}));

/** Starts editing a workflow. */
export function openDraft(workflowId: string, document: Workflow): void {
  const kept = keptHistory(workflowId);
  // Undo goes on where a reload interrupted it, but only from the very document it belongs to.
  const history =
    kept && same(kept.present, document) ? { ...kept, present: document } : startHistory(document);
  useDraft.setState({ workflowId, history });
}

/** A source of ids for new steps of the open document. */
export function newIds(): NewId {
  return freshIds(useDraft.getState().history.present, randomId);
}

/** The document as it stands now, for event handlers. */
export function currentDraft(): Workflow {
  return useDraft.getState().history.present;
}

/**
 * Changes the document; one call is one step of undo, and none where nothing changes. `about` names the field somebody
 * may be typing in: a burst of typing, where nothing but one text or number changes, is undone at once.
 */
export function changeDraft(change: (workflow: Workflow, newId: NewId) => Workflow, about?: string): void {
  const { history, isReadOnly } = useDraft.getState();
  if (isReadOnly) return;
  const { present } = history;
  const next = change(present, freshIds(present, randomId));
  if (same(next, present)) return;
  const typed = about === undefined ? undefined : typedPath(present, next);
  const typing = typed === undefined ? undefined : `${about} ${typed}`;
  useDraft.setState({ history: record(history, next, performance.now(), typing) });
}

/** Takes the last step back. */
export function undo(): void {
  useDraft.setState(({ history }) => ({ history: undone(history) }));
}

/** Repeats the step taken back last. */
export function redo(): void {
  useDraft.setState(({ history }) => ({ history: redone(history) }));
}

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Random, so that an id deleted long ago, and still known to a live version, is not given to another step. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(7));
  return `s${Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('')}`;
}
