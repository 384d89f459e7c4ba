import type { Locator, Page } from 'playwright-core';
import { percentile } from './measurement.ts';

/** How often the pointer moves in one measurement, once in each frame of a screen with 60 a second. */
const MOVES = 120;
const FRAME = 1_000 / 60;

export interface Frames {
  median: number;
  p95: number;
}

/** The time from frame to frame, in milliseconds, while the canvas is panned and while a step is dragged over it. */
export async function movements(page: Page, step: string): Promise<Record<'pan' | 'drag', Frames>> {
  const pane = await page.locator('.react-flow__pane').first().boundingBox();
  const box = await page.locator(step).first().boundingBox();
  if (!pane || !box) throw new Error('nothing is drawn');
  const empty = { x: pane.x + 24, y: pane.y + pane.height * 0.55 };
  const pan = await framesDuring(page, empty, (turn) => ({
    x: empty.x + 60 * Math.sin(turn / 7),
    y: empty.y - 180 * Math.sin(turn / 14),
  }));
  const from = { x: box.x + box.width / 2, y: box.y + 20 };
  const drag = await framesDuring(page, from, (turn) => ({
    x: from.x + 160 * Math.sin(turn / 9),
    y: from.y + 120 * Math.sin(turn / 13),
  }));
  return { pan, drag };
}

// As texts: what loads these files names inner functions with a helper that pages do not have.
const watchFrames = `
  window.frames = [];
  window.watching = true;
  const look = (at) => {
    window.frames.push(at);
    if (window.watching) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

async function framesDuring(
  page: Page,
  from: { x: number; y: number },
  path: (turn: number) => { x: number; y: number },
): Promise<Frames> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  // A drag begins with the first moves, and its beginning is waited for.
  for (let turn = 1; turn <= 3; turn++) await page.mouse.move(from.x + turn * 3, from.y);
  await page.evaluate(watchFrames);
  // A hand does not wait for the page: the moves come at their own pace, whether or not it keeps up.
  const moves: Promise<void>[] = [];
  const start = performance.now();
  for (let turn = 1; turn <= MOVES; turn++) {
    const { x, y } = path(turn);
    moves.push(page.mouse.move(x, y));
    await new Promise((resolve) => setTimeout(resolve, start + turn * FRAME - performance.now()));
  }
  const stamps = await page.evaluate<number[]>('window.watching = false, window.frames');
  await Promise.all(moves);
  await page.mouse.move(from.x, from.y);
  await page.mouse.up();
  const gaps = stamps.slice(1).map((at, index) => at - (stamps[index] ?? at));
  return { median: percentile(gaps, 0.5), p95: percentile(gaps, 0.95) };
}

/** From the click to the frame after the one in which another element is the drawn one. */
const watchInsertion = (drawn: string) => `
  window.inserted = new Promise((resolve) => {
    const current = () => document.querySelector(${JSON.stringify(drawn)});
    const start = () => {
      const from = performance.now();
      const before = current();
      const look = () => {
        const now = current();
        if (now && now !== before) resolve(performance.now() - from);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener('click', start, { capture: true, once: true });
  });
  // The promise itself must not be the answer: it would be waited for before anything is clicked.
  undefined;
`;

/** How a step is added: what comes before, the button that does it, and what is another element once it is drawn. */
interface Insertion {
  before: () => Promise<void>;
  button: Locator;
  drawn: string;
}

/** Milliseconds from the click that adds a step to the frame that shows it; the middle of seven. */
export async function insertion(page: Page, { before, button, drawn }: Insertion): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    await before();
    await button.waitFor();
    await page.evaluate(watchInsertion(drawn));
    await button.click();
    times.push(await page.evaluate<number>('window.inserted'));
  }
  return percentile(times, 0.5);
}
