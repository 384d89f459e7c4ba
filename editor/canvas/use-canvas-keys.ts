import { type RefObject, useEffect, useRef } from 'react';
import { copySteps, defaultPlace, duplicateSteps, pasteAt, removeAll, shift } from '../draft/commands.ts';
import { currentDraft, redo, undo, useDraft } from '../draft/draft-store.ts';
import { discardNote, writeNote } from '../draft/note-commands.ts';
import { isNoteKey } from '../draft/notes.ts';
import { placesAfter, placesBefore, TRIGGER } from '../draft/place.ts';
import { useProblems } from '../draft/problems-store.ts';
import {
  chosenSteps,
  focusOnCanvas,
  mark,
  openInsertMenu,
  select,
  showPath,
  toggleMark,
  useView,
} from '../draft/view-store.ts';
import { focusInspector } from '../inspector/focus-inspector.ts';
import { schemasThere } from '../schemas.ts';
import { tellError } from '../ui/notify.ts';
import type { Layout } from './layout.ts';
import type { Camera } from './use-camera.ts';
import { type Direction, neighbour } from './walk.ts';

interface Keys {
  layout: Layout;
  camera: Camera;
  box: RefObject<HTMLDivElement | null>;
  /** Goes to the test run; with a step it begins there, at once. */
  onTest: (step?: string) => void;
  onShortcuts: () => void;
  onRemove: (id: string) => void;
}

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** The keyboard of the editor. Nothing happens while somebody types, or while a dialog or menu is open. */
export function useCanvasKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape' && isInInspector(event.target)) return backToCanvas();
      if (isElsewhere(event.target)) return;
      const isCommand = event.ctrlKey || event.metaKey;
      // Single letters only count on the canvas: dictation software would set them off anywhere else.
      if (!isCommand && event.key.length === 1 && !isOnCanvas(event, latest.current)) return;
      const done = isCommand ? withControl(event) : plain(event, latest.current);
      if (done) event.preventDefault();
    };
    const onClipboard = (event: ClipboardEvent) => {
      // Marked text is copied as everywhere else.
      const isText = event.type !== 'paste' && String(getSelection()) !== '';
      if (event.defaultPrevented || isText || isElsewhere(document.activeElement)) return;
      if (onSteps(event, latest.current)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    for (const type of ['copy', 'cut', 'paste'] as const) document.addEventListener(type, onClipboard);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      for (const type of ['copy', 'cut', 'paste'] as const) document.removeEventListener(type, onClipboard);
    };
  }, []);
}

/** Copies, cuts or pastes steps, as text that other workflows and other people's browsers understand. */
function onSteps({ type, clipboardData }: ClipboardEvent, keys: Keys): boolean {
  if (type === 'paste') {
    const text = clipboardData?.getData('text/plain');
    void schemasThere().then(() => pasteAt(defaultPlace(), text), tellError);
    return true;
  }
  const ids = chosenSteps();
  const text = copySteps(ids);
  if (text === undefined) return false;
  clipboardData?.setData('text/plain', text);
  if (type === 'cut') removeChosen(keys);
  return true;
}

function removeChosen({ onRemove }: Keys): boolean {
  const { selected } = useView.getState();
  if (selected !== null && isNoteKey(selected)) {
    discardNote(selected);
    return true;
  }
  const ids = chosenSteps();
  const [only] = ids;
  if (only === undefined) return false;
  if (ids.length === 1) onRemove(only);
  else removeAll(ids);
  return true;
}

/** Whether the key belongs to a field, a dialog or a menu. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target.closest('input, textarea, select, [contenteditable="true"], iframe');
  return field !== null || target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** Whether Escape leaves the inspector: an open list of choices closes first. */
function isInInspector(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || !target.closest('[data-inspector]')) return false;
  return target.getAttribute('aria-expanded') !== 'true';
}

function backToCanvas(): void {
  const { selected, current } = useView.getState();
  focusOnCanvas(selected ?? current);
}

function withControl(event: KeyboardEvent): boolean {
  switch (event.key.toLowerCase()) {
    case 'z':
      if (event.shiftKey) redo();
      else undo();
      return true;
    case 'y':
      redo();
      return true;
    case 'a':
      mark(Object.entries(currentDraft().steps).flatMap(([id, { kind }]) => (kind === 'exit' ? [] : [id])));
      return true;
    case 'd':
      duplicateSteps(chosenSteps());
      return true;
    case 'f':
      useView.setState({ isFinding: true });
      return true;
    default:
      return false;
  }
}

function plain(event: KeyboardEvent, keys: Keys): boolean {
  const { selected, current } = useView.getState();
  const direction = arrows[event.key];
  if (direction) return onArrow(event, direction, keys);
  switch (event.key) {
    case '/':
      openMenuFor(selected ?? current, keys);
      return true;
    case 'Enter':
      return onEnter(event, current);
    case ' ':
      // Space on a step chooses it together with those chosen before.
      if (!event.shiftKey || !isStep(current)) return false;
      toggleMark(current);
      return true;
    case 'Escape':
      if (event.target instanceof Node && keys.box.current?.contains(event.target)) select(null);
      else backToCanvas();
      return true;
    case 'Delete':
    case 'Backspace':
      return removeChosen(keys);
    case 'f':
    case 'F':
      keys.camera.fit();
      return true;
    case '1':
      keys.camera.actual();
      return true;
    case '+':
    case '=':
      keys.camera.zoom('in');
      return true;
    case '-':
      keys.camera.zoom('out');
      return true;
    case 'e':
    case 'E':
      return nextProblem();
    case 't':
    case 'T':
      keys.onTest(selected !== null && isStep(selected) ? selected : undefined);
      return true;
    case 'n':
    case 'N':
      writeNote();
      return true;
    case 'L':
      keys.camera.home();
      return true;
    case 'o':
    case 'O':
      useView.setState(({ outline }) => ({ outline: !outline }));
      return true;
    case '?':
      keys.onShortcuts();
      return true;
    default:
      return false;
  }
}

/** On the canvas, in the outline, or nowhere in particular. */
function isOnCanvas({ target }: KeyboardEvent, { box }: Keys): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isInside = box.current?.contains(target) || target.closest('[data-outline-list]') !== null;
  return isInside || target === document.body || target.id === 'content';
}

function onArrow(event: KeyboardEvent, direction: Direction, keys: Keys): boolean {
  if (!(event.target instanceof Node && keys.box.current?.contains(event.target))) return false;
  const { current } = useView.getState();
  if (event.altKey) {
    const chosen = chosenSteps();
    const ids = chosen.includes(current) ? chosen : [current];
    if (direction === 'up' || direction === 'down') shift(ids, direction);
    return true;
  }
  const next = neighbour(keys.layout, current, direction);
  if (next === undefined) return true;
  keys.camera.show(next);
  // A chip is no step: it takes the focus but cannot be selected.
  if (next === TRIGGER || next in currentDraft().steps || isNoteKey(next)) select(next);
  focusOnCanvas(next);
  return true;
}

/** Enter on a step leads into its settings; everywhere else it does what it always does. */
function onEnter(event: KeyboardEvent, current: string): boolean {
  const step = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-step]') : null;
  const id = step?.dataset.step;
  if (id === undefined || (id !== TRIGGER && !(id in currentDraft().steps) && !isNoteKey(id))) return false;
  select(current, { tab: 'settings' });
  focusInspector();
  return true;
}

function isStep(id: string): boolean {
  return Object.hasOwn(currentDraft().steps, id);
}

function openMenuFor(id: string, { box }: Keys): void {
  const workflow = currentDraft();
  const after = placesAfter(workflow, id);
  const places = after.length > 0 ? after : placesBefore(workflow, id).slice(0, 1);
  const element = box.current?.querySelector(`[data-step="${CSS.escape(id)}"]`);
  const around = (element ?? box.current)?.getBoundingClientRect();
  if (places.length === 0 || !around || useDraft.getState().isReadOnly) return;
  openInsertMenu({ places, anchor: { x: around.right + 10, y: around.top } });
}

/** Goes from problem to problem, after the one of the selected step. */
function nextProblem(): boolean {
  const { problems } = useProblems.getState();
  const [first] = problems;
  if (!first) return true;
  const { focusPath } = useView.getState();
  const at = problems.findIndex(({ path }) => path === focusPath?.path);
  showPath((problems[at + 1] ?? first).path);
  return true;
}
