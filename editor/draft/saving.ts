import { create } from 'zustand';
import type { WorkflowView } from '../../shared/api.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { ApiProblem, api } from '../api-client.ts';
import { Autosave, type SaveAnswer, type SaveState } from './autosave.ts';
import { same } from './diff-workflows.ts';
import { changeDraft, openDraft, useDraft } from './draft-store.ts';
import { dropLocalCopy, keepLocalCopy, readLocalCopy } from './local-copy.ts';
import { readDocument } from './read-document.ts';

/** How far saving the open draft is, and when it was last saved. */
export const useSaving = create<{ state: SaveState; saves: number }>(() => ({
  state: { is: 'saved' },
  saves: 0,
}));

let autosave: Autosave<Workflow> | undefined;

/**
 * Opens a workflow for editing and saves it from then on; returns how to stop, and whether unsaved changes of an
 * earlier visit were brought back.
 */
export function startSaving(view: WorkflowView, document: Workflow): { stop: () => void; restored: boolean } {
  const { id } = view;
  const copy = readLocalCopy(id);
  const unsaved = copy && readDocument(copy.document);
  const restored = unsaved !== undefined && !same(unsaved, document);
  useSaving.setState({ state: { is: 'saved' } });
  openDraft(id, restored ? unsaved : document);
  // An unsaved copy belongs to the version it was made on: if that has changed meanwhile, saving it is a conflict.
  const saving = new Autosave(document, copy && restored ? copy.etag : view.etag, {
    put: (next, etag) => put(id, next, etag),
    keep: (next, etag) => keepLocalCopy(id, { etag, document: next }),
    drop: () => dropLocalCopy(id),
    show: (state) =>
      useSaving.setState(({ saves }) => ({ state, saves: state.is === 'saved' ? saves + 1 : saves })),
  });
  autosave = saving;
  if (restored) saving.changed(unsaved);
  else dropLocalCopy(id);
  const unsubscribe = useDraft.subscribe(({ history, workflowId }) => {
    if (workflowId === id) saving.changed(history.present);
  });
  const stop = () => {
    unsubscribe();
    void saving.flush();
    saving.stop();
    if (autosave === saving) autosave = undefined;
  };
  return { stop, restored };
}

/** Saves now; answers whether the server has everything. */
export async function saveNow(): Promise<boolean> {
  return (await autosave?.flush()) ?? true;
}

/** Whether something would be lost if the page were closed now. */
export function hasUnsaved(): boolean {
  return autosave ? !autosave.isClean : false;
}

/** Decides a conflict: keeps one's own version on top of theirs, or takes theirs (which can be undone). */
export function settleConflict(theirs: WorkflowView, choice: 'mine' | 'theirs'): void {
  const other = readDocument(theirs.document);
  const mine = useDraft.getState().history.present;
  if (choice === 'theirs' && other) {
    autosave?.settle(other, theirs.etag, true);
    changeDraft(() => other);
    return;
  }
  autosave?.settle(mine, theirs.etag, false);
}

/** Takes over the ETag after the server changed the workflow in another way (published, paused). */
export function takeEtag(etag: string): void {
  autosave?.renewed(etag);
}

async function put(id: string, document: Workflow, etag: string): Promise<SaveAnswer> {
  try {
    const saved = await api.saveWorkflow({ params: { id }, body: document, ifMatch: etag });
    return { is: 'saved', etag: saved.etag };
  } catch (error) {
    if (!(error instanceof ApiProblem)) return { is: 'refused', error };
    if (error.status === 412) return { is: 'conflict' };
    return error.status === 0 || error.status >= 500 ? { is: 'offline' } : { is: 'refused', error };
  }
}
