import { canvasOf } from '../browser/canvas.ts';
import { openPage, signIn } from '../browser/open-page.ts';
import { callApi, testKeys } from '../support/api.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { serveCanvasReference } from './canvas-reference-server.ts';
import { firstLoads } from './editor-load.ts';
import { insertion, movements } from './editor-movement.ts';
import type { Bench, Measurement } from './measurement.ts';

const SIZES = (process.env.EDITOR_SIZES ?? '50 200 500 1000').split(' ').map(Number);

export const editor: Bench = {
  name: 'editor',
  about: 'frames while panning and dragging, time to an inserted step and first load, in a real browser',
  isLong: true,
  async run(say) {
    const server = await startServer({ env: { ...testKeys } });
    const reference = await serveCanvasReference();
    const browser = await openBrowser();
    const found: Measurement[] = [];
    const note = (one: Measurement) => {
      found.push(one);
      say(one);
    };
    try {
      const small = await workflowOf(server, 10);
      for (const load of await firstLoads(browser, server.url, `/workflows/${small}`)) note(load);
      const { page } = await openPage(browser);
      await signIn(page, server.url);
      for (const steps of SIZES) {
        await page.goto(`${reference.url}/?steps=${steps}`);
        await page.locator('.react-flow__node').first().waitFor();
        const plain = await movements(page, '.react-flow__node');
        const plainInsertion = await insertion(page, {
          before: async () => undefined,
          button: page.getByRole('button', { name: 'Add' }),
          drawn: '.react-flow__node:last-child',
        });

        await page.goto(`${server.url}/workflows/${await workflowOf(server, steps)}`);
        await page.locator('#canvas .mo-card').first().waitFor();
        const ours = await movements(page, '#canvas .mo-card:not(.mo-trigger)');
        const { step } = canvasOf(page);
        const menu = page.getByRole('dialog', { name: 'Add a step' });
        const ourInsertion = await insertion(page, {
          before: async () => {
            await step(/^Trigger/).click();
            await page.keyboard.press('/');
          },
          button: menu.getByRole('menuitem', { name: /^E-mail/ }),
          drawn: '#canvas [data-step][aria-pressed="true"]',
        });

        for (const what of ['pan', 'drag'] as const)
          note({
            what: `${what}, ${steps} steps`,
            value: 1_000 / ours[what].median,
            unit: 'frames/s',
            also: { 'p95 ms': ours[what].p95, 'reference p95 ms': plain[what].p95 },
            reference: { what: 'the canvas library alone', value: 1_000 / plain[what].median },
            ...(steps === 500 ? { target: { of: 'value', is: 'at least', limit: 55 } as const } : {}),
          });
        note({
          what: `click to inserted step, ${steps} steps`,
          value: ourInsertion,
          unit: 'ms',
          reference: { what: 'the canvas library alone', value: plainInsertion },
          target: { of: 'value', is: 'at most', limit: 100 },
        });
      }
      return found;
    } finally {
      await browser.close();
      reference.close();
      await server.stop();
    }
  },
};

/** A workflow of so many steps: e-mails, tasks and waits on two paths that meet again, over and over. */
async function workflowOf(server: RunningServer, count: number): Promise<string> {
  const steps: Record<string, object> = { end: { kind: 'exit' } };
  const rule = { fact: 'contact', path: '$.traits.plan', operator: 'equal', value: 'pro' };
  const blocks = Math.max(1, Math.floor(count / 5));
  for (let block = 0; block < blocks; block++) {
    const at = (name: string) => `b${block}${name}`;
    const next = block + 1 < blocks ? `b${block + 1}s` : 'end';
    steps[at('s')] = {
      kind: 'branch',
      name: `High value ${block}?`,
      paths: [{ id: 'yes', when: { all: [rule] }, next: at('t') }],
      otherwise: at('m'),
    };
    steps[at('t')] = {
      kind: 'create-task',
      title: `Call ${block}`,
      assignee: { role: 'success-manager' },
      dueIn: '1d',
      next: at('w'),
    };
    steps[at('m')] = {
      kind: 'send-email',
      subject: `We miss you ${block}`,
      body: 'Hello',
      purpose: 'marketing',
      next: at('w'),
    };
    steps[at('w')] = { kind: 'wait', for: '3d', next: at('n') };
    steps[at('n')] = { kind: 'update-contact', changes: [{ do: 'add-tag', tag: `seen-${block}` }], next };
  }
  const created = await callApi(server.url, 'POST', '/api/workflows', {
    body: {
      format: 'mooring.workflow/1',
      name: `${count} steps`,
      entry: { trigger: { kind: 'event', event: 'Renewal Due' } },
      start: 'b0s',
      steps,
    },
  });
  const { id } = created.body as { id?: string };
  if (id === undefined) throw new Error(`the workflow was refused: ${JSON.stringify(created.body)}`);
  return id;
}
