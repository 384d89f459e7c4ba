import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { TRIGGER } from '../draft/place.ts';
import { useView } from '../draft/view-store.ts';
import type { Layout } from './layout.ts';

export interface Camera {
  /** As it opens: readable, the trigger at the top. */
  home(): void;
  fit(): void;
  actual(): void;
  zoom(by: 'in' | 'out'): void;
  show(id: string): void;
}

/** At the opening zoom every text on a card is at least 12 px high. */
const OPENING = { least: 0.92, most: 1 };
const TOP = 76;
const SIDE = 32;
/** The toolbar, and the “+” behind a step. */
const BOTTOM = 130;
/** A canvas lower than this has room for a step between the numbers and the toolbar, and for nothing else. */
const LOW = 360;
const LOW_TOP = 54;
const LOW_BOTTOM = 56;

/** What part of the drawing is on the screen. Opens readable, with the trigger at the top. */
export function useCamera(layout: Layout, box: RefObject<HTMLDivElement | null>): Camera {
  const flow = useReactFlow();
  const latest = useRef(layout);
  latest.current = layout;
  const asked = useView((view) => view.centre);

  const camera = useMemo<Camera>(() => {
    const duration = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220);
    return {
      home: () => {
        const size = box.current?.getBoundingClientRect();
        const trigger = latest.current.spots.get(TRIGGER);
        const extent = extentOf(latest.current);
        if (!size || !trigger || !extent) return;
        const whole = Math.min(
          (size.width - SIDE * 2) / extent.width,
          (size.height - TOP - SIDE) / extent.height,
        );
        const zoom = Math.max(OPENING.least, Math.min(OPENING.most, whole));
        const x = openingLeft(size.width, extent, trigger, zoom);
        const top = size.height < LOW ? LOW_TOP : TOP;
        void flow.setViewport({ x, y: top - trigger.y * zoom, zoom });
      },
      fit: () => {
        const size = box.current?.getBoundingClientRect();
        const extent = extentOf(latest.current);
        if (!size || !extent) return;
        const zoom = Math.max(
          0.1,
          Math.min(1, (size.width - SIDE * 2) / extent.width, (size.height - TOP - 72) / extent.height),
        );
        const x = size.width / 2 - (extent.x + extent.width / 2) * zoom;
        void flow.setViewport({ x, y: TOP - extent.y * zoom, zoom }, { duration: duration() });
      },
      actual: () => void flow.zoomTo(1, { duration: duration() }),
      zoom: (by) => void (by === 'in' ? flow.zoomIn : flow.zoomOut)({ duration: duration() }),
      show: (id) => {
        const spot = latest.current.spots.get(id);
        const size = box.current?.getBoundingClientRect();
        if (!spot || !size) return;
        const { x, y, zoom } = flow.getViewport();
        const near = Math.max(zoom, 0.6);
        if (near !== zoom) {
          const middle = { x: spot.x + spot.width / 2, y: spot.y + spot.height / 2 };
          void flow.setCenter(middle.x, middle.y, { zoom: near, duration: duration() });
          return;
        }
        // Only as far as needed: a step that is already in view must not make the picture jump.
        const right = nudge(spot.x * zoom + x, spot.width * zoom, SIDE, size.width - SIDE);
        const [above, below] = size.height < LOW ? [LOW_TOP, LOW_BOTTOM] : [TOP, BOTTOM];
        const down = nudge(spot.y * zoom + y, spot.height * zoom, above, size.height - below);
        if (right === 0 && down === 0) return;
        void flow.setViewport({ x: x + right, y: y + down, zoom }, { duration: duration() });
      },
    };
  }, [flow, box]);

  useEffect(() => camera.home(), [camera]);

  useEffect(() => {
    if (asked) camera.show(asked.id);
  }, [asked, camera]);

  // Where there is little room the inspector takes some of the canvas: what it is about stays in view.
  useEffect(() => {
    if (!box.current) return;
    let had = box.current.getBoundingClientRect();
    const watch = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const has = entry.contentRect;
      const { selected } = useView.getState();
      if (selected !== null && (has.width < had.width || has.height < had.height)) camera.show(selected);
      had = has;
    });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [box, camera]);

  return camera;
}

/** How far a stretch must move to lie between two bounds; a longer one keeps its beginning in view. */
function nudge(start: number, length: number, from: number, to: number): number {
  if (start < from || length > to - from) return from - start;
  return Math.min(0, to - start - length);
}

/** Everything centred when it fits; otherwise from its left edge on, as long as the trigger stays near the middle. */
function openingLeft(
  width: number,
  extent: { x: number; width: number },
  trigger: { x: number; width: number },
  zoom: number,
): number {
  if (extent.width * zoom <= width - SIDE) return width / 2 - (extent.x + extent.width / 2) * zoom;
  const fromLeft = SIDE - extent.x * zoom;
  const middle = (trigger.x + trigger.width / 2) * zoom + fromLeft;
  return middle < width * 0.62 ? fromLeft : width / 2 - (trigger.x + trigger.width / 2) * zoom;
}

function extentOf(layout: Layout): { x: number; y: number; width: number; height: number } | undefined {
  const spots = [...layout.spots.values()];
  if (spots.length === 0) return undefined;
  const x = Math.min(...spots.map((spot) => spot.x));
  const y = Math.min(...spots.map((spot) => spot.y));
  return {
    x,
    y,
    width: Math.max(...spots.map((spot) => spot.x + spot.width)) - x,
    height: Math.max(...spots.map((spot) => spot.y + spot.height)) - y,
  };
}
