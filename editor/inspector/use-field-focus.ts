import { type RefObject, useEffect } from 'react';
import { useView } from '../draft/view-store.ts';
import { whenDrawn } from './focus-inspector.ts';

const fields = 'input:not([type="hidden"]), textarea, select, button';

/** Focuses the field a problem is about: the one whose `data-path` is the longest beginning of the problem's path. */
export function useFieldFocus(box: RefObject<HTMLElement | null>): void {
  const asked = useView((view) => view.focusPath);
  useEffect(() => {
    if (!asked) return;
    return whenDrawn(() => {
      const field = fieldFor(box.current, asked.path);
      field?.scrollIntoView({ block: 'nearest' });
      return field;
    });
  }, [asked, box]);
}

function fieldFor(box: HTMLElement | null, path: string): HTMLElement | null {
  const keys = path.split('.');
  for (let length = keys.length; length > 0; length -= 1) {
    const found = box?.querySelector<HTMLElement>(
      `[data-path=${JSON.stringify(keys.slice(0, length).join('.'))}]`,
    );
    if (found) return found.matches(fields) ? found : (found.querySelector<HTMLElement>(fields) ?? found);
  }
  return null;
}
