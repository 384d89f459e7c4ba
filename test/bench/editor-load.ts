import type { Browser, Page } from 'playwright-core';
import { openPage, signIn } from '../browser/open-page.ts';
import type { Measurement } from './measurement.ts';

/** What a browser that was never here fetches before the first page and the editor's page can be used, and after. */
export async function firstLoads(browser: Browser, url: string, workflow: string): Promise<Measurement[]> {
  const { page } = await openPage(browser);
  const fetched = await watchFiles(page);
  const door = await load(page, fetched, `${url}/sign-in`, 'form');
  await signIn(page, url);
  const list = await load(page, fetched, `${url}/workflows`, 'h1');
  const canvas = await load(page, fetched, `${url}${workflow}`, '#canvas .mo-card');
  await page.context().close();
  return [
    { what: 'first load, sign-in page', ...door, target: { of: 'value', is: 'at most', limit: 250 } },
    { what: 'first load, list of workflows', ...list, target: { of: 'value', is: 'at most', limit: 250 } },
    { what: 'first load, editor', ...canvas, target: { of: 'value', is: 'at most', limit: 350 } },
  ];
}

type Files = Map<string, { kind: 'code' | 'styles'; bytes: number }>;

/** Code and styles as they come over the wire, headers left out; nothing is taken from the cache. */
async function watchFiles(page: Page): Promise<Files> {
  const files: Files = new Map();
  const begun = new Map<string, { url: string; headers: number }>();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  cdp.on('Network.responseReceived', ({ requestId, response }) =>
    begun.set(requestId, { url: response.url, headers: response.encodedDataLength }),
  );
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { url, headers } = begun.get(requestId) ?? { url: '', headers: 0 };
    const kind = /\.js(\?|$)/.test(url) ? 'code' : /\.css(\?|$)/.test(url) ? 'styles' : undefined;
    if (kind) files.set(url, { kind, bytes: encodedDataLength - headers });
  });
  return files;
}

async function load(
  page: Page,
  files: Files,
  address: string,
  drawn: string,
): Promise<Pick<Measurement, 'value' | 'unit' | 'also'>> {
  files.clear();
  await page.goto(address);
  await page.locator(drawn).first().waitFor();
  const sum = (kind?: string) =>
    [...files.values()].reduce((all, one) => all + (kind && one.kind !== kind ? 0 : one.bytes), 0) / 1_000;
  const value = sum();
  const also = { 'code kB': sum('code'), 'styles kB': sum('styles'), files: files.size };
  await page.waitForLoadState('networkidle');
  return { value, unit: 'kB packed', also: { ...also, 'afterwards kB': sum() - value } };
}
