import { Analytics } from '@segment/analytics-node';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../shared/steps/index.ts';
import type { Workflow } from '../../shared/workflow.ts';
import { callApi, eventually, listAll, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { openPage, signIn } from './open-page.ts';

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

const titles = [
  'Trigger: “Cancel Page Viewed” happens',
  'Branch: High value?',
  'Task: Call [first name]',
  'Wait 2 seconds',
  'E-mail: We miss you, [first name]',
];

// One story told in parts: each part goes on where the one before it ended.
describe('a marketer who draws a workflow and publishes it', () => {
  it('draws trigger, branch, task, wait and e-mail with mouse and keyboard until nothing is wrong', async () => {
    const { step, add, addByKeys, inspector, steps } = canvasOf(page);
    await page.getByRole('link', { name: 'New workflow' }).first().click();
    await page.getByRole('button', { name: 'Start from scratch' }).click();
    await page.getByRole('textbox', { name: 'Name of the workflow' }).fill('Looked at cancelling');
    await inspector.getByRole('combobox', { name: 'Event' }).fill('Cancel Page Viewed');
    await page.keyboard.press('Escape');
    await expect.poll(() => step(/^Trigger/).evaluate(isFocused)).toBe(true);

    await addByKeys('bran');
    await expect.poll(() => step(/^Branch/).evaluate(isFocused)).toBe(true);
    await page.keyboard.press('Enter');
    await expect
      .poll(() => inspector.getByRole('textbox', { name: 'Name', exact: true }).evaluate(isFocused))
      .toBe(true);
    await page.keyboard.type('High value?');
    const rule = inspector
      .getByRole('group', { name: 'Rules for “Yes”' })
      .getByRole('group', { name: 'Rule 1' });
    await rule.getByRole('combobox', { name: 'What it is about' }).fill('MRR');
    await page.getByRole('option', { name: 'Account MRR' }).click();
    await rule.getByRole('combobox', { name: 'Comparison' }).click();
    await page.getByRole('option', { name: 'is at least' }).click();
    await rule.getByRole('textbox', { name: 'Value' }).fill('400');

    await add('Add a step after “High value?”, path “Yes”', /^Task/);
    await inspector.getByRole('textbox', { name: 'Title' }).fill('Call {{ contact.traits.firstName }}');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => step(/^Branch/).evaluate(isFocused)).toBe(true);

    await addByKeys('wai', 'No');
    await inspector.getByRole('textbox', { name: 'Wait for' }).fill('2');
    await inspector.getByRole('combobox', { name: 'Wait for: unit' }).click();
    await page.getByRole('option', { name: 'seconds' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => step(/^Wait/).evaluate(isFocused)).toBe(true);

    await addByKeys('mail');
    await inspector
      .getByRole('textbox', { name: 'Subject' })
      .fill('We miss you, {{ contact.traits.firstName }}');
    await inspector
      .getByRole('textbox', { name: 'Body' })
      .fill('Dear {{ contact.traits.firstName }}, come back any time.');
    await page.getByText('No problems').waitFor();
    await expect.poll(steps).toEqual(titles);
  });

  it('undoes and redoes by keyboard', async () => {
    const { step, steps } = canvasOf(page);
    const undo = page.getByRole('button', { name: 'Undo' });
    await step(/^Wait/).focus();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(steps).toEqual(titles.slice(0, 4));
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+y');
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(steps).toEqual(titles);
    expect(await undo.isEnabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Redo' }).isDisabled()).toBe(true);
  });

  it('deletes a step, and what comes after it is connected to what came before', async () => {
    const { step, steps } = canvasOf(page);
    await step(/^Wait/).click();
    await page.keyboard.press('Delete');
    await expect.poll(steps).toEqual(titles.filter((title) => !title.startsWith('Wait')));
    await eventually(kindsBehindNo, (kinds) => kinds.join() === 'send-email,exit');
    await page.keyboard.press('Control+z');
    await expect.poll(steps).toEqual(titles);
    await eventually(kindsBehindNo, (kinds) => kinds.join() === 'wait,send-email,exit');
  });

  it('finds the draft as it was left after a reload', async () => {
    const { steps } = canvasOf(page);
    await page.getByText('All changes saved').waitFor();
    await page.reload();
    await expect.poll(steps).toEqual(titles);
    expect(await page.getByRole('textbox', { name: 'Name of the workflow' }).inputValue()).toBe(
      'Looked at cancelling',
    );
    await page.getByText('No problems').waitFor();
  });

  it('publishes it', async () => {
    await page.getByRole('button', { name: /^Publish…/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Publish “Looked at cancelling”' });
    await dialog.getByRole('button', { name: 'Publish version 1' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Live · v1').waitFor();
  });

  it('has one contact called and the other written to, each once, and reads both stories', async () => {
    await sendActivity();
    await page.getByRole('link', { name: /^Tasks/ }).click();
    await page.getByRole('link', { name: 'Call Ann' }).waitFor();
    expect(
      await page.getByRole('table', { name: 'Tasks' }).getByRole('link', { name: /^Call/ }).count(),
    ).toBe(1);

    await page.getByRole('link', { name: /^Outbox/ }).click();
    await page.getByRole('link', { name: 'We miss you, Ben' }).click();
    const mail = page.frameLocator('iframe[title="The message “We miss you, Ben”"]');
    await mail.getByText('Dear Ben, come back any time.').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('link', { name: /^We miss you/ }).count()).toBe(1);

    await tellsStory('ann', ['Task', 'Call Ann'], {
      path: 'Path “Yes” matches',
      row: ['Account MRR', 'is at least 400', '500', 'Matches'],
    });
    await tellsStory('ben', ['E-mail', 'We miss you, Ben'], {
      path: 'Path “Yes” does not match',
      row: ['Account MRR', 'is at least 400', '90', 'Does not match'],
    });
    expect(faults).toEqual([]);
  });
});

/** The kinds of steps on the path “No” of the branch, as they are saved. */
async function kindsBehindNo(): Promise<string[]> {
  const [line] = await listAll<{ id: string }>(server.url, '/api/workflows');
  const { body } = await callApi(server.url, 'GET', `/api/workflows/${line?.id}`);
  const { steps } = (body as { document: Pick<Workflow, 'steps'> }).document;
  const kinds: string[] = [];
  const branch = Object.values(steps).find((step) => step.kind === 'branch');
  let next = branch?.kind === 'branch' ? branch.otherwise : undefined;
  while (next !== undefined) {
    const step: Step | undefined = steps[next];
    if (step) kinds.push(step.kind);
    next = step && 'next' in step ? step.next : undefined;
  }
  return kinds;
}

/** What a product with two customers sends: one pays much, one little; both open the cancel page, twice. */
async function sendActivity(): Promise<void> {
  const analytics = new Analytics({
    writeKey: testKeys.MOORING_WRITE_KEY,
    host: server.url,
    flushInterval: 50,
  });
  for (const [userId, firstName, mrr] of [
    ['ann', 'Ann', 500],
    ['ben', 'Ben', 90],
  ] as const) {
    analytics.identify({ userId, traits: { email: `${userId}@customer.test`, firstName } });
    analytics.group({ userId, groupId: `account-${userId}`, traits: { name: `${firstName} Ltd`, mrr } });
    analytics.track({ userId, event: 'Cancel Page Viewed' });
    analytics.track({ userId, event: 'Cancel Page Viewed' });
  }
  await analytics.closeAndFlush();
  // The journeys are over: whatever was to happen twice would have happened by now.
  await eventually(
    () => listAll<{ status: string }>(server.url, '/api/enrolments'),
    (found) => found.length === 2 && found.every(({ status }) => status === 'completed'),
  );
}

/** Reads a contact's timeline: entered, the branch with its why, and what came of it. */
async function tellsStory(
  userId: string,
  [kind, title]: readonly [string, string],
  why: { path: string; row: readonly string[] },
): Promise<void> {
  await page.goto(`${server.url}/contacts/${userId}`);
  const entry = (...texts: string[]) =>
    texts.reduce((found, text) => found.filter({ hasText: text }), page.getByRole('listitem'));
  await entry('Entered', 'Looked at cancelling').waitFor();
  await entry(kind, title).first().waitFor();
  const branch = entry('Step', 'High value?');
  await branch.getByRole('button', { name: 'Why' }).click();
  await branch.getByText(why.path).waitFor();
  const cells = branch.getByRole('row').last().getByRole('cell');
  expect(await cells.allInnerTexts()).toEqual(why.row);
}

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}
