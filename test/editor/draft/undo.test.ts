import { beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../../../editor/draft/clipboard.ts';
import {
  addStep,
  connectTo,
  duplicate,
  duplicateSteps,
  moveAllTo,
  pasteAt,
  remove,
  removeAll,
  renameStep,
  shift,
} from '../../../editor/draft/commands.ts';
import {
  changeDraft,
  currentDraft,
  openDraft,
  redo,
  undo,
  useDraft,
} from '../../../editor/draft/draft-store.ts';
import { packHistory, unpackHistory } from '../../../editor/draft/history-copy.ts';
import { takeSteps } from '../../../editor/draft/many-steps.ts';
import { discardNote, editNote, pinNote, writeNote } from '../../../editor/draft/note-commands.ts';
import { notesOf } from '../../../editor/draft/notes.ts';
import { entrance } from '../../../editor/draft/place.ts';
import { applyFix, fixFor } from '../../../editor/draft/problem-fixes.ts';
import { takeText } from '../../../editor/draft/take-file.ts';
import { setEntry, setOptional, setStep, setWorkflow } from '../../../editor/inspector/set-step.ts';
import { stepKinds } from '../../../shared/steps/index.ts';
import { validateWorkflow } from '../../../shared/validate-workflow.ts';
import type { Workflow } from '../../../shared/workflow.ts';
import { flow } from './flow.ts';

const drawing: Workflow = {
  ...flow('b(m,t) m>w t>w w>x'),
  notes: [{ id: 'one', text: 'Ask Sales', step: 'm' }],
};
const note = () => notesOf(currentDraft())[0]?.key ?? '';
const afterWait = { from: 'w', exit: 'next' };
const text = () => textOf(takeSteps(currentDraft(), ['m']) ?? { head: '', steps: {} });

/** What can be done to a draft, other than typing; each is one intention. */
const edits: Record<string, () => void> = {
  ...Object.fromEntries(
    stepKinds.map((kind) => [
      `adding: ${kind}`,
      () => addStep(kind, kind === 'exit' ? { from: 'b', exit: 'p1' } : afterWait),
    ]),
  ),
  'adding at the beginning': () => addStep('wait', entrance),
  'going to another step': () => connectTo({ from: 't', exit: 'next' }, 'm'),
  'moving a step': () => moveAllTo(['m'], afterWait),
  'moving a branch with its contents': () => moveAllTo(['b'], afterWait),
  'moving two steps': () => moveAllTo(['m', 't'], afterWait),
  'moving down by a key': () => shift(['b'], 'down'),
  'moving up by a key': () => shift(['w'], 'up'),
  'naming in the outline': () => renameStep('w', 'Breathe'),
  'duplicating a step': () => duplicate('m'),
  'duplicating several': () => duplicateSteps(['m', 'w']),
  pasting: () => void pasteAt(afterWait, text()),
  'deleting a step': () => remove('m'),
  'deleting a branch but for a path': () => remove('b', { keep: 'otherwise' }),
  'deleting a branch with its contents': () => remove('b', { contents: true }),
  'deleting several': () => removeAll(['m', 't', 'w']),
  'writing a note': writeNote,
  'pinning a note': () => pinNote(note(), 'w'),
  'colouring a note': () => editNote(note(), (was) => ({ ...was, colour: 'pink' })),
  'deleting a note': () => discardNote(note()),
  'taking a file': () => void takeText(JSON.stringify({ ...flow('w>x'), name: 'Other' })),
  'choosing a trigger': () => setEntry((was) => ({ ...was, trigger: { kind: 'manual' } })),
  'choosing a setting': () => setWorkflow({ sending: 'review' }),
  'adding a goal': () =>
    setOptional(
      'goal',
      {
        when: { all: [{ fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' }] },
        within: '30d',
      },
      'goal.when',
    ),
  'choosing in a step': () =>
    setStep(
      't',
      { kind: 'create-task', title: 'Call', assignee: { role: 'manager' }, dueIn: '2d', priority: 'high' },
      'title',
    ),
};

beforeEach(() => {
  useDraft.setState({ isReadOnly: false });
  openDraft('w1', structuredClone(drawing));
});

const past = () => useDraft.getState().history.past.length;

describe.each(Object.entries(edits))('%s', (_, edit) => {
  it('is one step of undo, right after another, and comes back exactly, after a reload too', () => {
    setWorkflow({ description: 'Before' }, 'description');
    const before = currentDraft();
    edit();
    const after = currentDraft();
    expect(past()).toBe(2);
    expect(after).not.toEqual(before);
    undo();
    expect(currentDraft()).toEqual(before);
    redo();
    expect(currentDraft()).toEqual(after);
    const kept = unpackHistory(JSON.parse(JSON.stringify(packHistory(useDraft.getState().history))));
    if (!kept) throw new Error('the history cannot be read');
    useDraft.setState({ history: kept });
    undo();
    expect(currentDraft()).toEqual(before);
  });
});

describe('typing', () => {
  it('is undone at once in one field, and apart from what is chosen in between', () => {
    for (const name of ['B', 'Br', 'Bre']) setWorkflow({ name }, 'name');
    expect(past()).toBe(1);
    for (const dailyLimit of [1, 12, 120]) setOptional('dailyLimit', dailyLimit, 'dailyLimit');
    expect(past()).toBe(2);
    undo();
    undo();
    expect(currentDraft()).toEqual(drawing);
  });

  it('in a rule is apart from adding one, from typing in another and from removing it, however quickly they follow', () => {
    const rule = (value: string) => ({ fact: 'contact', path: '$.traits.plan', operator: 'equal', value });
    const set = (...values: string[]) =>
      setEntry((was) => ({ ...was, when: { all: values.map(rule) } }), 'entry.when');
    const states = [[''], ['p'], ['pro'], ['pro', ''], ['pro', 'f'], ['pro', 'free'], ['free']];
    for (const values of states) set(...values);
    const seen: unknown[] = [];
    while (past() > 0) {
      undo();
      seen.push(currentDraft().entry.when);
    }
    const whens = [['pro', 'free'], ['pro', ''], ['pro'], ['']].map((values) => ({ all: values.map(rule) }));
    expect(seen).toEqual([...whens, undefined]);
  });

  it('that leaves everything as it was is nothing to undo', () => {
    setWorkflow({ name: drawing.name }, 'name');
    setStep('w', { ...drawing.steps.w } as Workflow['steps'][string], 'name');
    expect(past()).toBe(0);
  });
});

describe('a mend', () => {
  it.each([
    ['an open end', flow('t')],
    ['a loop without a wait', flow('t>b b(t,x)')],
    [
      'a step nobody reaches',
      {
        ...flow('t>x'),
        steps: { ...flow('t>x').steps, w: { kind: 'wait', for: '1d', next: 'x' } },
      } as Workflow,
    ],
  ])('of %s is one step of undo', (_, broken) => {
    openDraft('w2', broken);
    const problem = validateWorkflow(currentDraft()).find((each) => fixFor(each));
    if (!problem) throw new Error('nothing to mend');
    changeDraft((workflow, newId) => applyFix(workflow, problem, newId));
    expect(past()).toBe(1);
    undo();
    expect(currentDraft()).toEqual(broken);
  });
});
