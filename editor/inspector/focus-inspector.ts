/** Frames to wait for the inspector, which comes behind the canvas, and for its form, which comes behind both. */
const PATIENCE = 600;

/** Puts the focus on the first field of what the inspector shows, once it is drawn. */
export function focusInspector(): void {
  whenDrawn(() =>
    document.querySelector<HTMLElement>(
      '[data-inspector] [role="tabpanel"] :is(input, textarea, select):not([type="hidden"])',
    ),
  );
}

/** Focuses what is searched for in the first frame that has it, unless the focus went elsewhere meanwhile; returns how to stop. */
export function whenDrawn(find: () => HTMLElement | null, patience = PATIENCE): () => void {
  const from = document.activeElement;
  let frame = 0;
  const look = (left: number) => {
    frame = requestAnimationFrame(() => {
      const found = find();
      // The focus is nowhere where the element that had it is gone.
      const hasStayed = document.activeElement === from || document.activeElement === document.body;
      if (found) found.focus();
      else if (left > 0 && hasStayed) look(left - 1);
    });
  };
  look(patience);
  return () => cancelAnimationFrame(frame);
}
