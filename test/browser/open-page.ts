import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { testKeys } from '../support/api.ts';
import { axe, sayViolations } from '../support/browser.ts';

/** A page that looks the same wherever the tests run, and reports what its scripts throw. */
export async function openPage(browser: Browser): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Warsaw',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(fault.message));
  return { page, faults };
}

/** Signs in as the admin that the server was started with. */
export async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(testKeys.MOORING_ADMIN_EMAIL);
  await page.getByLabel('Password').first().fill(testKeys.MOORING_ADMIN_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Workflows', level: 1 }).waitFor();
}

/** Expects that everybody can use the page as it is now, in the light and in the dark look. */
export async function expectUsable(page: Page, what: string): Promise<void> {
  expect(await barriers(page), what).toEqual([]);
}

/** What keeps people from using the page as it is now, or a part of it, in the light and in the dark look. */
export async function barriers(page: Page, within?: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    // Half faded, a text has half its contrast.
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    );
    const violations = await axe(page, colorScheme === 'light' ? 'all' : 'colours', within);
    found.push(...sayViolations(violations).map((violation) => `${colorScheme}: ${violation}`));
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  return found;
}
