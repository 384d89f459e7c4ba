/** Where keys belong to what is typed or chosen. */
const TYPED = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]';
const OVERLAY = '[role=dialog], [role=menu], [role=listbox]';

/**
 * The key of a shortcut that is one letter: `j`, `?`. Undefined where the key belongs to somebody else: somebody types,
 * holds a modifier, or a dialog or menu is open. On a keyboard of another script the letter is the one of its place.
 */
export function plainKey(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest(TYPED)) return;
  if (isOverlayOpen()) return;
  if (event.key === '?') return '?';
  if (/^[a-z]$/i.test(event.key)) return event.shiftKey ? undefined : event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) && !event.shiftKey ? event.code.slice(3).toLowerCase() : undefined;
}

function isOverlayOpen(): boolean {
  return [...document.querySelectorAll(OVERLAY)].some((element) => element.checkVisibility());
}
