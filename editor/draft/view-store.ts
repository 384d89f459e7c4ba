import { create } from 'zustand';
import type { StepKind } from '../../shared/steps/index.ts';
import { isNoteKey } from './notes.ts';
import { type Place, TRIGGER } from './place.ts';

/** Where the insert menu opens: for which place, and beside what on the screen. */
export interface InsertRequest {
  places: readonly Place[];
  anchor: { x: number; y: number };
}

interface ViewState {
  /** The selected step, `:trigger`, or null: then the inspector shows the workflow. */
  selected: string | null;
  /** Several steps chosen together; empty while at most one is. */
  marked: ReadonlySet<string>;
  /** The step that the Tab key reaches on the canvas. */
  current: string;
  /** The step to bring into view; counts up, so that asking twice for the same step works. */
  centre: { id: string; count: number } | undefined;
  /** The field the inspector shall focus: a path into the document. */
  focusPath: { path: string; count: number } | undefined;
  /** The step on the canvas that shall take the focus. */
  focusStep: { id: string; count: number } | undefined;
  insert: InsertRequest | undefined;
  /** The way a test run took: steps and connections that are lit; undefined while none is shown. */
  lit: { steps: ReadonlySet<string>; links: ReadonlySet<string> } | undefined;
  /** What the search found, steps and notes; undefined while nothing is searched for. */
  found: ReadonlySet<string> | undefined;
  /** Whether the search is open. */
  isFinding: boolean;
  /** What is being dragged over the canvas. */
  dragged: { kind: StepKind } | { steps: readonly string[] } | { note: string } | undefined;
  /** Whose list is open: of those at a step, or of all who entered. */
  people: { step: string | undefined } | undefined;
  inspectorTab: InspectorTab;
  /** Whether something of the inspector was asked for: where there is little room it is shown only then. */
  isInspecting: boolean;
  outline: boolean;
}

export type InspectorTab = 'settings' | 'results' | 'test';

const closed: ViewState = {
  selected: null,
  marked: new Set(),
  current: TRIGGER,
  centre: undefined,
  focusPath: undefined,
  focusStep: undefined,
  lit: undefined,
  found: undefined,
  isFinding: false,
  insert: undefined,
  dragged: undefined,
  people: undefined,
  inspectorTab: 'settings',
  isInspecting: false,
  outline: false,
};

/** What is looked at: never saved and never undone. */
export const useView = create<ViewState>(() => closed);

/** Forgets what was looked at when another workflow opens. */
export function resetView(): void {
  useView.setState(({ outline }) => ({ ...closed, outline }));
}

/** Selects a step (null: none). With `centre` the canvas brings it into view. */
export function select(id: string | null, options: { centre?: boolean; tab?: InspectorTab } = {}): void {
  useView.setState((was) => ({
    selected: id,
    marked: was.marked.size === 0 ? was.marked : new Set<string>(),
    current: id ?? was.current,
    isInspecting: id !== null || options.tab !== undefined,
    ...(options.centre && id !== null ? { centre: { id, count: (was.centre?.count ?? 0) + 1 } } : {}),
    ...(options.tab
      ? { inspectorTab: options.tab }
      : was.selected === id
        ? {}
        : { inspectorTab: 'settings' }),
  }));
}

/** Chooses several steps together. */
export function mark(ids: Iterable<string>): void {
  const marked = new Set(ids);
  const [only] = marked;
  if (marked.size > 1) useView.setState({ marked, selected: null, isInspecting: false });
  else select(only ?? null);
}

/** Adds a step to those chosen, or takes it out. */
export function toggleMark(id: string): void {
  const ids = new Set(chosenSteps());
  if (!ids.delete(id)) ids.add(id);
  mark(ids);
}

/** The steps that copying, deleting and duplicating are about. */
export function chosenSteps(): string[] {
  const { marked, selected } = useView.getState();
  if (marked.size > 0) return [...marked];
  return selected === null || selected === TRIGGER || isNoteKey(selected) ? [] : [selected];
}

/** Selects what a path of the document belongs to and asks the inspector to focus its field. */
export function showPath(path: string): void {
  const [area, step] = path.split('.');
  const id = area === 'steps' && step ? step : area === 'entry' && !settingPaths.test(path) ? TRIGGER : null;
  select(id, { centre: true, tab: 'settings' });
  focusField(path);
}

const settingPaths = /^entry\.(reentry|holdoutPercent)/;

/** Asks the inspector to focus the field for a path. */
export function focusField(path: string): void {
  useView.setState(({ focusPath }) => ({ focusPath: { path, count: (focusPath?.count ?? 0) + 1 } }));
}

/** Opens the one insert menu. */
export function openInsertMenu(insert: InsertRequest): void {
  useView.setState({ insert });
}

/** Closes the insert menu. */
export function closeInsertMenu(): void {
  useView.setState({ insert: undefined });
}

/** Puts the focus on a step of the canvas. */
export function focusOnCanvas(id: string): void {
  useView.setState(({ focusStep }) => ({
    current: id,
    focusStep: { id, count: (focusStep?.count ?? 0) + 1 },
  }));
}
