import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { expectUsable, openPage } from './open-page.ts';

const account = { name: 'Olga', email: 'olga@company.test', password: 'a long enough password' };

let browser: Browser;
let server: RunningServer;
let page: Page;
let faults: string[];

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

// One story told in parts: each part goes on where the one before it ended.
describe('the first minute', () => {
  it('leads from the printed link over the admin and the demo data to the workflows', async () => {
    await page.goto(server.link);
    await page.getByRole('heading', { name: 'Set up Mooring' }).waitFor();
    await expectUsable(page, 'set-up');
    await page.getByRole('textbox', { name: 'Your name' }).fill(account.name);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(account.email);
    await page.getByLabel('Password').first().fill(account.password);
    await page.getByRole('button', { name: 'Create the account' }).click();
    await page.getByRole('heading', { name: 'How do you want to start?' }).waitFor();
    await expectUsable(page, 'the choice how to start');
    await page.getByRole('button', { name: /^Look around with demo data/ }).click();
    await page.getByRole('progressbar', { name: 'Loading the demo data' }).waitFor();
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor({ timeout: 120_000 });
    await page.getByText('You are looking at demo data.').waitFor();
    const workflows = page.getByRole('table', { name: 'Workflows' });
    await workflows.getByRole('link').first().waitFor();
    expect(await workflows.getByText('Live', { exact: true }).count()).toBeGreaterThan(0);
    await expectUsable(page, 'workflows');
  });

  it('refuses the link once it was used, and lets the admin in at the sign-in', async () => {
    const { page: other } = await openPage(browser);
    await other.goto(server.link);
    await other.getByRole('link', { name: 'Go to sign-in' }).click();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectUsable(other, 'sign-in');
    await other.getByRole('textbox', { name: 'E-mail' }).fill(account.email);
    await other.getByLabel('Password').first().fill(account.password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
    await other.context().close();
  });

  it('shows an editor that everybody can use, whatever is open in it', async () => {
    const { step, inspector } = canvasOf(page);
    await page.getByRole('link', { name: 'High-value customer went quiet' }).click();
    await step(/^Branch/)
      .first()
      .waitFor();
    await expectUsable(page, 'editor, the workflow selected');

    await page.getByRole('button', { name: 'Add a step after “Trigger”' }).click();
    await page.getByRole('dialog', { name: 'Add a step' }).waitFor();
    await expectUsable(page, 'editor with the insert menu');
    await page.keyboard.press('Escape');

    for (const kind of ['Branch', 'Task for a person', 'Wait', 'E-mail', 'Trigger']) {
      await step(new RegExp(`^${kind}`))
        .first()
        .press('Enter');
      await expectUsable(page, `editor with the inspector of: ${kind}`);
    }

    await page.getByRole('button', { name: 'Test run' }).click();
    await inspector.getByRole('button', { name: 'Run the test' }).click();
    await inspector.getByRole('region', { name: 'Result of the test run' }).waitFor();
    await expectUsable(page, 'editor after a test run');

    await page.getByRole('button', { name: 'Outline', exact: true }).click();
    await page.getByRole('region', { name: 'Outline' }).waitFor();
    await expectUsable(page, 'editor with the outline');
    await page.getByRole('button', { name: /^Publish…/ }).click();
    await page.getByRole('dialog').getByText('Nothing differs').waitFor();
    await expectUsable(page, 'editor with the publish sheet');
  });

  it('shows contacts, tasks and messages that everybody can use', async () => {
    await page.goto(`${server.url}/contacts`);
    const first = page.getByRole('table', { name: 'Contacts' }).getByRole('link').first();
    await first.waitFor();
    await expectUsable(page, 'contacts');
    await first.click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.getByRole('listitem').first().waitFor();
    await expectUsable(page, 'contact');

    await page.goto(`${server.url}/tasks`);
    await page.getByRole('link', { name: /^Call/ }).first().click();
    await page.getByRole('button', { name: 'Close the task' }).waitFor();
    await expectUsable(page, 'tasks with one open');

    await page.goto(`${server.url}/outbox`);
    await page.getByRole('table', { name: 'Outbox' }).getByRole('link').first().click();
    await page.frameLocator('iframe').getByText('Hi', { exact: false }).first().waitFor();
    await expectUsable(page, 'outbox with a message open');
  });

  it('shows churn in numbers that everybody can read', async () => {
    await page.goto(`${server.url}/reports?days=180`);
    await page.getByRole('table', { name: 'Over time' }).getByRole('row').nth(6).waitFor();
    const signals = page.getByRole('table', { name: 'Did signals tell?' });
    const cancelling = signals.getByRole('row', { name: /^Looked at the cancel page/ });
    expect(await cancelling.textContent()).toMatch(/6 days/);
    await expectUsable(page, 'churn');
  });

  it('shows connect and settings that everybody can use', async () => {
    await page.goto(`${server.url}/connect`);
    await page.getByRole('heading', { name: 'Connect', level: 1 }).waitFor();
    await expectUsable(page, 'connect');
    await page.goto(`${server.url}/settings`);
    const sections = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
    await sections.first().waitFor();
    const addresses = await sections.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) {
      await page.goto(`${server.url}${address}`);
      await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
      await expect.poll(() => page.locator('.mantine-Skeleton-root').count()).toBe(0);
      await expectUsable(page, address ?? '');
    }
    expect(faults).toEqual([]);
  });
});
