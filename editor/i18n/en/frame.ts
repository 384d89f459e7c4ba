import { bars } from './pages/bars.ts';
import { words } from './words.ts';

/** What stands around every page behind the sign-in, and the words for what documents hold. */
export const frame = { words, pages: { bars } };
