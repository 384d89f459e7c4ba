import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, sendBatch, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { canvasOf } from './canvas.ts';
import { expectUsable, openPage, signIn } from './open-page.ts';

const pro = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
const document = {
  format: 'mooring.workflow/1',
  name: 'Renewal',
  entry: { trigger: { kind: 'event', event: 'Renewal Due' } },
  start: 'b',
  steps: {
    b: {
      kind: 'branch',
      name: 'High value?',
      paths: [{ id: 'yes', when: { all: [pro] }, next: 't' }],
      otherwise: 'm',
    },
    t: {
      kind: 'create-task',
      title: 'Call them',
      assignee: { role: 'success-manager' },
      dueIn: '1d',
      next: 'w',
    },
    m: { kind: 'send-email', subject: 'Hello', body: 'Dear {{ contact.traits.name }}', next: 'w' },
    w: { kind: 'wait', name: 'Breathe', for: '1d', next: 'x' },
    x: { kind: 'exit' },
  },
};

let browser: Browser;
let server: RunningServer;
let page: Page;
let faults: string[];
let addresses: { drawn: string; blank: string };

beforeAll(async () => {
  server = await startServer({ env: { ...testKeys } });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  await sendBatch(server.url, [
    {
      type: 'identify',
      userId: 'u1',
      traits: { name: 'Nora Lind', email: 'nora@company.test', plan: 'pro' },
    },
    {
      type: 'identify',
      userId: 'u2',
      traits: { name: 'Emil Berg', email: 'emil@company.test', plan: 'free' },
    },
    { type: 'track', userId: 'u1', event: 'Report Created', properties: { rows: 12 } },
  ]);
  addresses = {
    drawn: await addressOf(document),
    blank: await addressOf({ ...document, name: 'Blank', start: undefined, steps: {} }),
  };
  await signIn(page, server.url);
  await page.goto(addresses.drawn);
  await canvasOf(page)
    .step(/^Branch/)
    .waitFor();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function addressOf(body: object): Promise<string> {
  const created = await callApi(server.url, 'POST', '/api/workflows', { body });
  return `${server.url}/workflows/${(created.body as { id: string }).id}`;
}

const names = {
  trigger: 'Trigger: “Renewal Due” happens',
  branch: 'Branch: High value?',
  task: 'Task: Call them',
  mail: 'E-mail: Hello',
  wait: 'Wait: Breathe',
};
const drawn = [names.trigger, names.branch, names.task, names.mail, names.wait];
const region = () => page.getByRole('region', { name: 'Workflow canvas' });
const undo = () => page.keyboard.press('Control+z');
const focused = (what: Locator) => what.and(page.locator(':focus')).waitFor();

describe('the canvas by keyboard', () => {
  it('is reached past everything before it, walked with arrows, and led into the settings and back', async () => {
    const { step, inspector } = canvasOf(page);
    await page.getByRole('button', { name: 'Skip to the steps' }).focus();
    await page.keyboard.press('Enter');
    await focused(step(names.trigger));
    for (const [key, name] of [
      ['ArrowDown', names.branch],
      ['ArrowDown', names.task],
      ['ArrowRight', names.mail],
      ['ArrowUp', names.branch],
    ] as const) {
      await page.keyboard.press(key);
      await focused(step(name));
    }
    // Of all the steps one is a stop of the Tab key.
    expect(await region().locator('[data-step][tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('Enter');
    await focused(inspector.getByRole('textbox', { name: 'Name', exact: true }));
    await page.keyboard.press('Escape');
    await focused(step(names.branch));
  });

  it('moves a branch with everything on its paths, and back', async () => {
    const { steps } = canvasOf(page);
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(steps).toEqual([names.trigger, names.wait, names.branch, names.task, names.mail]);
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(steps).toEqual(drawn);
  });

  it('asks what becomes of its paths before a branch is deleted', async () => {
    const { step, steps } = canvasOf(page);
    await step(names.branch).focus();
    await page.keyboard.press('Delete');
    const dialog = page.getByRole('dialog', { name: 'Delete “High value?”?' });
    await dialog.getByRole('button', { name: /^Keep the steps on “No”/ }).click();
    await expect.poll(steps).toEqual([names.trigger, names.mail, names.wait]);
    await undo();
    await expect.poll(steps).toEqual(drawn);
    await step(names.branch).click();
    await page.keyboard.press('Delete');
    await dialog.getByRole('button', { name: 'Delete it and everything on its paths' }).click();
    await expect.poll(steps).toEqual([names.trigger, names.wait]);
    await undo();
    await expect.poll(steps).toEqual(drawn);
  });

  it('shows all of it from afar with names alone, a map, and the beginning again', async () => {
    const { step } = canvasOf(page);
    await step(names.branch).click();
    const height = (await step(names.branch).boundingBox())?.height ?? 0;
    for (let times = 0; times < 4; times++) await page.keyboard.press('-');
    await page.locator('#canvas[data-far]').waitFor();
    expect(await page.locator('.mo-kind').first().isVisible()).toBe(false);
    expect(await page.locator('.mo-name').first().isVisible()).toBe(true);
    await page.keyboard.press('1');
    await page.getByRole('button', { name: /^Zoom 100 %/ }).waitFor();
    expect((await step(names.branch).boundingBox())?.height).toBeGreaterThan(height * 0.9);
    await page.getByRole('button', { name: 'Mini map' }).click();
    await page.getByRole('img', { name: 'Mini map' }).waitFor();
    await page.getByRole('button', { name: 'Mini map' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+L');
    expect(await step(names.trigger).isVisible()).toBe(true);
  });
});

describe('the canvas by mouse', () => {
  it('takes a kind from the palette where a “+” is, and a branch with its contents too', async () => {
    const { step, steps } = canvasOf(page);
    const plus = (name: string) => region().getByRole('button', { name });
    const palette = page.getByRole('region', { name: 'Steps', exact: true });
    await palette
      .getByRole('button', { name: 'Notify the team' })
      .dragTo(plus('Add a step after “Breathe”'), { force: true });
    await expect.poll(steps).toEqual([...drawn, expect.stringMatching(/^Notify the team/)]);
    await undo();
    await step(names.branch).dragTo(plus('Add a step after “Breathe”'), { force: true });
    await expect.poll(steps).toEqual([names.trigger, names.wait, names.branch, names.task, names.mail]);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(steps).toEqual(drawn);
  });
});

describe('what is wrong', () => {
  it('is shown while it is typed, leads to its field, and is mended where the mend is certain', async () => {
    const { step, inspector } = canvasOf(page);
    const problems = page.getByRole('region', { name: 'Problems' });
    await step(names.mail).click();
    const subject = inspector.getByRole('textbox', { name: 'Subject' });
    await subject.fill('');
    await page.keyboard.press('Escape');
    await step(names.wait).click();
    await problems.getByRole('button', { name: /has no subject/ }).click();
    await focused(subject);
    await page.keyboard.type('Hello');
    await problems.getByText('No problems').waitFor();
  });

  it('is mended by one press where the mend is certain', async () => {
    const forgotten = { kind: 'wait', name: 'Forgotten', for: '2d', next: 'x' };
    await page.goto(await addressOf({ ...document, steps: { ...document.steps, l: forgotten } }));
    const { step, steps } = canvasOf(page);
    const problems = page.getByRole('region', { name: 'Problems' });
    await problems.getByRole('button', { name: 'Delete the step' }).press('Enter');
    await problems.getByText('No problems').waitFor();
    await expect.poll(steps).toEqual(drawn);
    await undo();
    await problems.getByText('1 problem').waitFor();
    await page.goto(addresses.drawn);
    await step(names.branch).waitFor();
  });
});

describe('the inspector', () => {
  it('shows a mail as a contact of one’s choice gets it', async () => {
    const { step, inspector } = canvasOf(page);
    await step(names.mail).click();
    const preview = inspector.getByRole('region', { name: 'Preview' });
    await preview.getByRole('combobox').first().click();
    await page.getByRole('option', { name: /Nora Lind/ }).click();
    const mail = preview.frameLocator('iframe');
    await mail.getByText('Dear Nora Lind').waitFor();
    for (const [language, footer] of [
      ['polski', 'Wypisanie i wybór'],
      ['English', 'Unsubscribe'],
    ] as const) {
      await preview.getByRole('combobox', { name: 'Language' }).click();
      await page.getByRole('option', { name: language }).click();
      await mail.getByText(footer).first().waitFor();
    }
  });

  it('builds nested rules about events, counts who matches as they change, and is usable', async () => {
    const { step, inspector } = canvasOf(page);
    await step(names.branch).click();
    await inspector.getByText('1 of 2 contacts match now').waitFor();
    await inspector.getByRole('button', { name: 'Add group' }).first().click();
    const group = inspector.getByRole('group', { name: 'Group 2' });
    await group.getByRole('combobox', { name: 'What it is about' }).first().click();
    await page.getByRole('option', { name: 'Report Created' }).first().click();
    await group.getByRole('button', { name: 'Only events where…' }).click();
    await group.getByRole('button', { name: 'Add rule' }).first().waitFor();
    await expectUsable(page, 'a nested rule');
    await page.keyboard.press('Escape');
    await undo();
  });
});

describe('steps as text', () => {
  it('go from one workflow into another through the clipboard, and are readable JSON', async () => {
    const { step } = canvasOf(page);
    await step(names.branch).click();
    await page.keyboard.press('Control+c');
    const text = await page.evaluate('navigator.clipboard.readText()');
    expect(Object.values(JSON.parse(String(text)).steps)).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'branch', name: 'High value?' })]),
    );
    await page.goto(addresses.blank);
    const first = canvasOf(page);
    await region().getByRole('button', { name: 'Add the first step' }).waitFor();
    await first.step(names.trigger).click();
    await page.keyboard.press('Control+v');
    await expect.poll(first.steps).toEqual([names.trigger, names.branch, names.task, names.mail]);
    await undo();
    await region().getByRole('button', { name: 'Add the first step' }).click();
    await page
      .getByRole('dialog', { name: 'Add a step' })
      .getByRole('menuitem', { name: /^E-mail/ })
      .click();
    await expect.poll(first.steps).toEqual([names.trigger, expect.stringMatching(/^E-mail/)]);
  });
});

describe('a step that is cut', () => {
  it('leaves its neighbours joined, and comes back where it is pasted', async () => {
    await page.goto(addresses.drawn);
    const { step, steps } = canvasOf(page);
    await step(names.wait).click();
    await page.keyboard.press('Control+x');
    await expect.poll(steps).toEqual(drawn.slice(0, 4));
    await step(names.trigger).click();
    await page.keyboard.press('Control+v');
    await expect.poll(steps).toEqual([names.trigger, names.wait, names.branch, names.task, names.mail]);
    await undo();
    await undo();
    await expect.poll(steps).toEqual(drawn);
  });
});

describe('a workflow made by keys alone', () => {
  const press = async (what: Locator) => {
    await what.focus();
    await page.keyboard.press('Enter');
  };

  it('is begun, drawn, mended and published', async () => {
    const { inspector, step, addByKeys } = canvasOf(page);
    await page.goto(`${server.url}/workflows`);
    await press(page.getByRole('link', { name: 'New workflow' }).first());
    await press(page.getByRole('button', { name: 'Start from scratch' }));
    await page.getByRole('textbox', { name: 'Name of the workflow' }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('By keys');
    await inspector.getByRole('combobox', { name: 'Event' }).focus();
    await page.keyboard.type('Keys Pressed');
    await page.keyboard.press('Escape');
    await focused(step(/^Trigger: “Keys Pressed”/));
    await addByKeys('mail');
    await focused(step(/^E-mail/));
    const problems = page.getByRole('region', { name: 'Problems' });
    for (const [left, field, text] of [
      [['subject', 'text'], 'Subject', 'Hello'],
      [['text'], 'Body', 'Dear you'],
    ] as const) {
      // The list comes a moment after what is typed: these problems and no others.
      await expect
        .poll(() => problems.getByRole('button', { name: /^Error/ }).allInnerTexts())
        .toEqual(left.map((missing) => expect.stringMatching(`has no ${missing}`)));
      await page.keyboard.press('e');
      await focused(inspector.getByRole('textbox', { name: field }));
      await page.keyboard.type(text);
      await page.keyboard.press('Escape');
      await focused(step(/^E-mail/));
    }
    await problems.getByText('No problems').waitFor();
    await page.getByText('All changes saved').waitFor();
    await press(page.getByRole('button', { name: 'Publish…' }));
    await press(
      page
        .getByRole('dialog', { name: 'Publish “By keys”' })
        .getByRole('button', { name: 'Publish version 1' }),
    );
    await page.getByText('Live · v1').waitFor();
  });
});

describe('the editor for whoever wants no motion', () => {
  it('moves nothing, dialogs and menus included', async () => {
    await page.goto(addresses.drawn);
    const { step } = canvasOf(page);
    await step(names.branch).focus();
    await page.keyboard.press('/');
    await page.getByRole('dialog', { name: 'Add a step' }).waitFor();
    const moving = await page.evaluate(() =>
      [...globalThis.document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration, animationName, transitionProperty } =
          getComputedStyle(element);
        const longest = (list: string) => Math.max(...list.split(',').map(Number.parseFloat));
        const moves =
          (transitionProperty !== 'none' && longest(transitionDuration) > 0.001) ||
          (animationName !== 'none' && longest(animationDuration) > 0.001);
        return moves ? [`${element.tagName} ${element.className}`] : [];
      }),
    );
    expect(moving).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

describe('the editor on other screens', () => {
  it('loses nothing at 200 % zoom', async () => {
    await page.setViewportSize({ width: 683, height: 384 });
    await page.goto(addresses.drawn);
    const { step, inspector } = canvasOf(page);
    const toolbar = page.getByRole('toolbar', { name: 'Canvas tools' });
    const tools = await toolbar.boundingBox();
    expect(tools && tools.y + tools.height).toBeLessThanOrEqual(384);
    await expect.poll(() => inspector.count()).toBe(0);
    await step(names.branch).click();
    await inspector.getByRole('textbox', { name: 'Name', exact: true }).scrollIntoViewIfNeeded();
    await inspector.getByRole('button', { name: 'Close the step' }).click();
    await inspector.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Workflow settings' }).click();
    await inspector.getByRole('heading', { name: 'Settings' }).waitFor();
    await inspector.getByRole('button', { name: 'Close', exact: true }).click();
    await inspector.waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(683);
  });

  it('lets a phone look at a step by touch', async () => {
    const { cookies } = await page.context().storageState();
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    await context.addCookies(cookies);
    const phone = await context.newPage();
    await phone.goto(addresses.drawn);
    const { step, inspector } = canvasOf(phone);
    await step(names.branch).tap();
    const name = inspector.getByRole('textbox', { name: 'Name', exact: true });
    await name.waitFor();
    const box = await name.boundingBox();
    expect(box && box.y + box.height).toBeLessThan(844);
    await inspector.getByRole('button', { name: 'Close the step' }).tap();
    await context.close();
    expect(faults).toEqual([]);
  });
});
