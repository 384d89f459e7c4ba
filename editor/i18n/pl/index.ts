import type { LanguageTexts } from '../languages.ts';
import { drawn } from './drawn.ts';
import { first } from './first.ts';
import { rest } from './rest.ts';

export const polish: LanguageTexts = {
  ...first,
  ...drawn,
  ...rest,
  pages: { ...first.pages, ...drawn.pages, ...rest.pages },
};
