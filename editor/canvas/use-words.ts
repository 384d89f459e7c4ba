import { useTranslation } from 'react-i18next';
import { useNames } from '../draft/known-names.ts';

/** Draws a component anew when what `step-words.ts` says would change: another language, names that came later. */
export function useWords(): void {
  useTranslation('words');
  useNames();
}
