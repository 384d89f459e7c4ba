import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium that talks to nobody by itself; close it when done. */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = await findChromium();
  // The sandbox needs what containers and root do not have; the pages shown here are our own.
  return chromium.launch({
    executablePath: path,
    headless: true,
    chromiumSandbox: false,
    args: flags,
    env: { ...withoutUndefined(process.env), ...env },
  });
}

/** The WCAG 2.2 A and AA rules. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Those that can turn out otherwise in another look of the same page. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong on the page as it is now: of its colours only, where the rest is known; within a part of it. */
export async function axe(
  page: Page,
  about: 'all' | 'colours' = 'all',
  within: string | undefined = undefined,
): Promise<Result[]> {
  // Evaluated by the driver and not as a script element, which the page's content security policy would refuse.
  await page.evaluate(`typeof window.axe === 'object' || (() => { ${axeSource} })()`);
  const runOnly = about === 'all' ? { type: 'tag', values: rules } : { type: 'rule', values: rulesOfColour };
  const results = await page.evaluate<AxeResults, { runOnly: object; within: string | undefined }>(
    (asked) =>
      (
        window as unknown as {
          axe: { run(context: Document | string, options: object): Promise<AxeResults> };
        }
      ).axe.run(asked.within ?? document, { runOnly: asked.runOnly }),
    { runOnly, within },
  );
  return results.violations;
}

/** A violation in one line, for the message of a failed expectation. */
export function sayViolations(violations: readonly Result[]): string[] {
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

function withoutUndefined(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => !!entry[1]));
}
