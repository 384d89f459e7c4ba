import { create } from 'zustand';
import { same } from '../../shared/changes/same.ts';
import type { Workflow } from '../../shared/workflow.ts';
import type { WorkflowView } from '../../shared/workflow-view.ts';
import { ApiProblem, api } from '../api-client.ts';
import { schemasThere } from '../schemas.ts';
import { wantedPart } from '../wanted-part.ts';
import { Autosave, type SaveAnswer, type SaveState } from './autosave.ts';
import { diffWorkflows, type WorkflowDifference } from './diff-workflows.ts';
import { currentDraft, newIds, openDraft, useDraft } from './draft-store.ts';
import { carriedOver } from './history.ts';
import { keepHistory } from './history-copy.ts';
import { dropLocalCopy, keepLocalCopy, type LocalCopy, readLocalCopy } from './local-copy.ts';
import type { Side } from './merge-workflows.ts';
import { readDocument } from './read-document.ts';

interface SavingState {
  state: SaveState;
  saves: number;
  /** What somebody else saved and what both edits were made from, while a person must decide between the two. */
  conflict: { theirs: Workflow; base: Workflow; etag: string } | undefined;
  /** What somebody else changed, taken in without asking; counts up. */
  takenIn: { difference: WorkflowDifference; count: number } | undefined;
}

const settled: SavingState = { state: { is: 'saved' }, saves: 0, conflict: undefined, takenIn: undefined };

/** How far saving the open draft is, and what came from others meanwhile. */
export const useSaving = create<SavingState>(() => settled);

// Most edits meet nobody else's.
const merging = wantedPart(() => import('./merge-workflows.ts'));

let open: { id: string; autosave: Autosave<Workflow> } | undefined;

/**
 * Opens a workflow for editing and saves it from then on; returns how to stop, and whether unsaved changes of an
 * earlier visit were brought back.
 */
export function startSaving(view: WorkflowView, document: Workflow): { stop: () => void; restored: boolean } {
  const { id } = view;
  const copy = readLocalCopy(id);
  const unsaved = copy && readDocument(copy.document);
  const restored = unsaved !== undefined && !same(unsaved, document) ? unsaved : undefined;
  useSaving.setState(settled);
  openDraft(id, restored ?? document);
  const server =
    restored && copy ? { document: baseOf(copy, document), etag: copy.etag } : { document, etag: view.etag };
  const autosave = new Autosave(server.document, server.etag, {
    put: (next, etag) => put(id, next, etag),
    keep: (next) => keepLocalCopy(id, next),
    drop: () => dropLocalCopy(id),
    show: (state) => {
      useSaving.setState(({ saves }) => ({ state, saves: state.is === 'saved' ? saves + 1 : saves }));
      if (state.is === 'conflict') void takeTheirs();
    },
  });
  open = { id, autosave };
  if (restored) autosave.changed(restored);
  else dropLocalCopy(id);
  const unsubscribe = useDraft.subscribe(({ history, workflowId }) => {
    if (workflowId === id) autosave.changed(history.present);
  });
  const keep = () => keepHistory(id, useDraft.getState().history);
  window.addEventListener('pagehide', keep);
  const stop = () => {
    keep();
    window.removeEventListener('pagehide', keep);
    unsubscribe();
    void autosave.flush();
    autosave.stop();
    if (open?.autosave === autosave) open = undefined;
  };
  return { stop, restored: restored !== undefined };
}

/**
 * What an unsaved copy was made from: if that has changed meanwhile, the two are merged. Where it is not known, a base
 * without steps makes every difference a choice.
 */
function baseOf(copy: LocalCopy, document: Workflow): Workflow {
  return readDocument(copy.base) ?? { ...document, steps: {} };
}

/** Saves now; answers whether the server has everything. */
export async function saveNow(): Promise<boolean> {
  return (await open?.autosave.flush()) ?? true;
}

/** Whether something would be lost if the page were closed now. */
export function hasUnsaved(): boolean {
  return open ? !open.autosave.isClean : false;
}

/** Tells that the server has a newer draft than the one this edit was made from; answers when it is taken in. */
export async function noticeNewer(etag: string): Promise<void> {
  if (open?.autosave.isIdle && open.autosave.server.etag !== etag) await takeTheirs();
}

/**
 * Takes in what somebody else saved, step by step, under one's own unsaved changes. Where both changed the same thing
 * a person decides: `useSaving` then holds the conflict.
 */
export async function takeTheirs(): Promise<void> {
  const at = open;
  if (!at) return;
  let view: WorkflowView;
  try {
    view = await api.getWorkflow({ params: { id: at.id } });
    await Promise.all([schemasThere(), merging.bring()]);
  } catch {
    // Unreachable just now: the conflict stays, and whoever opens its dialog asks again.
    return;
  }
  const theirs = readDocument(view.document);
  if (!theirs || open !== at || !merging.now) return;
  const { document: base, etag } = at.autosave.server;
  if (same(theirs, base)) {
    // Published or paused: a new ETag, the same draft.
    at.autosave.settle(same(currentDraft(), base) ? base : currentDraft(), {
      document: base,
      etag: view.etag,
    });
    return;
  }
  if (etag === view.etag && !useSaving.getState().conflict) return;
  const { isClean, mergeWorkflows } = merging.now;
  const merge = mergeWorkflows(base, currentDraft(), theirs, newIds());
  const conflict = { theirs, base, etag: view.etag };
  if (!isClean(merge)) {
    at.autosave.block();
    useSaving.setState({ conflict });
    return;
  }
  takeMerged(merge.workflow, conflict);
  const difference = diffWorkflows(base, theirs);
  useSaving.setState(({ takenIn }) => ({ takenIn: { difference, count: (takenIn?.count ?? 0) + 1 } }));
}

/** Decides a conflict, thing by thing; null stands for the settings of the workflow. */
export function decide(choose: (step: string | null) => Side): void {
  const { conflict } = useSaving.getState();
  if (!conflict || !merging.now) return;
  const { workflow } = merging.now.mergeWorkflows(
    conflict.base,
    currentDraft(),
    conflict.theirs,
    newIds(),
    choose,
  );
  takeMerged(workflow, conflict);
}

/** Takes over the ETag after the server changed the workflow in another way (published, paused). */
export function takeEtag(etag: string): void {
  open?.autosave.renewed(etag);
}

function takeMerged(
  merged: Workflow,
  { theirs, base, etag }: { theirs: Workflow; base: Workflow; etag: string },
): void {
  const { history } = useDraft.getState();
  const latest = same(merged, theirs) ? theirs : merged;
  const underneath = (was: Workflow) =>
    merging.now?.mergeWorkflows(base, was, theirs, newIds()).workflow ?? was;
  const carried = carriedOver(history, latest, underneath);
  open?.autosave.settle(latest, { document: theirs, etag });
  useSaving.setState({ conflict: undefined });
  useDraft.setState({ history: carried });
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
