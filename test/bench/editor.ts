import type { Browser, Page } from 'playwright-core';
import { canvasOf } from '../browser/canvas.ts';
import { openPage, signIn } from '../browser/open-page.ts';
import { callApi, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { serveCanvasReference } from './canvas-reference-server.ts';
import { type Bench, type Measurement, percentile } from './measurement.ts';

const SIZES = (process.env.EDITOR_SIZES ?? '50 200 500 1000').split(' ').map(Number);
/** How often the pointer moves in one measurement. */
const MOVES = 90;

export const editor: Bench = {
  name: 'editor',
  about: 'frames while panning and dragging, time to an inserted step and first load, in a real browser',
  isLong: true,
  async run() {
    const server = await startServer({ env: { ...testKeys } });
    const reference = await serveCanvasReference();
    const browser = await openBrowser();
    try {
      const found: Measurement[] = [await firstLoad(browser, server)];
      const { page } = await openPage(browser);
      await signIn(page, server.url);
      for (const steps of SIZES) {
        await page.goto(`${reference.url}/?steps=${steps}`);
        await page.locator('.react-flow__node').first().waitFor();
        const plain = await movements(page, '.react-flow__node');
        await page.goto(`${server.url}/workflows/${await workflowOf(server, steps)}`);
        await page.locator('#canvas .mo-card').first().waitFor();
        const ours = await movements(page, '#canvas .mo-card:not(.mo-trigger)');
        for (const what of ['pan', 'drag'] as const)
          found.push({
            what: `${what}, ${steps} steps`,
            value: 1_000 / ours[what].median,
            unit: 'frames/s',
            also: { 'p95 ms': ours[what].p95, 'reference p95 ms': plain[what].p95 },
            reference: { what: 'the canvas library alone', value: 1_000 / plain[what].median },
            ...(steps === 500 ? { target: { of: 'value', is: 'at least', limit: 55 } as const } : {}),
          });
        found.push({
          what: `click to inserted step, ${steps} steps`,
          value: await insertion(page),
          unit: 'ms',
        });
      }
      return found;
    } finally {
      await browser.close();
      reference.close();
      await server.stop();
    }
  },
};

/** What a browser that was never here fetches for the editor's page, compressed, before anything is done on it. */
async function firstLoad(browser: Browser, server: RunningServer): Promise<Measurement> {
  const { page } = await openPage(browser);
  await signIn(page, server.url);
  const id = await workflowOf(server, 10);
  const fetched = new Map<string, number>();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map<string, string>();
  cdp.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url && /\.(js|css)(\?|$)/.test(url)) fetched.set(url, encodedDataLength);
  });
  await page.goto(`${server.url}/workflows/${id}`);
  await page.locator('#canvas .mo-card').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().close();
  const sum = (end: string) =>
    [...fetched].reduce((total, [url, size]) => total + (url.includes(end) ? size : 0), 0) / 1_000;
  return {
    what: 'first load, code and styles',
    value: sum('.js') + sum('.css'),
    unit: 'kB gzip',
    also: { 'code kB': sum('.js'), 'styles kB': sum('.css'), files: fetched.size },
    target: { of: 'value', is: 'at most', limit: 350 },
  };
}

/** A workflow of so many steps: e-mails, tasks and waits on two paths that meet again, over and over. */
async function workflowOf(server: RunningServer, count: number): Promise<string> {
  const steps: Record<string, object> = { end: { kind: 'exit' } };
  const rule = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
  const blocks = Math.max(1, Math.floor(count / 5));
  for (let block = 0; block < blocks; block++) {
    const at = (name: string) => `b${block}${name}`;
    const next = block + 1 < blocks ? `b${block + 1}s` : 'end';
    steps[at('s')] = {
      kind: 'branch',
      name: `High value ${block}?`,
      paths: [{ id: 'yes', when: { all: [rule] }, next: at('t') }],
      otherwise: at('m'),
    };
    steps[at('t')] = {
      kind: 'create-task',
      title: `Call ${block}`,
      assignee: { role: 'success-manager' },
      dueIn: '1d',
      next: at('w'),
    };
    steps[at('m')] = {
      kind: 'send-email',
      subject: `We miss you ${block}`,
      body: 'Hello',
      purpose: 'marketing',
      next: at('w'),
    };
    steps[at('w')] = { kind: 'wait', for: '3d', next: at('n') };
    steps[at('n')] = { kind: 'update-contact', changes: [{ do: 'add-tag', tag: `seen-${block}` }], next };
  }
  const created = await callApi(server.url, 'POST', '/api/workflows', {
    body: {
      format: 'mooring.workflow/1',
      name: `${count} steps`,
      entry: { trigger: { kind: 'event', event: 'Renewal Due' } },
      start: 'b0s',
      steps,
    },
  });
  const { id } = created.body as { id?: string };
  if (id === undefined) throw new Error(`the workflow was refused: ${JSON.stringify(created.body)}`);
  return id;
}

interface Frames {
  median: number;
  p95: number;
}

/** The time from frame to frame, in milliseconds, while the canvas is panned and while a step is dragged over it. */
async function movements(page: Page, step: string): Promise<Record<'pan' | 'drag', Frames>> {
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

/** From the click to the first frame in which another step is the selected one. */
const watchInsertion = `
  window.inserted = new Promise((resolve) => {
    const selected = () => document.querySelector('#canvas [data-step][aria-pressed="true"]');
    const start = () => {
      const from = performance.now();
      const before = selected();
      const look = () => {
        const now = selected();
        if (now && now !== before) resolve(performance.now() - from);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    document.addEventListener('click', start, { capture: true, once: true });
  });
`;

async function framesDuring(
  page: Page,
  from: { x: number; y: number },
  path: (turn: number) => { x: number; y: number },
): Promise<Frames> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.evaluate(watchFrames);
  for (let turn = 1; turn <= MOVES; turn++) {
    const { x, y } = path(turn);
    await page.mouse.move(x, y);
  }
  const stamps = await page.evaluate<number[]>('window.watching = false, window.frames');
  await page.mouse.move(from.x, from.y);
  await page.mouse.up();
  const gaps = stamps.slice(1).map((at, index) => at - (stamps[index] ?? at));
  return { median: percentile(gaps, 0.5), p95: percentile(gaps, 0.95) };
}

/** Milliseconds from choosing a kind of step to the frame that shows it; the middle of five. */
async function insertion(page: Page): Promise<number> {
  const times: number[] = [];
  const { step } = canvasOf(page);
  for (let round = 0; round < 5; round++) {
    await step(/^Trigger/).click();
    await page.keyboard.press('/');
    const menu = page.getByRole('dialog', { name: 'Add a step' });
    await menu.getByRole('menuitem', { name: /^E-mail/ }).waitFor();
    await page.evaluate(watchInsertion);
    await menu.getByRole('menuitem', { name: /^E-mail/ }).click();
    times.push(await page.evaluate<number>('window.inserted'));
    await menu.waitFor({ state: 'detached' });
  }
  return percentile(times, 0.5);
}
