import type { LanguageTexts } from '../languages.ts';
import { drawn } from './drawn.ts';
import { first } from './first.ts';
import { frame } from './frame.ts';
import { lists } from './lists.ts';
import { rest } from './rest.ts';

export const polish: LanguageTexts = {
  ...first,
  ...frame,
  ...drawn,
  ...rest,
  canvas: { ...drawn.canvas, ...rest.canvas },
  pages: { ...first.pages, ...frame.pages, ...lists.pages, ...rest.pages },
};
