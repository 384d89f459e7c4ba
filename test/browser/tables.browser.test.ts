import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, eventually, sendBatch, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
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

const told = (text: string) => page.getByRole('alert').filter({ hasText: text });
const takeBack = (text: string) => told(text).getByRole('button', { name: 'Undo' }).last().click();

const table = 'User ID;E-mail;MRR;Newsletter\nt-1;ada@table.test;1.200,50;yes\nt-2;nobody;3;no\n';

describe('a manager with a table of contacts', () => {
  it('uploads it, says what the columns are, checks, and imports what can be read', async () => {
    await page.goto(`${server.url}/contacts`);
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import from CSV' });
    await dialog.waitFor();
    await expectUsable(page, 'choosing a file');
    await page.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(table),
    });
    const target = (name: string) => dialog.getByRole('combobox', { name: `What “${name}” becomes` });
    await expect.poll(() => target('E-mail').inputValue()).toBe('email');
    expect(await dialog.getByRole('combobox', { name: 'How “MRR” is read' }).inputValue()).toBe(
      'number-comma',
    );
    await target('Newsletter').selectOption('Consent to e-mail');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText('say which words of the consent column mean yes').waitFor();
    await dialog.getByRole('combobox', { name: 'Mean yes' }).fill('yes');
    await page.keyboard.press('Enter');
    await expectUsable(page, 'saying what the columns are');
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByText('1 of 2 rows can be imported, 1 cannot.').waitFor();
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText('1 of 2 rows imported, 1 rejected.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('link', { name: 'Download rejected rows' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('“nobody” is not an e-mail address');
    const { body } = await callApi(server.url, 'GET', '/api/contacts/t-1');
    expect(body).toMatchObject({ traits: { mrr: 1200.5 }, permissions: { email: 'granted' } });
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('ada@table.test').first().waitFor();
    const [exported] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    expect(await readFile(await exported.path(), 'utf8')).toContain('t-1,ada@table.test');
    expect(faults).toEqual([]);
  });
});

describe('a table that is dropped on the page', () => {
  it('is taken in where tables are imported', async () => {
    await page.goto(`${server.url}/contacts`);
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import from CSV' });
    await dialog.waitFor();
    const carried = await page.evaluateHandle((text) => {
      const carries = new DataTransfer();
      carries.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
      return carries;
    }, table);
    await dialog.dispatchEvent('dragenter', { dataTransfer: carried });
    await dialog.getByText('Drop the file here').waitFor();
    for (const type of ['dragover', 'drop']) await dialog.dispatchEvent(type, { dataTransfer: carried });
    const target = dialog.getByRole('combobox', { name: 'What “E-mail” becomes' });
    await expect.poll(() => target.inputValue()).toBe('email');
    await page.keyboard.press('Escape');
  });
});

describe('a list', () => {
  it('is narrowed by a saved view, which comes back when its deletion is undone', async () => {
    await page.goto(`${server.url}/contacts?search=ada`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save as new view…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as new view' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('All the Adas');
    await expectUsable(page, 'naming a view');
    await page.keyboard.press('Enter');
    const view = page.getByRole('button', { name: 'All the Adas' });
    await view.click();
    await page.getByRole('menuitem', { name: 'Clear filters' }).click();
    await page.waitForURL(`${server.url}/contacts`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'All the Adas', exact: true }).click();
    await page.waitForURL(/search=ada/);
    await view.click();
    await page.getByRole('menuitem', { name: 'Delete “All the Adas”' }).click();
    await takeBack('View “All the Adas” deleted.');
    await view.waitFor();
    const { body } = await callApi(server.url, 'GET', '/api/views?place=contacts');
    // Kept by a person for themselves, it is not the key’s to see.
    expect(body).toMatchObject({ items: [] });
  });

  it('is sorted by its headers, also with keys alone, and says so in its address', async () => {
    await page.goto(`${server.url}/contacts`);
    const header = page.getByRole('columnheader', { name: 'Contact', exact: true });
    await header.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=name$/);
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    await page.waitForURL(/direction=desc/);
    await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('combobox', { name: 'E-mail' }).click();
    await page.getByRole('option', { name: 'Declined' }).click();
    await page.getByText('No matching contacts').waitFor();
    await expectUsable(page, 'a list without rows');
    await page.goto(`${server.url}/contacts?seen=30`);
    await page.getByRole('columnheader', { name: /^Contact.+sorted by when they were last seen/ }).waitFor();
    await page.goto(`${server.url}/contacts?mail=denied`);
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await page.waitForURL(`${server.url}/contacts`);
  });

  it('is ticked by keys, and what is done for all that are ticked can be undone', async () => {
    await sendBatch(server.url, [{ type: 'identify', userId: 't-3', traits: { name: 'Bo' } }]);
    await eventually(
      async () => (await callApi(server.url, 'GET', '/api/contacts/t-3')).status,
      (status) => status === 200,
    );
    await page.goto(`${server.url}/contacts`);
    await page.getByRole('link', { name: 'Bo', exact: true }).waitFor();
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.getByText('2 contacts').waitFor();
    await page.getByRole('button', { name: 'Create a task' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create a task for each of 2 contacts' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Say hello');
    await expectUsable(page, 'a task for several');
    await dialog.getByRole('button', { name: 'Create 2 tasks' }).click();
    await page.getByText('2 tasks created.').waitFor();
    await page.goto(`${server.url}/tasks`);
    await page.getByRole('link', { name: 'Say hello' }).first().waitFor();
    await page.getByRole('checkbox', { name: 'Select' }).check();
    await page.getByText('2 tasks').waitFor();
    await expectUsable(page, 'tasks that are ticked');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('2 tasks dismissed.').waitFor();
    await page.getByText('All done').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    await page.getByRole('link', { name: 'Say hello' }).nth(1).waitFor();
  });

  it('is walked and left by keys alone, and the palette does what is asked of it', async () => {
    await page.goto(`${server.url}/contacts`);
    await page.getByText('ada@table.test').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectUsable(page, 'the shortcuts');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    await expectUsable(page, 'the palette');
    const words = page.locator('[role=dialog] input');
    await words.fill('Polski');
    await page.getByText('Language: Polski').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Zadania', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await words.fill('English');
    await page.getByText('Język: English').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Tasks', level: 1 }).waitFor();
    expect(faults).toEqual([]);
  });

  it('gives all that match to one order, beyond the rows that are loaded, which is taken back as one', async () => {
    await sendBatch(
      server.url,
      Array.from({ length: 60 }, (_, turn) => ({
        type: 'identify',
        userId: `crowd-${turn}`,
        traits: { name: `Crowd ${turn}` },
      })),
    );
    const counted = async (path: string) => (await callApi(server.url, 'GET', path)).body;
    await eventually(
      () => counted('/api/counts/contacts?search=crowd'),
      (body) => (body as { count?: number }).count === 60,
    );
    await page.goto(`${server.url}/contacts?search=crowd`);
    await page
      .getByRole('link', { name: /^Crowd \d+$/ })
      .nth(49)
      .waitFor();
    await page.getByRole('checkbox', { name: 'Select', exact: true }).check();
    await page.getByRole('button', { name: 'Select all 60 that match' }).click();
    await page.getByText('All 60 that match').waitFor();
    await expectUsable(page, 'all that match');
    await page.getByRole('button', { name: 'Create a task' }).click();
    const dialog = page.getByRole('dialog', { name: 'Create a task for each of 60 contacts' });
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Greet the crowd');
    await dialog.getByRole('button', { name: 'Create 60 tasks' }).click();
    await page.getByText('60 tasks created.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone.').waitFor();
    expect(await counted('/api/counts/tasks?userId=crowd-7&status=open')).toEqual({ count: 0 });
    expect(await counted('/api/counts/tasks?userId=crowd-7&status=cancelled')).toEqual({ count: 1 });
  });
});

describe('what somebody changed by hand', () => {
  const undo = () => page.getByRole('button', { name: 'Undo' }).last().click();

  it('comes back at one press: a blocked address, an archived segment, a deleted signal', async () => {
    await page.goto(`${server.url}/settings/mail`);
    await page.getByRole('textbox', { name: 'Block an address' }).fill('stop@table.test');
    await page.keyboard.press('Enter');
    const blocked = page.getByRole('cell', { name: 'stop@table.test' });
    await blocked.waitFor();
    await undo();
    await blocked.waitFor({ state: 'detached' });

    const when = { all: [{ fact: 'account', path: '$.mrr', operator: 'greaterThan', value: 10 }] };
    await callApi(server.url, 'POST', '/api/segments', {
      body: { key: 'large', name: 'Large', subject: 'account', when },
    });
    await page.goto(`${server.url}/segments/large`);
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByText('Segment archived.').waitFor();
    await undo();
    await page.getByRole('link', { name: 'Large', exact: true }).waitFor();

    const signal = {
      format: 'mooring.signal/1',
      key: 'own',
      name: 'Our own',
      message: 'Look at them',
      subject: 'account',
      severity: 'medium',
      weight: 5,
      cooldown: '7d',
      opensWhen: when,
    };
    const made = await callApi(server.url, 'POST', '/api/signals', { body: signal });
    expect(made.status).toBe(201);
    await page.goto(`${server.url}/settings/signals/own`);
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Signal deleted.').waitFor();
    await undo();
    await page.getByRole('link', { name: 'Our own', exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('comes back at one press: a webhook changed and deleted, the sites of a key, a signal switched off', async () => {
    const post = async (path: string, body: object) =>
      (await callApi(server.url, 'POST', path, { body })).body as { id: string; secret: string };
    const proof = { kind: 'token', header: 'X-Token' };
    const hook = await post('/api/hooks', { name: 'Chats', proof, mapping: { userId: '$.id' } });
    const hooks = async () => (await callApi(server.url, 'GET', `/api/hooks/${hook.id}`)).body;
    await page.goto(`${server.url}/connect/hooks/${hook.id}`);
    const name = page.getByRole('textbox', { name: 'Name', exact: true }).first();
    await name.fill('Talks');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Talks', level: 1 }).waitFor();
    await takeBack('Saved');
    await page.getByRole('heading', { name: 'Chats', level: 1 }).waitFor();
    await expect.poll(() => name.inputValue()).toBe('Chats');
    await page.getByRole('button', { name: 'Remove', exact: true }).last().click();
    await takeBack('Webhook “Chats” deleted.');
    await page.getByRole('link', { name: 'Chats', exact: true }).waitFor();
    expect(await hooks()).toMatchObject({ name: 'Chats', enabled: true, proof });

    const origins = ['https://app.table.test'];
    await post('/api/keys', { kind: 'browser', name: 'Site', origins });
    await page.goto(`${server.url}/settings/keys`);
    await page
      .getByRole('row', { name: /^Site Browser/ })
      .getByRole('button', { name: 'Sites…' })
      .click();
    const sites = page.getByRole('dialog').getByRole('combobox', { name: 'Allowed sites' });
    await sites.fill('www.table.test');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    const both = page.getByRole('cell', { name: 'https://app.table.test, https://www.table.test' });
    await both.waitFor();
    await takeBack('Saved');
    await page.getByRole('cell', { name: 'https://app.table.test', exact: true }).waitFor();

    await page.goto(`${server.url}/settings/signals`);
    const own = page.getByRole('switch', { name: 'Watch for “Gone quiet”' });
    await own.press('Space');
    await takeBack('No longer watching for “Gone quiet”.');
    await told('Watching for “Gone quiet” again.').waitFor();
    await expect.poll(() => own.isChecked()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('comes back at one press: a task that was opened again', async () => {
    const wish = { userId: 't-1', title: 'Ring Ada', priority: 'low' };
    const { id } = (await callApi(server.url, 'POST', '/api/tasks', { body: wish })).body as { id: string };
    const task = `/api/tasks/${encodeURIComponent(id)}`;
    await callApi(server.url, 'PATCH', task, { body: { status: 'done', outcome: 'saved' } });
    await page.goto(`${server.url}/tasks?status=done&sort=priority`);
    await page.getByRole('link', { name: 'Ring Ada' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('“Ring Ada” reopened.').waitFor();
    await undo();
    await page.getByText('“Ring Ada” closed.').waitFor();
    const { body } = await callApi(server.url, 'GET', '/api/tasks?userId=t-1&status=done');
    expect(body).toMatchObject({ items: [{ title: 'Ring Ada', outcome: 'saved' }] });
  });
});

describe('the Connect page', () => {
  it('shows the snippet filled in and what billing needs', async () => {
    await page.goto(`${server.url}/connect?with=browser`);
    await page.getByText(`${server.url}/t.js`).first().waitFor();
    await page.getByText('STRIPE_WEBHOOK_SECRET=whsec_…').waitFor();
    await page.getByText('STRIPE_API_KEY=rk_live_…').waitFor();
    await expectUsable(page, 'connect');
    expect(faults).toEqual([]);
  });
});

describe('a menu and a hint', () => {
  it('come when somebody reaches for them, and take no focus away', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/assets/{OpenMenu,HintBox}-*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${server.url}/workflows`);
    const language = page.getByRole('button', { name: 'Language' });
    await language.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Switch to dark mode' }).hover();
    expect(await language.evaluate((button) => button === document.activeElement)).toBe(true);
    release();
    await page.getByRole('menuitem', { name: 'Polski' }).waitFor();
    await page.getByText('Switch to dark mode', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => language.evaluate((button) => button === document.activeElement)).toBe(true);
    await expect.poll(() => language.getAttribute('aria-expanded')).toBe('false');
    await page.unroute('**/assets/{OpenMenu,HintBox}-*.js');
    expect(faults).toEqual([]);
  });
});
