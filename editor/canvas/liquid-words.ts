import { nameOf, recordSubject } from '../../shared/vocabulary/subjects.ts';
import { isWordKey, type Language, wordsFor } from '../../shared/vocabulary/words.ts';

/**
 * A text with Liquid in it, as a card shows it: what is filled in for each person stands in brackets by its name
 * (“[first name] looked at the cancel page”), of alternatives the first one stands. A half-written tag stays as it is.
 */
export function sayLiquid(text: string, language: Language): string {
  if (!text.includes('{')) return text;
  return text
    .replace(/\{%-?\s*els(?:e|if)\b(?:(?!%\}).)*%\}.*?(?=\{%-?\s*end)/gs, '')
    .replace(/\{%(?:(?!%\}).)*%\}/gs, '')
    .replace(/\{\{-?((?:(?!\}\}).)*?)-?\}\}/gs, (_, inside: string) => `[${sayOutput(inside, language)}]`)
    .replace(/\s+/g, ' ')
    .trim();
}

/** What is put out, by its name: filters only say how. */
function sayOutput(inside: string, language: Language): string {
  const path = /^[\w-]+(?:\.[\w-]+)*/.exec(inside.trim())?.[0];
  if (path === undefined) return '…';
  const [holder = '', ...keys] = path.split('.');
  if (keys.length === 0) return nameOf([holder], language);
  if (holder !== 'account') return nameOf(keys, language);
  const own = `names.account.${keys.join('.')}`;
  return isWordKey(own) ? wordsFor(own, language) : recordSubject('account', keys, language);
}
