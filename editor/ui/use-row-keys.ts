import { type RefObject, useEffect } from 'react';
import { plainKey } from './plain-key.ts';

/**
 * J and K walk the rows of a table by the link of each, X ticks the row’s box. Enter is the link’s own.
 * `links` finds the links within the box.
 */
export function useRowKeys(box: RefObject<HTMLElement | null>, links: string, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    function onKey(event: KeyboardEvent) {
      const key = plainKey(event);
      const all = [...(box.current?.querySelectorAll<HTMLElement>(links) ?? [])];
      if (all.length === 0 || (key !== 'j' && key !== 'k' && key !== 'x')) return;
      const at = all.findIndex((link) => link.closest('tr')?.contains(document.activeElement));
      event.preventDefault();
      if (key === 'x') all[at]?.closest('tr')?.querySelector<HTMLElement>('input[type=checkbox]')?.click();
      else all[at === -1 ? 0 : Math.min(Math.max(at + (key === 'j' ? 1 : -1), 0), all.length - 1)]?.focus();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [box, links, isOn]);
}
