import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useState } from 'react';
import { currentDraft } from '../draft/draft-store.ts';
import { chosenSteps, mark } from '../draft/view-store.ts';
import type { Layout } from './layout.ts';

/** A rectangle on the canvas section, in its pixels. */
export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Dragging over the empty canvas with Shift held chooses the steps under the rectangle. */
export function useMarquee(
  layout: RefObject<Layout>,
  box: RefObject<HTMLElement | null>,
): Rectangle | undefined {
  const flow = useReactFlow();
  const [area, setArea] = useState<Rectangle>();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let start: { x: number; y: number } | undefined;
    const between = (x: number, y: number) => {
      const { left, top } = element.getBoundingClientRect();
      const from = start ?? { x, y };
      return {
        left: Math.min(from.x, x) - left,
        top: Math.min(from.y, y) - top,
        width: Math.abs(x - from.x),
        height: Math.abs(y - from.y),
      };
    };
    const isEmptyCanvas = (target: EventTarget | null) =>
      target instanceof Element && target.classList.contains('react-flow__pane');
    const onDown = (event: MouseEvent) => {
      if (!event.shiftKey || event.button !== 0 || !isEmptyCanvas(event.target)) return;
      // The canvas library would pan.
      event.stopPropagation();
      event.preventDefault();
      start = { x: event.clientX, y: event.clientY };
    };
    const onMove = (event: MouseEvent) => {
      if (start) setArea(between(event.clientX, event.clientY));
    };
    const onUp = (event: MouseEvent) => {
      if (!start) return;
      const a = flow.screenToFlowPosition(start);
      const b = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      start = undefined;
      // The click that ends the drag would choose nothing again.
      document.addEventListener('click', stop, { capture: true });
      setTimeout(() => document.removeEventListener('click', stop, { capture: true }));
      setArea(undefined);
      const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
      const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
      const { steps } = currentDraft();
      const under = [...layout.current.spots.values()].filter(
        ({ id, x, y, width, height }) =>
          x < right && x + width > left && y < bottom && y + height > top && isMovable(steps[id]),
      );
      mark([...chosenSteps(), ...under.map(({ id }) => id)]);
    };
    element.addEventListener('mousedown', onDown, { capture: true });
    document.addEventListener('mousemove', onMove);
    document.addEventListener('mouseup', onUp);
    return () => {
      element.removeEventListener('mousedown', onDown, { capture: true });
      document.removeEventListener('mousemove', onMove);
      document.removeEventListener('mouseup', onUp);
    };
  }, [flow, box, layout]);
  return area;
}

function stop(event: Event): void {
  event.stopPropagation();
}

function isMovable(step: { kind: string } | undefined): boolean {
  return step !== undefined && step.kind !== 'exit';
}
