import { describe, expect, it } from 'vitest';
import { addNote, changeNote, noteAt, notesOf, removeNote } from '../../../editor/draft/notes.ts';
import { counting, flow } from './flow.ts';

describe('a sticky note', () => {
  const workflow = {
    ...flow('t>x'),
    notes: [{ text: 'from a file' }, { id: 'n9', text: 'mine', step: 't' }],
  };

  it('is known by its id, and by its position when a document gives none', () => {
    expect(notesOf(workflow).map(({ key, note }) => [key, note.text])).toEqual([
      ['note:#0', 'from a file'],
      ['note:n9', 'mine'],
    ]);
  });

  it('is added empty, about a step or about the whole', () => {
    const { workflow: after, key } = addNote(workflow, 't', counting());
    expect(noteAt(after, key)).toEqual({ id: 'n1', text: '', step: 't' });
    expect(addNote(workflow, undefined, counting()).workflow.notes.at(-1)).toEqual({ id: 'n1', text: '' });
  });

  it('is changed and taken away without touching the others', () => {
    const changed = changeNote(workflow, 'note:#0', (note) => ({ ...note, text: 'new' }));
    expect(changed.notes.map(({ text }) => text)).toEqual(['new', 'mine']);
    expect(removeNote(workflow, 'note:n9').notes).toEqual([{ text: 'from a file' }]);
  });

  it('that is not there changes nothing', () => {
    expect(changeNote(workflow, 'note:gone', (note) => note)).toBe(workflow);
    expect(removeNote(workflow, 'note:gone')).toBe(workflow);
  });
});
