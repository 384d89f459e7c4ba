import i18next from 'i18next';
import { steps as definitions, type StepKind } from '../../shared/steps/index.ts';
import { withOptional } from '../../shared/steps/step-definition.ts';
import { MAX_STEPS, type Workflow } from '../../shared/workflow.ts';
import { tell, tellFailure } from '../ui/notify.ts';
import { copiedFragment, copyFragment, fragmentIn, textOf } from './clipboard.ts';
import { changeDraft, currentDraft, useDraft } from './draft-store.ts';
import { pasteFragment } from './fragment.ts';
import { goTo, insertStep, lastPlace } from './insert-step.ts';
import { inFlowOrder, moveSteps, removeSteps, shiftSteps, takeSteps } from './many-steps.ts';
import { duplicateStep } from './move-step.ts';
import type { NewId } from './open-ends.ts';
import { type Place, placesAfter, placesBefore, TRIGGER } from './place.ts';
import { removeStep, removeWithContents } from './remove-step.ts';
import { focusOnCanvas, mark, select, useView } from './view-store.ts';

type Edit = (workflow: Workflow, newId: NewId) => { workflow: Workflow; id: string };

/** Adds a new step of a kind and selects it. */
export function addStep(kind: StepKind, place: Place): void {
  perform((workflow, newId) => insertStep(workflow, place, definitions[kind].blank(), newId));
}

/** Where “add” adds without a place: behind the selected step, otherwise at the end. */
export function defaultPlace(): Place {
  const workflow = currentDraft();
  const { selected } = useView.getState();
  const [after] = selected === null ? [] : placesAfter(workflow, selected);
  if (after) return after;
  const [before] = selected === null ? [] : placesBefore(workflow, selected);
  return before ?? lastPlace(workflow);
}

/** Connects a place to a step that is already there. */
export function connectTo(place: Place, target: string): void {
  perform((workflow, newId) => ({ workflow: goTo(workflow, place, target, newId), id: target }));
}

/** Moves steps to a place; several stay chosen together. */
export function moveAllTo(ids: readonly string[], place: Place): void {
  const [id] = inFlowOrder(currentDraft(), ids);
  if (id === undefined) return;
  perform((workflow, newId) => ({ workflow: moveSteps(workflow, ids, place, newId), id }));
  if (ids.length > 1) mark(ids);
}

/** Moves steps one place up or down; the focus goes with them on the canvas, unless it stays where it is asked from. */
export function shift(
  ids: readonly string[],
  direction: 'up' | 'down',
  options: { focus?: boolean } = {},
): void {
  const [id] = inFlowOrder(currentDraft(), ids);
  if (id === undefined) return;
  perform((workflow, newId) => ({ workflow: shiftSteps(workflow, ids, direction, newId), id }), options);
  if (ids.length > 1) mark(ids);
}

/** Gives a step a name of its own; an empty one takes it away. */
export function renameStep(id: string, name: string): void {
  changeDraft((workflow) => {
    const step = workflow.steps[id];
    const next = name.trim() === '' ? undefined : name.trim();
    if (!step || step.name === next) return workflow;
    return { ...workflow, steps: { ...workflow.steps, [id]: withOptional(step, 'name', next) } };
  });
}

/** Puts a copy beside a step. */
export function duplicate(id: string): void {
  if (id !== TRIGGER) perform((workflow, newId) => duplicateStep(workflow, id, newId));
}

/** Copies steps, branches with their contents; answers them as text, or undefined when there is nothing to copy. */
export function copySteps(ids: readonly string[]): string | undefined {
  const fragment = takeSteps(currentDraft(), ids);
  if (!fragment) return undefined;
  copyFragment(fragment);
  tell(i18next.t('copied', { ns: 'canvas', count: ids.length }));
  return textOf(fragment);
}

/** Pastes what was copied last, or what a text holds, at a place; answers whether there was something to paste. */
export function pasteAt(place: Place, text?: string): boolean {
  const fragment = (text === undefined ? undefined : fragmentIn(text)) ?? copiedFragment();
  if (!fragment || useDraft.getState().isReadOnly) return false;
  const count = Object.keys(fragment.steps).length;
  if (Object.keys(currentDraft().steps).length + count > MAX_STEPS) {
    tellFailure(i18next.t('tooMany', { ns: 'canvas', count: MAX_STEPS }));
    return true;
  }
  perform((workflow, newId) => pasteFragment(workflow, place, fragment, newId));
  return true;
}

/** Puts copies of several steps behind them. */
export function duplicateSteps(ids: readonly string[]): void {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) {
    duplicate(only);
    return;
  }
  const fragment = takeSteps(currentDraft(), ids);
  const last = inFlowOrder(currentDraft(), ids).at(-1);
  const [place] = last === undefined ? [] : placesAfter(currentDraft(), last);
  if (fragment && place) perform((workflow, newId) => pasteFragment(workflow, place, fragment, newId));
}

/** Deletes several steps at once, one step of undo. */
export function removeAll(ids: readonly string[]): void {
  if (useDraft.getState().isReadOnly) return;
  const [first] = inFlowOrder(currentDraft(), ids);
  const [from] = first === undefined ? [] : placesBefore(currentDraft(), first);
  changeDraft((workflow, newId) => removeSteps(workflow, ids, newId));
  const next = from && from.from in currentDraft().steps ? from.from : TRIGGER;
  select(next);
  focusOnCanvas(next);
}

/** Deletes a step and joins its neighbours; `keep` names the path of a branch that stays, `contents` takes all. */
export function remove(id: string, how: { keep?: string; contents?: boolean } = {}): void {
  const before = currentDraft();
  const step = before.steps[id];
  if (!step || step.kind === 'exit' || useDraft.getState().isReadOnly) return;
  const [from] = placesBefore(before, id);
  changeDraft((workflow, newId) =>
    how.contents ? removeWithContents(workflow, id, newId) : removeStep(workflow, id, newId, how.keep),
  );
  const neighbour = from?.from ?? TRIGGER;
  const next = neighbour in currentDraft().steps ? neighbour : TRIGGER;
  select(next);
  focusOnCanvas(next);
}

/** One edit, one step of undo; then the step it is about is selected, shown and focused. */
function perform(edit: Edit, { focus = true }: { focus?: boolean } = {}): void {
  if (useDraft.getState().isReadOnly) return;
  const before = currentDraft();
  let about = '';
  changeDraft((workflow, newId) => {
    const { workflow: after, id } = edit(workflow, newId);
    about = id;
    return after;
  });
  select(about, { centre: true });
  if (focus) focusOnCanvas(about);
  const after = currentDraft();
  const lost = Object.entries(before.steps).filter(
    ([id, { kind }]) => kind !== 'exit' && !(id in after.steps),
  );
  if (lost.length > 0) tell(i18next.t('cutOff', { ns: 'canvas', count: lost.length }));
}
