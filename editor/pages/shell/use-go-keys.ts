import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { plainKey } from '../../ui/plain-key.ts';
import { places } from './places.ts';

/** How long after G a letter still belongs to it, in milliseconds. */
const PATIENCE = 1_500;

/** G and then a letter goes to a page. The letter is nobody else’s then, also in the editor. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let pressedAt = Number.NEGATIVE_INFINITY;
    function onKey(event: KeyboardEvent) {
      const key = plainKey(event);
      if (key === undefined) return;
      const isSecond = event.timeStamp - pressedAt < PATIENCE;
      pressedAt = key === 'g' && !event.repeat ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const place = isSecond ? places.find(({ letter }) => letter === key) : undefined;
      if (!place) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void navigate({ to: place.to });
    }
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [navigate]);
}
