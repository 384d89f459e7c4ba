import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callApi, eventually, sendBatch, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { customer, subscription } from '../support/stripe-fixtures.ts';
import { type StripeStandIn, startStripeStandIn } from '../support/stripe-stand-in.ts';
import { expectUsable, openPage, signIn } from './open-page.ts';

let browser: Browser;
let server: RunningServer;
let page: Page;
let stripe: StripeStandIn;
let faults: string[];

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
/** A customer who does well, but for a week and more just below what the plan allows. */
const history = [
  { type: 'identify', userId: 'ada', traits: { email: 'ada@acme.test', firstName: 'Ada', role: 'admin' } },
  { type: 'group', userId: 'ada', groupId: 'acme', traits: { name: 'Acme', mrr: 900, plan: 'pro' } },
  ...[1, 3, 5, 8, 10, 12, 15, 17, 19, 22, 24].map((days) => ({
    type: 'track',
    userId: 'ada',
    event: 'Signed In',
    timestamp: ago(days),
  })),
  ...[10, 8, 6, 4, 2].map((days) => ({
    type: 'group',
    userId: 'ada',
    groupId: 'acme',
    traits: { meters: { contacts: { value: 950, limit: 1_000 } } },
    timestamp: ago(days),
  })),
];

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const answer = await callApi(server.url, method, path, {
    headers,
    ...(body === undefined ? {} : { body }),
  });
  expect(answer.status, `${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
  return answer.body as Record<string, unknown>;
}
const healthOf = async () => Number((await call('GET', '/api/accounts/acme')).health ?? Number.NaN);

beforeAll(async () => {
  stripe = await startStripeStandIn({
    customers: [customer('cus_acme', { email: 'ada@acme.test' })],
    subscriptions: [subscription('sub_acme', 'cus_acme', {}, { nickname: 'Scale' }, 40)],
  });
  const env = { ...testKeys, STRIPE_API_KEY: 'rk_test_1', STRIPE_BASE_URL: stripe.url };
  server = await startServer({ env });
  browser = await openBrowser();
  ({ page, faults } = await openPage(browser));
  // It is graver here than as it is shipped, so that it alone opens a case and puts somebody at risk.
  const { document, etag } = await eventually(
    async () => (await callApi(server.url, 'GET', '/api/signals/plan-limit')).body as Record<string, unknown>,
    (signal) => signal.etag !== undefined,
  );
  const heavy = { ...(document as object), severity: 'high', weight: 70 };
  await call('PUT', '/api/signals/plan-limit', heavy, { 'if-match': String(etag) });
  await sendBatch(server.url, history);
  // Health follows events of a new name within a minute; kept anew, its rules are applied at once.
  await eventually(
    async () => {
      const { rules, etag } = await call('GET', '/api/health/rules');
      await call('PUT', '/api/health/rules', rules, { 'if-match': String(etag) });
      return healthOf();
    },
    (score) => score < 40,
  );
  // Published now, the shipped playbook starts nothing by itself for whom the signal is open already.
  const { id } = await call('POST', '/api/playbooks/plan-limit', {});
  await call('POST', `/api/workflows/${String(id)}/publish`);
  await signIn(page, server.url);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await stripe?.close();
});

// One story told in parts: each part goes on where the one before it ended.
describe('a success manager who finds a customer at risk', () => {
  it('sees who it is, what is at stake and why, and starts the playbook that answers it', async () => {
    await page.getByRole('link', { name: 'At risk' }).click();
    await page.getByRole('heading', { name: 'At risk', level: 1 }).waitFor();
    const row = page.getByRole('row', { name: /Acme/ });
    await row.getByText('Balancing at the plan limit').waitFor();
    await row.getByText('$900').waitFor();
    await row.getByText('Case: At risk').waitFor();
    await expectUsable(page, 'at risk');
    await row.getByRole('button', { name: 'Start playbook' }).click();
    await page
      .getByText('“At the plan limit” started for 1 account. Its messages and tasks wait in the outbox')
      .waitFor();
  });

  it('approves what it is about to do, as the first effects of a playbook are', async () => {
    const held = async () => (await call('GET', '/api/held')).items as unknown[];
    await eventually(held, ({ length }) => length === 1);
    await page.goto(`${server.url}/outbox?status=held`);
    await page.getByRole('button', { name: 'Approve “Negotiate better terms with Acme”' }).click();
    await page.goto(`${server.url}/at-risk`);
    const row = page.getByRole('row', { name: /Acme/ });
    await row.getByRole('link', { name: 'Negotiate better terms with Acme' }).click();
    const why = page.getByRole('dialog').getByRole('region', { name: 'Open signals' });
    await why.getByText('Balancing at the plan limit').waitFor();
    expect(await why.getByRole('listitem').count()).toBeGreaterThan(1);
  });

  it('moves the case on and takes that back from the toast', async () => {
    await page.goto(`${server.url}/accounts/acme`);
    const stages = page.getByRole('list', { name: 'Stage' });
    const current = stages.locator('[aria-current="step"]');
    await current.getByText('At risk').waitFor();
    await stages.getByRole('button', { name: 'Plan' }).click();
    const toast = page.getByRole('alert').filter({ hasText: 'Case: Plan' });
    await current.getByText('Plan').waitFor();
    await toast.getByRole('button', { name: 'Undo' }).click();
    await current.getByText('At risk').waitFor();
    const reason = page.getByRole('textbox', { name: 'Reason' });
    await reason.fill('Too small a plan');
    await reason.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Reason updated.' }).waitFor();
    const [open] = (await call('GET', '/api/cases?accountId=acme')).items as Record<string, unknown>[];
    expect(open).toMatchObject({ stage: 'at-risk', reason: 'Too small a plan' });
  });

  it('writes to them from the list, and takes the e-mail back before it leaves', async () => {
    await page.goto(`${server.url}/at-risk`);
    await page.getByRole('row', { name: /Acme/ }).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Write an e-mail' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write to Acme' });
    await dialog.getByRole('textbox', { name: 'Subject' }).fill('Shall we talk about your plan?');
    await dialog.getByRole('textbox', { name: 'Body' }).fill('Hello {{ contact.traits.firstName }}, a word?');
    await dialog
      .getByRole('region', { name: 'Preview' })
      .getByText('Shall we talk about your plan?')
      .waitFor();
    await dialog.getByText('Service', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText('Say why they need it.').waitFor();
    await expectUsable(page, 'an e-mail written by hand');
    await dialog.getByRole('textbox', { name: 'Why people need it' }).fill('Their plan ends on Friday.');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    const toast = page.getByRole('alert').filter({ hasText: 'goes out in a few seconds' });
    await toast.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('alert').filter({ hasText: 'Undone.' }).waitFor();
    await page.goto(`${server.url}/outbox?status=cancelled`);
    const row = page.getByRole('row', { name: /Shall we talk about your plan/ });
    await row.getByText('Withdrawn by its author').waitFor();
    await row.getByText(/^Written by/).waitFor();
    const tab = (name: string) => page.getByRole('button', { name, exact: true });
    expect(await tab('Held back').getAttribute('aria-pressed')).toBe('true');
    await tab('Undelivered').click();
    await page.waitForURL(/outbox\?group=undelivered$/);
    await row.waitFor({ state: 'detached' });
    await tab('Held back').click();
    await row.waitFor();
  });

  it('does the task, and with it the rescue is over', async () => {
    await page.goto(`${server.url}/at-risk`);
    await page.getByRole('row', { name: /Acme/ }).getByRole('link', { name: 'Do the task' }).click();
    const drawer = page.getByRole('dialog', { name: 'Negotiate better terms with Acme' });
    await drawer.getByRole('radio', { name: 'They’re staying' }).check();
    await drawer
      .getByRole('textbox', { name: 'What happened' })
      .fill('They take the larger plan from next week');
    await drawer.getByRole('button', { name: 'Close task' }).click();
    const cases = await eventually(
      async () => (await call('GET', '/api/cases?accountId=acme')).items as { stage: string }[],
      ([first]) => first?.stage === 'saved',
    );
    expect(cases).toHaveLength(1);
  });

  it('watches health come back when the customer does', async () => {
    const before = await healthOf();
    await sendBatch(server.url, [
      {
        type: 'track',
        userId: 'ada',
        event: 'Subscription Changed',
        properties: { direction: 'up', plan: 'business' },
      },
    ]);
    await eventually(healthOf, (score) => score >= before + 70);
    await page.goto(`${server.url}/accounts/acme`);
    await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor();
    await page.getByText('No open signals.').waitFor();
    // A line says its numbers under the pointer.
    const activity = page.getByRole('figure', { name: 'Events per day, last twelve weeks' });
    await activity.getByRole('img').hover();
    await activity.locator('[data-side] b').waitFor();
    await page.getByRole('button', { name: 'Tasks and cases' }).click();
    await page.getByRole('link', { name: 'Negotiate better terms with Acme' }).waitFor();
    await page.getByText('Saved').first().waitFor();
    await expectUsable(page, 'an account');
    await page.goto(`${server.url}/at-risk`);
    await page.getByText('No accounts at risk').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('a manager who says what danger is', () => {
  it('makes a segment of accounts and sees who is in it', async () => {
    await page.goto(`${server.url}/segments`);
    await page.getByRole('button', { name: 'New segment' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New segment' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Paying');
    await dialog.getByRole('radio', { name: 'Accounts' }).check();
    await dialog.getByRole('button', { name: 'Create segment' }).click();
    await page.getByRole('heading', { name: 'Paying', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Acme' }).waitFor();
    await expectUsable(page, 'a segment');
  });

  it('makes a shipped signal weigh more, sees for whom it is open, and puts it back', async () => {
    await page.goto(`${server.url}/settings/signals`);
    await page.getByRole('link', { name: 'Support storm' }).click();
    await page.getByText('Not open for anyone.').waitFor();
    await expectUsable(page, 'a signal');
    await page.getByRole('textbox', { name: 'Health points lost while open' }).fill('25');
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('row', { name: /Support storm/ });
    await row.getByText('−25').waitFor();
    await row.getByText('Edited').waitFor();
    await row.getByRole('link', { name: 'Support storm' }).click();
    await page.getByRole('button', { name: 'Reset to default' }).click();
    await row.getByText('−10').waitFor();
  });

  it('makes a signal by the rule builder, sees for whom it opens and why, and deletes it', async () => {
    await page.goto(`${server.url}/settings/signals`);
    await page.getByRole('link', { name: 'New signal' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Comes often');
    await page.getByRole('textbox', { name: 'Key', exact: true }).fill('comes-often');
    await page.getByRole('textbox', { name: 'What it means' }).fill('They are here nearly every day.');
    await page.getByRole('combobox', { name: 'Severity' }).click();
    await page.getByRole('option', { name: 'Low' }).click();
    await page.getByRole('textbox', { name: 'Health points lost while open' }).fill('3');
    await page.getByRole('textbox', { name: 'Pause after it resolves', exact: true }).fill('2');
    for (const [legend, comparison, value] of [
      ['Opens when', 'is at least', '5'],
      ['Resolves when', 'is less than', '2'],
    ] as const) {
      const rules = page.locator('fieldset').filter({ hasText: legend });
      await rules.getByRole('button', { name: 'Add rule' }).click();
      const rule = rules.getByRole('group', { name: 'Rule 1' });
      await rule.getByRole('combobox', { name: 'What it is about' }).fill('Signed In');
      await page.getByRole('option', { name: 'Signed In', exact: true }).click();
      await rule.getByRole('combobox', { name: 'Comparison' }).click();
      await page.getByRole('option', { name: comparison, exact: true }).click();
      await rule.getByRole('textbox', { name: 'Value' }).fill(value);
    }
    await expectUsable(page, 'a signal that is written');
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('row', { name: /Comes often/ });
    await row.getByText('−3').waitFor();
    await eventually(
      async () => (await call('GET', '/api/signals/comes-often')).open,
      (open) => open === 1,
    );
    expect(await call('GET', '/api/signals/comes-often')).toMatchObject({
      severity: 'low',
      document: {
        cooldown: '2d',
        opensWhen: { all: [{ fact: 'event', operator: 'greaterThanInclusive', value: 5 }] },
        resolvesWhen: { all: [{ fact: 'event', operator: 'lessThan', value: 2 }] },
      },
    });
    await row.getByRole('link', { name: 'Comes often' }).click();
    const open = page.getByRole('table', { name: 'Open now' });
    await open.getByText('Acme').waitFor();
    await open.getByText(/“Signed In” events in the last 30 days is 11, which is at least 5/).waitFor();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Signal deleted.').waitFor();
  });

  it('sees whose health another weight would change before it is kept, and takes it back', async () => {
    await page.goto(`${server.url}/settings/health`);
    const weight = page.getByRole('textbox', { name: 'Regularity: Weight' });
    const before = await weight.inputValue();
    await weight.fill('99');
    await page.getByRole('button', { name: 'Try it', exact: true }).click();
    await page.getByRole('table', { name: 'Number in each band' }).waitFor();
    await expectUsable(page, 'a preview of health');
    await page.getByRole('button', { name: 'Save' }).click();
    const toast = page.getByRole('alert').filter({ hasText: 'Health is being recalculated.' });
    await toast.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => weight.inputValue()).toBe(before);
  });

  it('reads from Stripe what is there already', async () => {
    await page.goto(`${server.url}/connect`);
    await page.getByRole('button', { name: 'Import customers and subscriptions' }).click();
    await page.getByText('Customers and subscriptions imported.').waitFor();
    await page.getByText('Matched customers: 1, unmatched: 0.').waitFor();
    await expect
      .poll(async () => call('GET', '/api/accounts/acme'))
      .toMatchObject({ plan: 'Scale', seats: 40, mrr: 1_960 });
    expect(faults).toEqual([]);
  });
});
