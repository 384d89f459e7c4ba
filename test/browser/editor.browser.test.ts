import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, eventually, sendBatch, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { barriers, expectUsable, openPage, signIn } from './open-page.ts';

const document = {
  format: 'mooring.workflow/1',
  name: 'Renewal',
  entry: { trigger: { kind: 'event', event: 'Renewal Due' } },
  start: 's1',
  steps: {
    s1: { kind: 'wait', name: 'Breathe', for: '1d', next: 's2' },
    s2: {
      kind: 'create-task',
      title: 'Call them',
      assignee: { role: 'success-manager' },
      dueIn: '1d',
      next: 's3',
    },
    s3: { kind: 'exit' },
  },
};

let browser: Browser;
let server: RunningServer;
let page: Page;
let faults: string[];
let path: string;
let address: string;

beforeAll(async () => {
  server = await startServer({ env: { ...testKeys } });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser));
  const created = await callApi(server.url, 'POST', '/api/workflows', { body: document });
  const { id } = created.body as { id: string };
  path = `/api/workflows/${id}`;
  address = `${server.url}/workflows/${id}`;
  await callApi(server.url, 'POST', `${path}/publish`, { body: {} });
  await signIn(page, server.url);
  await page.goto(address);
  await canvasOf(page)
    .step(/^Wait: Breathe/)
    .waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const saved = () => page.getByText('All changes saved').waitFor();
const drawn = ['Trigger: “Renewal Due” happens', 'Wait: Breathe', 'Task: Call them'];

describe('somebody who works with several steps', () => {
  it('chooses them with Shift, copies and pastes them by keys, and takes that back at once', async () => {
    const { step, steps } = canvasOf(page);
    await step(/^Wait: Breathe/).click();
    await step(/^Task: Call/).click({ modifiers: ['Shift'] });
    await page.getByText('2 steps selected').waitFor();
    await page.keyboard.press('Control+c');
    await step(/^Task: Call/).click();
    await page.keyboard.press('Control+v');
    const doubled = [...drawn, ...drawn.slice(1)];
    await expect.poll(steps).toEqual(doubled);
    await page.keyboard.press('Control+z');
    await expect.poll(steps).toEqual(drawn);
  });

  it('draws a rectangle around them, and deletes and restores them all', async () => {
    const { step, steps } = canvasOf(page);
    await page.keyboard.press('Escape');
    const first = await step(/^Wait: Breathe/).boundingBox();
    const last = await step(/^Task: Call/).boundingBox();
    if (!first || !last) throw new Error('the steps are not drawn');
    await page.keyboard.down('Shift');
    await page.mouse.move(first.x - 40, first.y - 12);
    await page.mouse.down();
    await page.mouse.move(last.x + last.width + 30, last.y + last.height + 6, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.getByText('2 steps selected').waitFor();
    await expectUsable(page, 'editor with several steps chosen');
    await page
      .getByRole('toolbar', { name: 'Selected steps' })
      .getByRole('button', { name: 'Delete' })
      .click();
    await expect.poll(steps).toEqual(drawn.slice(0, 1));
    await page.keyboard.press('Control+z');
    await expect.poll(steps).toEqual(drawn);
  });
});

describe('sticky notes and the search', () => {
  const note = () => page.getByRole('button', { name: /^Note: Ask Sales/ });

  it('are written, found and taken back by keys alone', async () => {
    const { step, inspector } = canvasOf(page);
    await step(/^Task: Call/).click();
    await page.keyboard.press('n');
    await inspector.getByRole('textbox', { name: 'Text' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Ask Sales before this');
    await note().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Find in this workflow' }).waitFor();
    await page.keyboard.type('sales');
    await page.getByText('1 of 1').waitFor();
    await expectUsable(page, 'editor with a note found');
    await page.keyboard.press('Escape');
    await note().and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Delete');
    await note().waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await note().waitFor();
  });

  it('give way to what a dropped file holds, and come back with undo', async () => {
    const { steps, step } = canvasOf(page);
    const text = JSON.stringify({ ...document, name: 'Other', steps: { s1: document.steps.s3 } });
    const data = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], 'other.json', { type: 'application/json' }));
      return transfer;
    }, text);
    const canvas = page.getByRole('region', { name: 'Workflow canvas' });
    await canvas.dispatchEvent('drop', { dataTransfer: data });
    await page.getByText('The draft was replaced with “other.json”.').waitFor();
    await expect.poll(steps).toEqual(drawn.slice(0, 1));
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await step(/^Wait: Breathe/).waitFor();
    await note().click();
    await page.getByRole('button', { name: 'Delete the note' }).click();
    await note().waitFor({ state: 'detached' });
  });
});

describe('the outline', () => {
  it('is worked with by keys alone: walk, rename, add, move', async () => {
    const { steps } = canvasOf(page);
    await page.getByRole('button', { name: 'Outline', exact: true }).click();
    const tree = page.getByRole('tree', { name: 'Outline' });
    await tree.getByRole('treeitem', { name: /^Trigger/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('F2');
    await page.keyboard.type('Wait a day');
    await page.keyboard.press('Enter');
    await tree.getByRole('treeitem', { name: 'Wait a day' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(steps).toEqual([drawn[0], drawn[2], 'Wait a day']);
    await expectUsable(page, 'editor with the outline tree');
    await page.getByRole('button', { name: 'Close the outline' }).click();
  });
});

describe('undo', () => {
  it('goes on where a reload interrupted it', async () => {
    const { steps, step } = canvasOf(page);
    await saved();
    await page.reload();
    await step(/^Wait a day/).waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(steps).toEqual([drawn[0], 'Wait a day', drawn[2]]);
    await saved();
  });
});

describe('two people in one draft', () => {
  it('see each other and both keep what they change', async () => {
    const { page: other } = await openPage(browser);
    await signIn(other, server.url);
    await other.goto(address);
    await canvasOf(other)
      .step(/^Task: Call/)
      .waitFor();
    await other.getByRole('list', { name: 'Also here' }).waitFor();
    await canvasOf(other)
      .step(/^Task: Call/)
      .click();
    await canvasOf(other).inspector.getByRole('textbox', { name: 'Title' }).fill('Write to them');
    await other.getByText('All changes saved').waitFor();

    await canvasOf(page)
      .step(/^Wait a day/)
      .click();
    await canvasOf(page).inspector.getByRole('textbox', { name: 'Name' }).fill('Rest');
    await page.getByText(/Someone else’s changes were merged into your draft/).waitFor();
    await saved();
    const { body } = await eventually(
      () => callApi(server.url, 'GET', path),
      ({ body: now }) => JSON.stringify(now).includes('"Rest"'),
    );
    const { steps } = (body as { document: { steps: Record<string, object> } }).document;
    expect([steps.s1, steps.s2]).toEqual([
      expect.objectContaining({ name: 'Rest' }),
      expect.objectContaining({ title: 'Write to them' }),
    ]);
    await other.context().close();
  });

  it('choose where both changed the same thing', async () => {
    const read = (await callApi(server.url, 'GET', path)).body as { etag: string; document: typeof document };
    const theirs = structuredClone(read.document);
    theirs.steps.s1.name = 'Theirs';
    const name = canvasOf(page).inspector.getByRole('textbox', { name: 'Name' });
    await canvasOf(page)
      .step(/^Wait: Rest/)
      .click();
    await page.context().setOffline(true);
    await name.fill('Mine');
    await callApi(server.url, 'PUT', path, { body: theirs, headers: { 'if-match': `"${read.etag}"` } });
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Changed elsewhere' }).click();
    const dialog = page.getByRole('dialog', { name: 'Someone else changed this workflow' });
    await dialog.getByText('Theirs', { exact: true }).first().waitFor();
    await expectUsable(page, 'the choice between two edits');
    await dialog.getByRole('radio', { name: 'Mine' }).focus();
    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await canvasOf(page)
      .step(/^Wait: Theirs/)
      .waitFor();
    await saved();
  });
});

describe('versions', () => {
  it('are compared with the draft on the canvas and listed with who changed what', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Compare with the live version' }).click();
    await page.getByText('Compared with version 1: 2 steps changed').waitFor();
    await canvasOf(page)
      .step(/^Wait: Theirs, changed/)
      .waitFor();
    await page.getByRole('button', { name: 'End the comparison' }).click();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Versions and changes' }).click();
    const drawer = page.getByRole('dialog', { name: 'Versions and changes' });
    await drawer.getByText('Version 1 published').waitFor();
    await drawer.getByRole('button', { name: 'Use as draft: version 1' }).click();
    await expect.poll(canvasOf(page).steps).toEqual(drawn);
    await saved();
  });

  it('show on the canvas where a step was removed, and come back as the draft', async () => {
    const { step, steps, inspector } = canvasOf(page);
    await step(/^Task: Call/).click();
    await page.keyboard.press('Delete');
    await step(/^Wait: Breathe/).click();
    await inspector.getByRole('textbox', { name: 'Name' }).fill('Rest');
    const drawer = page.getByRole('dialog', { name: 'Versions and changes' });
    const openVersions = async () => {
      await page.getByRole('button', { name: 'More actions' }).click();
      await page.getByRole('menuitem', { name: 'Versions and changes' }).click();
    };
    await openVersions();
    await drawer.getByRole('button', { name: 'Compare with version 1' }).click();
    await page.getByText('Compared with version 1: 1 step removed and 1 step changed').waitFor();
    await step(/^Wait: Rest, changed/).waitFor();
    await page.getByRole('region', { name: 'Workflow canvas' }).getByText('1 step removed').waitFor();
    await expectUsable(page, 'the draft compared with an older version');
    await page.getByRole('button', { name: 'End the comparison' }).click();
    await openVersions();
    await drawer.getByRole('button', { name: 'Use as draft: version 1' }).click();
    await expect.poll(steps).toEqual(drawn);
  });
});

describe('the numbers', () => {
  it('lead to the people behind them', async () => {
    const sent = await sendBatch(server.url, [
      { type: 'identify', userId: 'u1', traits: { name: 'Nora Lind', email: 'nora@company.test' } },
      { type: 'track', userId: 'u1', event: 'Renewal Due' },
    ]);
    expect(sent.status).toBe(200);
    await page.getByRole('button', { name: '1 person here now: show' }).click();
    const people = page.getByRole('dialog', { name: 'People at “Breathe”' });
    await people.getByRole('link', { name: 'Nora Lind' }).waitFor();
    await expectUsable(page, 'the people at a step');
    await page.keyboard.press('Escape');
    await people.waitFor({ state: 'detached' });
    await page.getByLabel('Time range of the numbers').selectOption('7');
    await page.getByText('1 entered').first().waitFor();
  });

  it('are said when a step is selected, and only then', async () => {
    const { step } = canvasOf(page);
    const said = () => page.locator('[data-said-numbers]').textContent();
    await step(/^Task: Call/).click();
    await expect.poll(said).toBe('0 entered');
    await step(/^Wait: Breathe/).click();
    await expect.poll(said).toBe('1 entered, 1 here now');
  });

  it('are left alone by a test run that T begins at the selected step', async () => {
    const { step, inspector } = canvasOf(page);
    await step(/^Task: Call/).click();
    await page.keyboard.press('t');
    const result = inspector.getByRole('region', { name: 'Result of the test run' });
    await result.getByText('Starts at “Call them”').waitFor();
    await result.getByRole('button', { name: /Call them/ }).waitFor();
    expect(await result.getByRole('button', { name: /Breathe/ }).count()).toBe(0);
    await expectUsable(page, 'a test run from a step on');
    await inspector.getByRole('button', { name: 'Start at the trigger' }).click();
    await inspector.getByRole('button', { name: 'Run again' }).click();
    await result.getByRole('button', { name: /Breathe/ }).waitFor();
    await inspector.getByRole('button', { name: 'Clear' }).click();
  });
});

/** Where everybody inside stands, and on which version. */
async function standing(workflowPath: string): Promise<string[]> {
  const workflowId = workflowPath.split('/').at(-1);
  const { body } = await callApi(server.url, 'GET', `/api/enrolments?workflowId=${workflowId}`);
  const { items } = body as { items: { step?: string; version: number; status: string }[] };
  return items.map(({ step, version, status }) => `${step} of version ${version}, ${status}`);
}

describe('the people inside', () => {
  it('move onto a new version, and where their step is gone to the one that the publisher names', async () => {
    const { s2, s3 } = document.steps;
    const rest = { kind: 'wait', name: 'Rest', for: '9d', next: 's2' };
    const changed = { ...document, start: 'rest', steps: { rest, s2, s3 } };
    await callApi(server.url, 'PUT', path, { body: changed, headers: { 'if-match': '*' } });
    await page.goto(address);
    await page.getByRole('button', { name: 'Publish…' }).click();
    const sheet = page.getByRole('dialog', { name: 'Publish “Renewal”' });
    await sheet.getByRole('radio', { name: 'They move to the new version' }).click();
    const publish = sheet.getByRole('button', { name: 'Publish version 2' });
    await expect.poll(() => publish.isDisabled()).toBe(true);
    await sheet.getByRole('combobox', { name: 'Where should the 1 person at “Breathe” go?' }).click();
    await page.getByRole('option', { name: 'Wait: Rest' }).click();
    await expectUsable(page, 'publishing with a move');
    await publish.click();
    await page.getByText('Version 2 is live.').waitFor();
    await expect.poll(() => standing(path), { timeout: 60_000 }).toEqual(['rest of version 2, waiting']);
    await page.keyboard.press('Escape');
  });

  it('stay on theirs when an older version is published again', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Versions and changes' }).click();
    await page.getByRole('button', { name: 'Publish again: version 1' }).click();
    const question = page.getByRole('dialog', { name: 'Publish version 1 again?' });
    await question.getByRole('button', { name: 'Publish again' }).click();
    await page.getByText('Version 3 is live.').waitFor();
    await expect.poll(canvasOf(page).steps).toEqual(drawn);
    expect(await standing(path)).toEqual(['rest of version 2, waiting']);
  });

  it('who stand still are shown with the reason, and go on when somebody tries again', async () => {
    const wait = (name: string, next: string) => ({
      ...{ kind: 'wait', name, until: { date: '$.contact.traits.visit' }, next },
    });
    const round = {
      format: 'mooring.workflow/1',
      name: 'Round',
      entry: { trigger: { kind: 'manual' } },
      maxRounds: 10_000,
      start: 'one',
      steps: { one: wait('One', 'two'), two: wait('Two', 'one') },
    };
    const { id } = (await callApi(server.url, 'POST', '/api/workflows', { body: round })).body as {
      id: string;
    };
    const roundPath = `/api/workflows/${id}`;
    const visit = (day: string) =>
      callApi(server.url, 'PATCH', '/api/contacts/u1', { body: { traits: { visit: day } } });
    await visit('2020-01-01');
    await callApi(server.url, 'POST', `${roundPath}/publish`, { body: {} });
    await callApi(server.url, 'POST', `${roundPath}/enrol`, { body: { userIds: ['u1'] } });
    await expect
      .poll(() => standing(roundPath), { timeout: 30_000 })
      .toEqual([expect.stringContaining('parked')]);
    await visit('2190-01-01');
    await page.goto(`${server.url}/workflows/${id}`);
    await page.getByRole('button', { name: '1 stuck' }).click();
    const drawer = page.getByRole('dialog', { name: 'Stuck people' });
    await drawer.getByText('Too many steps without a wait').waitFor();
    expect(await barriers(page, '[role=dialog]')).toEqual([]);
    await drawer.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Done. Anyone still stuck appears here again.').waitFor();
    await expect
      .poll(() => standing(roundPath), { timeout: 30_000 })
      .toEqual([expect.stringContaining('waiting')]);
    expect(faults).toEqual([]);
  });
});
