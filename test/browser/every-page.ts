import type { Page } from 'playwright-core';
import { barriers } from './open-page.ts';

/** An address, and what can be opened there: the buttons pressed one after the other, by their names. */
interface Visit {
  address: string;
  opens?: readonly (readonly (string | RegExp)[])[];
}

const nothing: readonly Visit[] = [];

/**
 * Where each page of the product is seen, by its path in the router. It is held against the router's own list, so that
 * a page that is not looked at fails the test.
 */
function visits(known: Known): Record<string, readonly Visit[]> {
  const settings: Record<string, Visit['opens']> = {
    workspace: [],
    people: [['Invite'], [/^Actions for/]],
    keys: [['New key']],
    mail: [],
    templates: [],
    playbooks: [],
    signals: [],
    health: [],
    secrets: [],
    undelivered: [],
  };
  return {
    '/': nothing,
    '/settings': nothing,
    '/setup': [{ address: '/setup?token=used' }],
    '/sign-in': [{ address: '/sign-in' }],
    '/invitation/$token': [{ address: known.invitation }],
    '/workflows': [
      { address: '/workflows', opens: [[/^Actions for/], ['Language'], [/^Account of/], [/^Notices/]] },
    ],
    '/workflows/new': [{ address: '/workflows/new?group=billing' }],
    '/workflows/$id': [{ address: '/workflows/none' }],
    '/contacts': [{ address: '/contacts', opens: [['Import']] }, { address: '/contacts/nobody' }],
    '/contacts/$userId': [
      { address: `/contacts/${known.contact}`, opens: [['Add to workflow'], ['Erase…']] },
    ],
    '/at-risk': [
      {
        address: '/at-risk',
        opens: [
          [/^Actions for/, 'Start a workflow'],
          [/^Actions for/, 'Create a task'],
        ],
      },
    ],
    '/accounts': [{ address: '/accounts', opens: [['New account'], ['Views']] }],
    '/accounts/$id': [{ address: `/accounts/${known.account}`, opens: [['Delete…']] }],
    '/segments': [{ address: '/segments', opens: [['New segment']] }],
    '/segments/$key': [{ address: `/segments/${known.segment}` }],
    '/tasks': [{ address: '/tasks' }, { address: `/tasks?task=${known.task}` }],
    '/outbox': [{ address: '/outbox' }, { address: `/outbox?message=${known.message}` }],
    '/reports': [{ address: '/reports?days=180' }],
    '/connect': [{ address: '/connect' }],
    '/connect/hooks/$id': [{ address: '/connect/hooks/new' }],
    '/settings/$section': Object.entries(settings).map(([section, opens = []]) => ({
      address: `/settings/${section}`,
      opens,
    })),
    '/settings/templates/$key': [{ address: `/settings/templates/${known.template}` }],
    '/settings/signals/$key': [{ address: `/settings/signals/${known.signal}`, opens: [] }],
  };
}

/** One of each thing that has a page of its own. */
export interface Known {
  invitation: string;
  contact: string;
  account: string;
  segment: string;
  task: string;
  message: string;
  template: string;
  signal: string;
}

/**
 * Walks every page of the product but the editor, and tells what keeps people from using it: in both looks, with what
 * opens on a page open, and in a window as narrow as 320 px. Two windows share the walk, as looking is nearly all of
 * it and keeps one core each.
 */
export async function walkEveryPage(page: Page, known: Known): Promise<string[]> {
  const paths = await page.evaluate(() => Object.keys(window.__TSR_ROUTER__?.routesByPath ?? {}));
  const places = visits(known);
  if (paths.length === 0) throw new Error('the router lists no page');
  const found = paths.filter((path) => !(path in places)).map((path) => `${path} is not looked at`);
  const left = Object.values(places).flat();
  const other = await page.context().newPage();
  other.on('pageerror', (fault) => found.push(fault.message));
  await other.goto(page.url());
  const walk = async (window: Page) => {
    for (let next = left.shift(); next; next = left.shift()) found.push(...(await visit(window, next)));
  };
  await Promise.all([page, other].map(walk));
  await other.close();
  return found;
}

async function visit(page: Page, { address, opens = [] }: Visit): Promise<string[]> {
  const found: string[] = [];
  const look = async (what: string, within?: string) =>
    void found.push(...(await barriers(page, within)).map((barrier) => `${what}, ${barrier}`));
  await goTo(page, address);
  await look(address);
  if (await scrollsSideways(page)) found.push(`${address} scrolls sideways at 320 px`);
  for (const names of opens) {
    for (const name of names) await press(page, name);
    await page.locator(overlay).first().waitFor();
    await look(`${address} with ${names.join(', ')}`, overlay);
    await closeAll(page);
  }
  return found;
}

/** Without loading the product anew; answers when what the page asked for is there. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => window.__TSR_ROUTER__?.navigate({ href }), address);
  // Until then what is seen may still be the page before.
  await page.waitForFunction(() => window.__TSR_ROUTER__?.state.status === 'idle');
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).or(page.getByRole('menuitem', { name }));
  await button.first().click();
}

const overlay = '[role=dialog], [role=menu]';

async function closeAll(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.waitForFunction((open) => document.querySelector(open) === null, overlay);
}

/** WCAG 1.4.10: a window of 1280 px at 400 % is as wide as one of 320 px. */
async function scrollsSideways(page: Page): Promise<boolean> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wider = await page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].some(
      (part) => part && part.scrollWidth > part.clientWidth,
    ),
  );
  if (size) await page.setViewportSize(size);
  return wider;
}
