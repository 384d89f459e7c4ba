/** Puts the focus on the first field of what the inspector shows, once it is drawn. */
export function focusInspector(): void {
  requestAnimationFrame(() => {
    document
      .querySelector<HTMLElement>(
        '[data-inspector] [role="tabpanel"] :is(input, textarea, select):not([type="hidden"])',
      )
      ?.focus();
  });
}
