import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { openPage, signIn } from './open-page.ts';

const document = {
  format: 'mooring.workflow/1',
  name: 'Dates',
  entry: { trigger: { kind: 'manual' } },
  start: 'end',
  steps: { end: { kind: 'exit' } },
};

let browser: Browser;
let server: RunningServer;
let page: Page;
let faults: string[];
let path: string;

beforeAll(async () => {
  server = await startServer({ env: { ...testKeys } });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser));
  const created = await callApi(server.url, 'POST', '/api/workflows', { body: document });
  const { id } = created.body as { id: string };
  path = `/api/workflows/${id}`;
  await signIn(page, server.url);
  await page.goto(`${server.url}/workflows/${id}`);
  await canvasOf(page)
    .step(/^Trigger/)
    .click();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

interface Trigger {
  kind: string;
  date?: string;
  before?: string;
  at?: string;
  cron?: string;
}

/** What starts the draft, as it is saved. */
async function trigger(): Promise<Trigger> {
  const { body } = await callApi(server.url, 'GET', path);
  return (body as { document: { entry: { trigger: Trigger } } }).document.entry.trigger;
}

describe('what is typed and chosen about a date and a schedule', () => {
  it('is taken back one intention after another, however quickly they came', async () => {
    const { inspector, step } = canvasOf(page);
    const choose = async (label: string, option: string) => {
      await inspector.getByRole('combobox', { name: label, exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await choose('What starts it', 'A date comes');
    const first = await inspector.getByLabel('Time of day').inputValue();
    await inspector
      .getByRole('combobox', { name: 'Date', exact: true })
      .pressSequentially('$.account.renewsAt');
    await page.keyboard.press('Escape');
    await choose('When', 'before it');
    await inspector.getByRole('textbox', { name: 'How far from it', exact: true }).fill('30');
    await inspector.getByLabel('Time of day').fill('08:30');
    await choose('What starts it', 'On a schedule');
    const cron = inspector.getByRole('textbox', { name: 'Schedule' });
    const blank = await cron.inputValue();
    await cron.fill('0 7 * * 1');
    await expect.poll(trigger).toMatchObject({ kind: 'schedule', cron: '0 7 * * 1' });
    const date = { kind: 'date', date: '$.account.renewsAt' };
    // In a field Ctrl+Z is the field's own.
    await step(/^Trigger/).focus();
    for (const before of [
      { kind: 'schedule', cron: blank },
      { ...date, before: '30d', at: '08:30' },
      { ...date, before: '30d', at: first },
      { ...date, before: '7d' },
      date,
      { kind: 'date', date: '' },
      { kind: 'manual' },
    ]) {
      await page.keyboard.press('Control+z');
      await expect.poll(trigger).toMatchObject(before);
    }
    const isUndoOver = () => page.getByRole('button', { name: 'Undo' }).isDisabled();
    await expect.poll(isUndoOver).toBe(true);
    expect(faults).toEqual([]);
  });
});
