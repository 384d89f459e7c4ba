import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe, openBrowser, sayViolations } from './browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser?.close());

describe('the test browser', () => {
  it('renders a page and its script', async () => {
    const page = await browser.newPage();
    await page.setContent('<p id="here"></p><script>here.textContent = "ran"</script>');
    expect(await page.textContent('#here')).toBe('ran');
    await page.close();
  });

  it('tells a page everybody can use from one that not everybody can', async () => {
    const page = await browser.newPage();
    await page.setContent('<html lang="en"><title>A</title><main><h1>Fine</h1></main></html>');
    expect(sayViolations(await axe(page))).toEqual([]);

    await page.setContent('<html lang="en"><title>A</title><main><img src="data:,"></main></html>');
    expect((await axe(page)).map((violation) => violation.id)).toEqual(['image-alt']);
    await page.close();
  });

  it('checks a page whose content security policy allows no script', async () => {
    const page = await browser.newPage();
    await page.route('http://mooring.test/', (route) =>
      route.fulfill({
        contentType: 'text/html',
        headers: { 'Content-Security-Policy': "script-src 'self'" },
        body: '<!doctype html><html lang="en"><title>A</title><main><h1>Fine</h1></main></html>',
      }),
    );
    await page.goto('http://mooring.test/');
    expect(sayViolations(await axe(page))).toEqual([]);
    await page.close();
  });
});
