import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, listAll, sendBatch, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { expectUsable, openPage, signIn } from './open-page.ts';

let browser: Browser;
let server: RunningServer;
let page: Page;
let faults: string[];

beforeAll(async () => {
  server = await startServer({ env: { ...testKeys } });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser));
  await signIn(page, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

// One story told in parts: each part goes on where the one before it ended.
describe('the gallery of playbooks', () => {
  it('is where a new workflow begins, and finds a playbook by its words', async () => {
    await page.getByRole('link', { name: 'New workflow' }).first().click();
    const playbooks = page.getByRole('list', { name: 'Playbooks' }).getByRole('listitem');
    await expect.poll(() => playbooks.count()).toBe(19);
    await expectUsable(page, 'gallery');
    await page.getByRole('button', { name: 'Billing' }).click();
    await expect.poll(() => playbooks.count()).toBe(4);
    await page.getByRole('searchbox', { name: 'Search playbooks' }).fill('card expiring');
    await expect.poll(() => playbooks.count()).toBe(1);
    expect(page.url()).toContain('group=billing');
    await page.goto(`${server.url}/workflows/new?search=onboarding`);
    await playbooks.first().getByRole('link').press('Enter');
    await page.getByRole('dialog', { name: 'Onboarding stalled' }).waitFor();
  });

  it('shows the steps, what is missing here, and takes the names this product has', async () => {
    const drawer = page.getByRole('dialog', { name: 'Onboarding stalled' });
    await drawer.getByRole('img', { name: /^Picture of the steps: “Signed Up” happens, / }).waitFor();
    await drawer.getByText('Signed Up event: not seen yet').waitFor();
    await expectUsable(page, 'gallery with a playbook');
    await sendBatch(server.url, [{ type: 'track', userId: 'u-1', event: 'registered' }]);
    await expect
      .poll(async () => (await callApi(server.url, 'GET', '/api/vocabulary')).body)
      .toMatchObject({ events: [{ name: 'registered' }] });
    const names = drawer.getByRole('form', { name: 'What your product calls these events' });
    await names.getByRole('combobox', { name: 'Signed Up' }).fill('registered');
    await names.getByRole('button', { name: 'Save names' }).click();
    await drawer.getByText('registered (here for Signed Up) event: seen here').waitFor();
    const links = drawer.getByRole('form', { name: 'Links for e-mail buttons' });
    await links.getByRole('textbox', { name: 'Your product' }).fill('app.harbour');
    await links.getByRole('button', { name: 'Save links' }).click();
    await drawer.getByText('Enter a full address').waitFor();
    await links.getByRole('textbox', { name: 'Your product' }).fill('https://app.harbour.test');
    await links.getByRole('button', { name: 'Save links' }).click();
    await expect.poll(() => links.getByRole('textbox', { name: 'Your product' }).count()).toBe(0);
  });

  it('makes the workflow with those names, ready to publish', async () => {
    await page.getByRole('button', { name: 'Use this playbook' }).click();
    await canvasOf(page).step('Trigger: “registered” happens').waitFor();
    expect(await listAll(server.url, '/api/workflows')).toMatchObject([
      { key: 'onboarding-stalled', status: 'draft', errors: 0 },
    ]);
  });

  it('asks its question before one that is off by default is made', async () => {
    await page.goto(`${server.url}/workflows/new?playbook=card-expires`);
    const use = page.getByRole('button', { name: 'Use this playbook' });
    await use.waitFor();
    expect(await use.isDisabled()).toBe(true);
    await page.getByRole('radio', { name: /^No: send e-mails 30, 14 and 7 days before/ }).check();
    await use.click();
    await canvasOf(page)
      .step(/^Trigger/)
      .waitFor();
    expect(faults).toEqual([]);
  });

  it('takes a workflow that is dropped on the page as a file, and refuses what is none', async () => {
    await page.goto(`${server.url}/workflows`);
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await dropFile('notes.txt', 'no JSON');
    await page.getByText('This file is not a workflow').waitFor();
    await dropFile(
      'own.json',
      JSON.stringify({
        format: 'mooring.workflow/1',
        name: 'Out of a file',
        entry: { trigger: { kind: 'event', event: 'Signed Up' } },
        start: 'end',
        steps: { end: { kind: 'exit' } },
      }),
    );
    await canvasOf(page)
      .step(/^Trigger/)
      .waitFor();
    expect(await page.getByRole('textbox', { name: 'Name of the workflow' }).inputValue()).toBe(
      'Out of a file',
    );
  });

  it('gives its e-mails to new templates too', async () => {
    await page.goto(`${server.url}/settings/templates`);
    await page.getByRole('button', { name: 'From the gallery' }).click();
    const letters = page.getByRole('dialog', { name: 'Ready-made e-mails' });
    await letters.getByRole('searchbox', { name: 'Search e-mails' }).fill('get in the way');
    await letters.getByRole('listitem').first().getByRole('button').click();
    await letters.frameLocator('iframe').getByText('It’s been quiet').waitFor();
    await expectUsable(page, 'gallery of e-mails');
    await letters.getByRole('button', { name: 'Use this text' }).click();
    await page.getByRole('textbox', { name: 'Key' }).fill('own-words');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('link', { name: /miss you/i })
      .first()
      .waitFor();
    expect(faults).toEqual([]);
  });
});

/** Drops a file on the page, as from the desktop. */
async function dropFile(name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    (file) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([file.text], file.name));
      return transfer;
    },
    { name, text },
  );
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('main', event, { dataTransfer: files });
}
