import { execFile } from 'node:child_process';
import { copyFile, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Bench } from './measurement.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BLOCK = 512;
const MIB = 1_048_576;

export const install: Bench = {
  name: 'install',
  about: 'what an installation for production brings: packages, their room on disk, seconds',
  isLong: true,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'mooring-install-'));
    try {
      for (const file of ['package.json', 'package-lock.json'])
        await copyFile(join(root, file), join(folder, file));
      const from = performance.now();
      await promisify(execFile)('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder });
      const seconds = (performance.now() - from) / 1_000;
      const { bytes, files, packages } = await roomOf(join(folder, 'node_modules'));
      return [
        {
          what: 'production dependencies on disk',
          value: bytes / MIB,
          unit: 'MiB',
          also: { packages, files, seconds },
          target: { of: 'value' as const, is: 'at most' as const, limit: 160 },
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** What a folder takes on its disk, as `du` counts it. */
async function roomOf(folder: string): Promise<{ bytes: number; files: number; packages: number }> {
  const room = { bytes: 0, files: 0, packages: 0 };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const { blocks } = await lstat(join(entry.parentPath, entry.name));
    room.bytes += blocks * BLOCK;
    if (!entry.isDirectory()) room.files += 1;
    if (entry.name === 'package.json' && /node_modules\/(@[^/]+\/)?[^/]+$/.test(entry.parentPath))
      room.packages += 1;
  }
  return room;
}
