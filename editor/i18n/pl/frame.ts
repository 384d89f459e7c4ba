import { canvas } from './canvas.ts';
import { running } from './pages/running.ts';
import { words } from './words.ts';

/** What stands on the canvas and beside it, and the words for what documents hold. */
export const drawn = { canvas, words, pages: { running } };
