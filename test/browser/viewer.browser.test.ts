import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { expectUsable, openPage } from './open-page.ts';

const document = {
  format: 'mooring.workflow/1',
  key: 'said-goodbye',
  name: 'Said goodbye',
  subject: 'contact',
  entry: {
    trigger: { kind: 'event', event: 'Subscription Cancelled' },
    reentry: { mode: 'once' },
    holdoutPercent: 0,
  },
  sending: 'auto',
  start: 's1',
  steps: {
    s1: { kind: 'wait', name: 'Breathe', for: '1d', next: 's2' },
    s2: {
      kind: 'create-task',
      title: 'Ask why',
      assignee: { role: 'success-manager' },
      dueIn: '1d',
      priority: 'normal',
      next: 's3',
    },
    s3: { kind: 'exit' },
  },
};

let browser: Browser;
let server: RunningServer;
let page: Page;
let workflow: string;

beforeAll(async () => {
  server = await startServer({ env: { ...testKeys } });
  browser = await openBrowser();
  ({ page } = await openPage(browser));
  const created = await callApi(server.url, 'POST', '/api/workflows', { body: document });
  workflow = `/api/workflows/${(created.body as { id: string }).id}`;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe('somebody who may only look', () => {
  it('comes in through an invitation', async () => {
    const body = { email: 'vera@company.test', role: 'viewer' };
    const invited = await callApi(server.url, 'POST', '/api/people', { body });
    await page.goto((invited.body as { link: string }).link);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Vera');
    await page.getByLabel('Password').first().fill('a long enough password');
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.getByRole('link', { name: 'Said goodbye' }).click();
    await page.getByText('View only').waitFor();
  });

  it('reads every setting of the workflow and changes none', async () => {
    const before = await callApi(server.url, 'GET', workflow);
    const { step, steps, inspector } = canvasOf(page);
    const drawn = ['Trigger: “Subscription Cancelled” happens', 'Wait: Breathe', 'Task: Ask why'];
    await expect.poll(steps).toEqual(drawn);
    expect(await page.getByRole('button', { name: /^Publish/ }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^Add a step/ }).count()).toBe(0);

    await step(/^Task/).click();
    const title = inspector.getByRole('textbox', { name: 'Title' });
    expect(await title.inputValue()).toBe('Ask why');
    expect(await title.isDisabled()).toBe(true);
    expect(await inspector.getByRole('button', { name: 'Delete' }).count()).toBe(0);

    await step(/^Task/).focus();
    for (const key of ['Delete', '/', 'Alt+ArrowUp', 'Control+d', 'Control+x'])
      await page.keyboard.press(key);
    expect(await page.getByRole('dialog', { name: 'Add a step' }).count()).toBe(0);
    expect(await steps()).toEqual(drawn);
    await expectUsable(page, 'editor of a viewer');
    expect((await callApi(server.url, 'GET', workflow)).body).toEqual(before.body);
  });
});
