import i18next from 'i18next';
import type { Sentence } from '../../shared/say.ts';

/** Says a step's summary, a trigger's title and the like: their keys are those of the namespace `words`. */
export function sentenceText(sentence: Sentence): string {
  return String(i18next.t(sentence.key as 'steps.exit.summary', { ns: 'words', ...sentence.values }));
}
