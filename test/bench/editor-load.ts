import { get } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Browser, Page } from 'playwright-core';
import { openPage, signIn } from '../browser/open-page.ts';
import type { Measurement } from './measurement.ts';

/**
 * What a browser that was never here fetches before the first page and the editor's page are drawn and answer a click,
 * and what comes after, when it has nothing else to do.
 */
export async function firstLoads(browser: Browser, url: string, workflow: string): Promise<Measurement[]> {
  const { page } = await openPage(browser);
  const fetched = await watchFiles(page);
  const door = await load(page, fetched, `${url}/sign-in`, 'form', async () => {
    await page.getByRole('textbox', { name: 'E-mail' }).click();
  });
  await signIn(page, url);
  const list = await load(page, fetched, `${url}/workflows`, 'main tbody a', async () => {
    await page.locator('h1').first().click();
  });
  const canvas = await load(page, fetched, `${url}${workflow}`, '#canvas .mo-card', async () => {
    await page.locator('#canvas [data-step]').first().click();
    await page.locator('#canvas [data-step][aria-pressed="true"]').first().waitFor();
  });
  await page.context().close();
  return [
    { what: 'first load, sign-in page', ...door, target: { of: 'value', is: 'at most', limit: 250 } },
    { what: 'first load, list of workflows', ...list, target: { of: 'value', is: 'at most', limit: 250 } },
    { what: 'first load, editor', ...canvas, target: { of: 'value', is: 'at most', limit: 350 } },
  ];
}

type Kind = 'code' | 'styles' | 'fonts';
type Files = Map<string, Kind>;

const kinds: [Kind, RegExp][] = [
  ['code', /\.js(\?|$)/],
  ['styles', /\.css(\?|$)/],
  ['fonts', /\.woff2(\?|$)/],
];

/** Code, styles and fonts in the order in which they have come; nothing is taken from the cache. */
async function watchFiles(page: Page): Promise<Files> {
  const files: Files = new Map();
  const begun = new Map<string, string>();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  cdp.on('Network.responseReceived', ({ requestId, response }) => begun.set(requestId, response.url));
  cdp.on('Network.loadingFinished', ({ requestId }) => {
    const address = begun.get(requestId) ?? '';
    const kind = kinds.find(([, ending]) => ending.test(address))?.[0];
    if (kind) files.set(address, kind);
  });
  return files;
}

async function load(
  page: Page,
  files: Files,
  address: string,
  drawn: string,
  click: () => Promise<void>,
): Promise<Pick<Measurement, 'value' | 'unit' | 'also'>> {
  await page.addInitScript(noteDrawing, drawn);
  files.clear();
  const begun = performance.now();
  await page.goto(address);
  await page.locator(drawn).first().waitFor();
  await click();
  const usableAfter = performance.now() - begun;
  await page.waitForLoadState('networkidle');
  const { at: drawnAfter, had } = await page.evaluate(() => {
    const at = window.drawnAt ?? performance.now();
    const come = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return { at, had: come.filter(({ responseEnd }) => responseEnd <= at).map(({ name }) => name) };
  });
  const first = new Map([...files].filter(([url]) => had.includes(url)));
  const text = ([, kind]: [string, Kind]) => kind !== 'fonts';
  const isLater = ([url]: [string, Kind]) => !first.has(url);
  const value = await kilobytes([...first].filter(text), 'gzip');
  return {
    value,
    unit: 'kB by gzip',
    also: {
      'kB by Brotli': await kilobytes([...first].filter(text), 'br'),
      'code kB': await kilobytes(
        [...first].filter(([, kind]) => kind === 'code'),
        'gzip',
      ),
      'styles kB': await kilobytes(
        [...first].filter(([, kind]) => kind === 'styles'),
        'gzip',
      ),
      'fonts kB': await kilobytes(
        [...first].filter(([, kind]) => kind === 'fonts'),
        'identity',
      ),
      files: first.size,
      'drawn after ms': drawnAfter,
      'answers a click after ms': usableAfter,
      'afterwards kB': await kilobytes([...files].filter(isLater).filter(text), 'gzip'),
    },
  };
}

declare global {
  interface Window {
    /** When the page first had what it is waited for, by its own clock. */
    drawnAt?: number;
  }
}

/** Notes in the page itself when something is drawn: from outside it is seen late, and by then more has come. */
function noteDrawing(selector: string): void {
  delete window.drawnAt;
  new MutationObserver((_, observer) => {
    if (!document.querySelector(selector)) return;
    window.drawnAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** How much files are over the wire in an encoding, headers left out. */
async function kilobytes(files: [string, Kind][], encoding: string): Promise<number> {
  const sizes = await Promise.all(files.map(([url]) => sizeOf(url, encoding)));
  return sizes.reduce((all, size) => all + size, 0) / 1_000;
}

function sizeOf(url: string, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': `${encoding}, gzip` } }, (answer) => {
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
      });
      answer.on('end', () => resolve(size));
    }).on('error', reject);
  });
}
