import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { walkEveryPage } from './every-page.ts';
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
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'How do you want to start?' }).waitFor();
    await expectUsable(page, 'the choice how to start');
    await page.getByRole('button', { name: /^Look around with demo data/ }).click();
    await page.getByRole('progressbar', { name: 'Loading the demo data' }).waitFor();
    await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor({ timeout: 120_000 });
    await page.getByText('You are looking at demo data.').waitFor();
    const workflows = page.getByRole('table', { name: 'Workflows' });
    await workflows.getByRole('link').first().waitFor();
    expect(await workflows.getByText('Live', { exact: true }).count()).toBeGreaterThan(0);
  });

  it('refuses the link once it was used, and lets the admin in at the sign-in', async () => {
    const { page: other } = await openPage(browser);
    await other.goto(server.link);
    await other.getByRole('link', { name: 'Go to sign-in' }).click();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
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

    for (const kind of ['Branch', 'Task', 'Wait', 'E-mail', 'Trigger']) {
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
    await page.getByRole('dialog').getByText('No changes from the live version').waitFor();
    await expectUsable(page, 'editor with the publish sheet');
  });

  it('lets the people of the demo be active until somebody says stop', async () => {
    await page.goto(`${server.url}/connect`);
    const live = page.getByRole('switch', { name: 'Live activity' });
    await live.click();
    await page.getByText(/^until .* so far$/).waitFor();
    const sent = async () =>
      ((await call('GET', '/api/demo')) as { live?: { sent: number } }).live?.sent ?? 0;
    await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(0);
    await live.click();
    await expect.poll(() => call('GET', '/api/demo')).toEqual({ loaded: true, live: null });
  });

  it('shows churn in numbers of half a year', async () => {
    await page.goto(`${server.url}/reports?days=180`);
    await page.getByRole('img', { name: 'Over time' }).waitFor();
    await page.getByRole('radiogroup', { name: 'View as: Over time' }).getByTitle('Table').click();
    await page.getByRole('table', { name: 'Over time' }).getByRole('row').nth(6).waitFor();
    const signals = page.getByRole('table', { name: 'Did signals warn you?' });
    const cancelling = signals.getByRole('row', { name: /^Looked at the cancel page/ });
    expect(await cancelling.textContent()).toMatch(/\([1-9]\d* of \d+\).*\([1-9]\d* of \d+\)[\d.]+ days$/);
  });

  it('has no page that keeps anybody out, whatever is open on it', async () => {
    const invited = await call('POST', '/api/people', { email: 'vera@company.test', role: 'viewer' });
    const segment = await call('POST', '/api/segments', {
      key: 'large',
      name: 'Large accounts',
      subject: 'account',
      when: { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 1000 }] },
    });
    const first = async (list: string) => (await call('GET', list)).items[0];
    const known = {
      invitation: new URL(invited.link).pathname,
      contact: (await first('/api/contacts')).userId,
      account: (await first('/api/at-risk')).id,
      segment: segment.key,
      task: (await first('/api/tasks?status=open')).id,
      message: (await first('/api/messages')).id,
      template: (await first('/api/templates')).key,
      signal: (await first('/api/signals')).key,
    };
    expect(await walkEveryPage(page, known)).toEqual([]);
    expect(faults).toEqual([]);
  }, 300_000);
});

/** Calls the API as the page does, as whoever is signed in there. */
function call(method: string, path: string, body?: unknown) {
  return page.evaluate(
    async (request) => {
      const answer = await fetch(request.path, {
        method: request.method,
        headers: { 'content-type': 'application/json' },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      });
      return answer.json();
    },
    { method, path, body },
  );
}
