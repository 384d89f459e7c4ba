import { describe, expect, it } from 'vitest';
import { english } from '../../../editor/i18n/en/index.ts';
import { polish } from '../../../editor/i18n/pl/index.ts';
import { russian } from '../../../editor/i18n/ru/index.ts';
import { baseOf, flatTexts, formsOf, slotsOf } from './flat-texts.ts';

const source = flatTexts(english);
const languages = [
  { name: 'English', texts: source, forms: ['one', 'other'] },
  { name: 'Polish', texts: flatTexts(polish), forms: ['one', 'few', 'many', 'other'] },
  { name: 'Russian', texts: flatTexts(russian), forms: ['one', 'few', 'many', 'other'] },
];
const bases = new Set([...source.keys()].map(baseOf));

describe.each(languages)('the texts in $name', ({ texts, forms }) => {
  it('lack no key that English has', () => {
    const missing = [...bases].filter((base) => !texts.has(base) && formsOf(texts, base).length === 0);
    expect(missing).toEqual([]);
  });

  it('have no key that English lacks', () => {
    expect([...texts.keys()].filter((key) => !bases.has(baseOf(key)))).toEqual([]);
  });

  it('are not empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
  });

  it('have every plural form of the language where English counts', () => {
    const counted = [...bases].filter((base) => formsOf(source, base).length > 0);
    const wrong = counted.filter((base) => {
      const found = formsOf(texts, base);
      // An English sentence of the problem catalogue stands without a form; it serves as “other”.
      const complete = texts.has(base) ? [...found, 'other'] : found;
      return forms.some((form) => !complete.includes(form));
    });
    expect(wrong).toEqual([]);
  });

  it('have the same slots as English', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const base = baseOf(key);
      const original = source.get(key) ?? source.get(base) ?? source.get(`${base}_other`) ?? '';
      return slotsOf(text).join() !== slotsOf(original).join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });
});
