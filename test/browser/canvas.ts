import type { Locator, Page } from 'playwright-core';

/** What somebody sees and does on the canvas and in the inspector. */
export interface Canvas {
  inspector: Locator;
  step(name: RegExp | string): Locator;
  /** Clicks a “+” and chooses a kind of step. */
  add(plus: string, kind: RegExp): Promise<void>;
  /** Adds the first kind that fits the letters behind the current step; the path, where there are several. */
  addByKeys(letters: string, path?: string): Promise<void>;
  /** The names of the steps in reading order, exits left out. */
  steps(): Promise<string[]>;
}

/** The canvas of the workflow that is open. */
export function canvasOf(page: Page): Canvas {
  const region = page.getByRole('region', { name: 'Workflow canvas' });
  const menu = page.getByRole('dialog', { name: 'Add a step' });
  const step = (name: RegExp | string) => region.getByRole('button', { name });

  async function add(plus: string, kind: RegExp) {
    await region.getByRole('button', { name: plus }).click();
    await menu.getByRole('menuitem', { name: kind }).click();
    await menu.waitFor({ state: 'detached' });
  }

  async function addByKeys(letters: string, path?: string) {
    await page.keyboard.press('/');
    await menu.waitFor();
    if (path !== undefined) {
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowRight');
      await menu.getByRole('radio', { name: path, checked: true }).waitFor({ state: 'attached' });
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.type(letters);
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
  }

  function steps() {
    return region.locator('button[data-step][aria-pressed]').evaluateAll((buttons) =>
      buttons
        .map((button) => ({
          name: button.getAttribute('aria-label') ?? '',
          box: button.getBoundingClientRect(),
        }))
        .filter(({ name }) => !name.startsWith('Exit'))
        .sort((one, other) => one.box.top - other.box.top || one.box.left - other.box.left)
        .map(({ name }) => name),
    );
  }
  return { inspector: page.getByRole('complementary', { name: 'Inspector' }), step, add, addByKeys, steps };
}
