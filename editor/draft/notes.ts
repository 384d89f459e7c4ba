import type { Workflow } from '../../shared/workflow.ts';
import type { NewId } from './open-ends.ts';

export type Note = Workflow['notes'][number];

const PREFIX = 'note:';

/** What a note is called on the canvas: by its id, or by its position when a document written by hand gives none. */
export function noteKey({ id }: Pick<Note, 'id'>, index: number): string {
  return PREFIX + (id ?? `#${index}`);
}

/** Whether something on the canvas is a note. */
export function isNoteKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** The notes of a workflow with their keys, in the order of the document. */
export function notesOf({ notes }: Workflow): { key: string; note: Note }[] {
  return notes.map((note, index) => ({ key: noteKey(note, index), note }));
}

/** The note with a key, if it is there. */
export function noteAt(workflow: Workflow, key: string): Note | undefined {
  return notesOf(workflow).find((entry) => entry.key === key)?.note;
}

/** Adds an empty note, to a step or to the workflow as a whole. */
export function addNote(
  workflow: Workflow,
  step: string | undefined,
  newId: NewId,
): { workflow: Workflow; key: string } {
  const id = newId();
  const note: Note = { id, text: '', ...(step === undefined ? {} : { step }) };
  return { workflow: { ...workflow, notes: [...workflow.notes, note] }, key: noteKey({ id }, 0) };
}

/** Changes one note; the workflow itself when there is no such note. */
export function changeNote(workflow: Workflow, key: string, change: (note: Note) => Note): Workflow {
  if (noteAt(workflow, key) === undefined) return workflow;
  const notes = notesOf(workflow).map((entry) => (entry.key === key ? change(entry.note) : entry.note));
  return { ...workflow, notes };
}

/** Takes a note away. */
export function removeNote(workflow: Workflow, key: string): Workflow {
  const notes = notesOf(workflow).filter((entry) => entry.key !== key);
  return notes.length === workflow.notes.length
    ? workflow
    : { ...workflow, notes: notes.map(({ note }) => note) };
}
