import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A Chromium that can be started, and what must be in its environment. */
export interface InstalledChromium {
  path: string;
  env: Record<string, string>;
}

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/**
 * The Chromium to test with: `CHROME_PATH`, a browser of the system, or the one inside the package
 * `@sparticuz/chromium`, unpacked on first use. Nothing has to be installed.
 */
export async function findChromium(): Promise<InstalledChromium> {
  const path = process.env.CHROME_PATH ?? systemChromium();
  return path ? { path, env: {} } : unpackedChromium();
}

function systemChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function unpackedChromium(): Promise<InstalledChromium> {
  const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
  const home = join(modules, '.cache', `chromium-${version}`);
  if (!existsSync(home)) await unpack(home);
  return {
    path: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  };
}

/**
 * Unpacks beside its final place and renames, so that a second test run never starts a half-written browser. The
 * package unpacks into the temporary directory, and its own copy of NSS and expat only where it believes to be in
 * a Lambda container; a child process with both variables set gets us all of it in a place of our own.
 */
async function unpack(home: string): Promise<void> {
  await mkdir(join(modules, '.cache'), { recursive: true });
  const staging = await mkdtemp(`${home}-`);
  try {
    const script = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: join(modules, '..'),
      env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    });
    await writeFile(join(staging, 'fonts.conf'), fontConfiguration(home));
    await rename(staging, home);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    // Another run was faster: its browser is as good as ours.
    if (!existsSync(join(home, 'chromium'))) throw error;
  }
}

function fontConfiguration(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(home, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
