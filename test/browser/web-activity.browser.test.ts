import { createHmac } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallView } from '../../shared/event.ts';
import { callApi, eventually, listAll, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { expectUsable, openPage, signIn } from './open-page.ts';

const sdk = fileURLToPath(new URL('../../node_modules/@segment/analytics-next/dist/umd', import.meta.url));

let server: RunningServer;
let browser: Browser;
let site: Server;
let shop: string;
let key: { id: string; secret: string; identitySecret: string };

/** A shop's site under a policy that lets no inline script run. */
beforeAll(async () => {
  server = await startServer({ env: { ...testKeys } });
  browser = await openBrowser();
  site = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://shop');
    const file = `${sdk}${pathname.replace('/sdk', '')}`;
    if (pathname.startsWith('/sdk/') && existsSync(file)) {
      response.setHeader('content-type', 'text/javascript');
      createReadStream(file).pipe(response);
      return;
    }
    response.setHeader('content-type', 'text/html');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self' ${server.url}; connect-src ${server.url}`,
    );
    const consent = searchParams.get('consent') ?? '';
    const pages = searchParams.get('pages') ?? '';
    const snippet = `<script src="${server.url}/t.js" data-key="${key.secret}" data-consent="${consent}" data-page="${pages}" data-allow="utm_source"></script>`;
    response.end(
      `<!doctype html><title>Shop</title>${pathname === '/next' ? '<script src="/sdk/index.js"></script>' : snippet}<p>Shop</p>`,
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => site.once('listening', resolve));
  shop = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const made = await callApi(server.url, 'POST', '/api/keys', {
    body: { kind: 'browser', name: 'Shop', origins: [shop] },
  });
  key = made.body as typeof key;
});

afterAll(async () => {
  site?.close();
  await browser?.close();
  await server?.stop();
});

async function visit(address: string, gpc = false): Promise<Page> {
  const context = await browser.newContext();
  if (gpc)
    await context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    );
  const page = await context.newPage();
  await page.goto(`${shop}${address}`);
  return page;
}

const calls = () => listAll<CallView>(server.url, '/api/events');
const seen = (what: (call: CallView) => boolean) =>
  eventually(calls, (items) => items.some(what), 20).then((items) => items.filter(what));

/** Calls the snippet as the shop's own script would. */
function mooring(page: Page, method: string, ...args: unknown[]): Promise<void> {
  return page.evaluate(([name, given]) => Reflect.get(window, 'mooring')[name as string](...(given as [])), [
    method,
    args,
  ] as const);
}

describe('the web snippet', () => {
  it('tells of pages, also within one, without what may carry secrets, and stores nothing unasked', async () => {
    const page = await visit('/pricing?token=secret&utm_source=ad#email=ada');
    await page.evaluate(() => history.pushState({}, '', '/checkout?card=4242'));
    const pages = await seen(
      ({ name, properties }) => name === 'Page Viewed' && properties?.path === '/checkout',
    );
    expect(pages[0]?.properties).toMatchObject({ url: `${shop}/checkout` });
    const [first] = await seen(({ properties }) => properties?.path === '/pricing');
    expect(first?.properties?.url).toBe(`${shop}/pricing?utm_source=ad`);
    expect(await page.evaluate(() => [localStorage.length, document.cookie])).toEqual([0, '']);

    await mooring(page, 'consent', true);
    const kept = await page.evaluate(() => localStorage.getItem('mooring_id'));
    expect(kept).toBe(first?.anonymousId);
    await page.context().close();
  });

  it('sends nothing for visitors who ask for privacy, until they agree here', async () => {
    const page = await visit('/private', true);
    await mooring(page, 'track', 'Private Thing');
    await mooring(page, 'consent', true);
    await mooring(page, 'track', 'Agreed Thing');
    await seen(({ name }) => name === 'Agreed Thing');
    const said = (await calls()).filter(
      ({ name, properties }) => name === 'Private Thing' || properties?.path === '/private',
    );
    expect(said).toEqual([]);
    await page.context().close();
  });

  it('speaks for a user whom the shop’s server vouches for, and sends what is left when the page closes', async () => {
    const page = await visit('/app?consent=granted');
    const hash = createHmac('sha256', key.identitySecret).update('u-77').digest('hex');
    await mooring(page, 'identify', 'u-77', { theme: 'dark', email: 'x@evil.test', plan: 'pro' }, hash);
    await mooring(page, 'track', 'Last Words');
    await page.goto('about:blank');
    await seen(({ name, userId }) => name === 'Last Words' && userId === 'u-77');
    const traits = async () =>
      ((await callApi(server.url, 'GET', '/api/contacts/u-77')).body as { traits?: object }).traits;
    await expect.poll(traits).toEqual({ theme: 'dark' }); // a call is listed before its profile is written
    await page.context().close();
  });

  it('says that a component of an account is there once a day, whoever sees it, and of no page where that is off', async () => {
    for (let visitor = 0; visitor < 3; visitor += 1) {
      const page = await visit('/customer?pages=off');
      await page.evaluate(() => history.pushState({}, '', '/customer/more'));
      await mooring(page, 'component', 'widget', 'acme');
      await mooring(page, 'component', 'widget', 'acme');
      await mooring(page, 'track', `Seen ${visitor}`);
      await seen(({ name }) => name === `Seen ${visitor}`);
      await page.context().close();
    }
    const found = await seen(({ name }) => name === 'Component Seen');
    const all = await calls();
    expect(all.filter(({ properties }) => String(properties?.path).startsWith('/customer'))).toEqual([]);
    expect(found).toMatchObject([{ anonymousId: 'account:acme', properties: { component: 'widget' } }]);
  });
});

describe('the Connect page', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openPage(browser));
    await signIn(page, server.url);
  });
  afterAll(() => page?.context().close());

  it('makes a webhook from an example whose values are chosen, and shows what came of its deliveries', async () => {
    await page.goto(`${server.url}/connect`);
    await expectUsable(page, 'Connect');
    await page.getByRole('link', { name: 'New webhook' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ledger');
    const example = { kind: 'dunning', who: { id: 'u-9' }, invoice: { total: 4200 } };
    await page.getByRole('textbox', { name: 'Paste JSON' }).fill(JSON.stringify(example));
    const use = async (path: string, as: string) => {
      await page.getByRole('button', { name: path }).click();
      await page.getByRole('menuitem', { name: as }).click();
    };
    await use('$.kind', 'Event');
    await page.getByText('Rejected', { exact: true }).waitFor();
    await use('$.who.id', 'Person (user ID)');
    await use('$.invoice.total', 'Property');
    await page.getByRole('textbox', { name: 'Event names: Name in the tool' }).fill('dunning');
    await page.getByRole('button', { name: 'Add name' }).click();
    await page.getByRole('textbox', { name: 'Name here: dunning' }).fill('Payment Failed');
    const preview = page.getByRole('region', { name: 'Result for the example' });
    await preview.getByText('"event": "Payment Failed"').waitFor();
    await expectUsable(page, 'a new webhook');

    await page.getByRole('button', { name: 'Create webhook' }).click();
    const address = await page.getByRole('textbox', { name: 'Address' }).inputValue();
    const secret = await page.getByRole('textbox', { name: 'Secret' }).inputValue();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByText('No deliveries yet').waitFor();
    const deliver = (body: object) =>
      fetch(address, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      });
    expect((await deliver({ kind: 'other' })).ok).toBe(false);
    expect((await deliver(example)).ok).toBe(true);
    await seen(({ name, userId }) => name === 'Payment Failed' && userId === 'u-9');
    await page.reload();
    const rows = page.getByRole('table', { name: 'Last deliveries' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    await expect.poll(() => rows.nth(1).textContent()).toContain('Payment Failed');
    await expect.poll(() => rows.nth(2).textContent()).toContain('Rejected');
  });

  it('says which sites may use a browser key, as addresses of sites', async () => {
    await page.goto(`${server.url}/settings/keys`);
    await page.getByRole('button', { name: 'Sites…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sites that may use “Shop”' });
    const field = dialog.getByRole('combobox', { name: 'Allowed sites' });
    await field.fill('shop.example/checkout');
    await field.press('Enter');
    await dialog.getByText('https://shop.example', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText(`${shop}, https://shop.example`).waitFor();
    await expectUsable(page, 'keys');
  });
});

describe('the SDK people already use', () => {
  it('works unmodified in a page', async () => {
    const page = await visit('/next');
    await page.evaluate(
      ([writeKey, cdnURL]) => {
        const { AnalyticsBrowser } = Reflect.get(window, 'AnalyticsNext');
        const analytics = AnalyticsBrowser.load({ writeKey, cdnURL });
        analytics.page('Docs');
        analytics.track('Docs Searched', { words: 3 });
      },
      [key.secret, server.url],
    );
    const [search] = await seen(({ name }) => name === 'Docs Searched');
    expect(search).toMatchObject({ status: 'accepted', library: 'analytics.js', properties: { words: 3 } });
    await seen(({ name, properties }) => name === 'Page Viewed' && properties?.name === 'Docs');
    await page.context().close();
  });
});
