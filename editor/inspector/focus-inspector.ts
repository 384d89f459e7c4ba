/** Frames to wait for the inspector, which comes behind the canvas. */
const PATIENCE = 120;

/** Puts the focus on the first field of what the inspector shows, once it is drawn. */
export function focusInspector(patience = PATIENCE): void {
  requestAnimationFrame(() => {
    const inspector = document.querySelector('[data-inspector]');
    if (!inspector && patience > 0) focusInspector(patience - 1);
    inspector
      ?.querySelector<HTMLElement>('[role="tabpanel"] :is(input, textarea, select):not([type="hidden"])')
      ?.focus();
  });
}
