import { canvas } from './canvas.ts';

/** What stands on the canvas. */
export const drawn = { canvas };
