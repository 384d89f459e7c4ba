import { withOptional } from '../../shared/steps/step-definition.ts';
import { MAX_NOTES } from '../../shared/workflow.ts';
import { changeDraft, currentDraft, useDraft } from './draft-store.ts';
import { addNote, changeNote, type Note, noteAt, removeNote } from './notes.ts';
import { TRIGGER } from './place.ts';
import { chosenSteps, focusField, focusOnCanvas, select } from './view-store.ts';

/** Starts a note about the selected step, otherwise about the whole workflow, and lets people write at once. */
export function writeNote(): void {
  if (useDraft.getState().isReadOnly || currentDraft().notes.length >= MAX_NOTES) return;
  const [step, ...others] = chosenSteps();
  let key = '';
  changeDraft((workflow, newId) => {
    const added = addNote(workflow, others.length > 0 ? undefined : step, newId);
    key = added.key;
    return added.workflow;
  });
  select(key, { centre: true, tab: 'settings' });
  focusField('note.text');
}

/** Changes a note; `field` names what is typed in, so that a burst of typing is one step of undo. */
export function editNote(key: string, change: (note: Note) => Note, field?: string): void {
  changeDraft(
    (workflow) => changeNote(workflow, key, change),
    field === undefined ? undefined : `${key}.${field}`,
  );
}

/** Says which step a note is about; undefined for the whole workflow. */
export function pinNote(key: string, step: string | undefined): void {
  if (noteAt(currentDraft(), key)?.step === step) return;
  editNote(key, (note) => withOptional(note, 'step', step));
  select(key);
}

/** Takes a note away and goes back to what it was about. */
export function discardNote(key: string): void {
  const { step } = noteAt(currentDraft(), key) ?? {};
  changeDraft((workflow) => removeNote(workflow, key));
  const next = step !== undefined && step in currentDraft().steps ? step : TRIGGER;
  select(step === undefined ? null : next);
  focusOnCanvas(next);
}
