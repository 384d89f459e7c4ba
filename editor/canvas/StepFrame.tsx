import { type DragEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useComparison } from '../draft/comparison-store.ts';
import { useDraft } from '../draft/draft-store.ts';
import { pinNote } from '../draft/note-commands.ts';
import { TRIGGER } from '../draft/place.ts';
import { problemsOf, useProblems } from '../draft/problems-store.ts';
import { chosenSteps, select, toggleMark, useView } from '../draft/view-store.ts';
import { ProblemBadge } from './ProblemBadge.tsx';

interface StepFrameProps {
  id: string;
  /** What screen readers say: kind and name. */
  name: string;
  /** What the pointer learns when it rests here: what a card may have had no room for. */
  hint?: string;
  className: string;
  tone: string;
  /** The id of the element with the line under the name. */
  describedBy?: string | undefined;
  /** The trigger and exits stay where they are. */
  movable?: boolean;
  children: ReactNode;
}

/** What every step on the canvas has in common: it is a button that selects, takes part in the walk and can be dragged. */
export function StepFrame({
  id,
  name,
  hint,
  className,
  tone,
  describedBy,
  movable,
  children,
}: StepFrameProps) {
  const { t } = useTranslation('canvas');
  const element = useRef<HTMLButtonElement>(null);
  const isSelected = useView((view) => view.selected === id || view.marked.has(id));
  const isCurrent = useView((view) => view.current === id);
  const isReadOnly = useDraft((draft) => draft.isReadOnly);
  const asked = useView((view) => (view.focusStep?.id === id ? view.focusStep.count : 0));
  const light = useView((view) => (view.lit ? (view.lit.steps.has(id) ? 'on' : 'off') : undefined));
  const found = useView((view) => (view.found ? (view.found.has(id) ? 'on' : 'off') : undefined));
  const difference = useComparison(({ comparison }) => comparison?.marks.get(id));
  const errors = useProblems(({ problems }) => count(problemsOf(problems, id), 'error'));
  const warnings = useProblems(({ problems }) => count(problemsOf(problems, id), 'warning'));

  useEffect(() => {
    if (asked > handled) {
      handled = asked;
      element.current?.focus({ preventScroll: true });
    }
  }, [asked]);

  const said =
    errors > 0
      ? t('withErrors', { name, count: errors })
      : warnings > 0
        ? t('withWarnings', { name, count: warnings })
        : name;
  const spoken = difference ? t(`compare.spoken.${difference}`, { name: said }) : said;
  // A note is dropped on the step it shall be about.
  const dragOver = (event: DragEvent) => {
    const { dragged } = useView.getState();
    if (dragged && 'note' in dragged) event.preventDefault();
  };
  const drop = (event: DragEvent) => {
    const { dragged } = useView.getState();
    if (!dragged || !('note' in dragged)) return;
    event.preventDefault();
    event.stopPropagation();
    useView.setState({ dragged: undefined });
    pinNote(dragged.note, id === TRIGGER ? undefined : id);
  };
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData('text/plain', name);
    event.dataTransfer.effectAllowed = 'move';
    const chosen = chosenSteps();
    useView.setState({ dragged: { steps: chosen.includes(id) ? chosen : [id] } });
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging only; the keyboard moves steps with Alt and arrows.
    <div
      className={`mo-step nopan nodrag ${className}`}
      data-tone={tone}
      data-selected={isSelected || undefined}
      data-problem={errors > 0 ? 'error' : undefined}
      data-light={light}
      data-found={found}
      data-difference={difference}
      draggable={movable && !isReadOnly}
      onDragStart={movable ? drag : undefined}
      onDragEnd={() => useView.setState({ dragged: undefined })}
      onDragOver={dragOver}
      onDrop={drop}
    >
      {children}
      {/* The button lies over the card instead of around it: its name need not repeat every word on the card. */}
      <button
        ref={element}
        type="button"
        className="mo-hit"
        data-step={id}
        title={hint}
        aria-label={spoken}
        aria-pressed={isSelected}
        aria-describedby={describedBy}
        tabIndex={isCurrent ? 0 : -1}
        onFocus={() => useView.setState({ current: id })}
        onClick={(event) => {
          if (movable && (event.shiftKey || event.ctrlKey || event.metaKey)) toggleMark(id);
          else select(id);
        }}
      />
      {difference && (
        <span className="mo-difference" aria-hidden>
          {t(`publish.${difference}`)}
        </span>
      )}
      <ProblemBadge errors={errors} warnings={warnings} />
    </div>
  );
}

// The last request for the focus that was met: a step that is drawn again must not take the focus again.
let handled = 0;

function count(problems: readonly { severity: string }[], severity: string): number {
  return problems.filter((problem) => problem.severity === severity).length;
}
