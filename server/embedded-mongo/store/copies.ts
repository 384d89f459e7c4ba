import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { open } from 'lmdb';
import { locate } from '../location.ts';
import { ownerKey, takeOwnership } from './ownership.ts';
import { Store } from './store.ts';

/** A copy, a restore or a compaction that cannot be done; the message says what to do instead. */
export class CopyError extends Error {}

const dataFile = 'data.mdb';

/** What a copy came to, in bytes. */
export interface CopyReport {
  before: number;
  after: number;
}

/**
 * Writes a compact copy of a directory's database into a new directory, as it stood at one moment; it may be served
 * and written to meanwhile. The copy appears under its name only when it is whole and on the disk.
 */
export async function backupData(dir: string, target: string): Promise<CopyReport> {
  const source = join(dir, 'database');
  if (!existsSync(join(source, dataFile))) throw new CopyError(`There is no embedded database in ${dir}.`);
  const place = resolve(target);
  if (existsSync(place) && readdirSync(place).length > 0)
    throw new CopyError(`${target} is there already and not empty. Name a new directory for the backup.`);
  const staging = join(dirname(place), `.${basename(place)}.part`);
  await copyInto(source, staging);
  rmSync(place, { recursive: true, force: true });
  renameSync(staging, place);
  syncDirectory(dirname(place));
  return { before: sizeOf(source), after: sizeOf(place) };
}

/**
 * Puts a backup in the place of a directory's database, which must not be served. Data that are there are refused
 * unless they are to be replaced; they are then kept beside as `data.mdb.replaced`. The exchange is one renaming:
 * interrupted anywhere, either the old data or the whole backup is there.
 */
export async function restoreData(backup: string, dir: string, replace: boolean): Promise<CopyReport> {
  const source = join(backup, dataFile);
  if (!existsSync(source)) throw new CopyError(`There is no backup in ${backup}: it has no ${dataFile}.`);
  const { data } = locate(dir);
  const place = join(data, dataFile);
  const isThere = existsSync(place);
  if (isThere && !replace)
    throw new CopyError(`${dir} has a database already. Add --replace to put the backup in its place.`);
  const fresh = join(data, `${dataFile}.restoring`);
  copyFileSync(source, fresh);
  syncFile(fresh);
  if (isThere) {
    const lock = await lockOut(data);
    if (existsSync(`${place}.replaced`)) rmSync(`${place}.replaced`);
    // Two names for the old data, so that there is no moment without any.
    copyFileSync(place, `${place}.replaced`);
    await lock.closeKeepingOthersOut();
  }
  renameSync(fresh, place);
  syncDirectory(data);
  return { before: statSync(source).size, after: statSync(place).size };
}

/** Gives the room that deleted documents took back to the disk. The database must not be served. */
export async function compactData(dir: string): Promise<CopyReport> {
  if (!existsSync(join(dir, 'database', dataFile)))
    throw new CopyError(`There is no embedded database in ${dir}.`);
  const { data } = locate(dir);
  const before = sizeOf(data);
  const lock = await lockOut(data);
  const staging = join(data, 'compacting');
  try {
    await copyInto(data, staging);
  } catch (error) {
    await lock.giveBack();
    throw error;
  }
  await lock.closeKeepingOthersOut();
  renameSync(join(staging, dataFile), join(data, dataFile));
  rmSync(staging, { recursive: true, force: true });
  syncDirectory(data);
  return { before, after: sizeOf(data) };
}

/**
 * Takes the data so that nobody serves them meanwhile. Closed without giving it back, the mark of this process stays
 * in the old file and keeps others out until the new file, which has none, takes its place.
 */
async function lockOut(data: string) {
  const store = new Store(data);
  let release: () => void;
  try {
    release = takeOwnership(store, data);
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    closeKeepingOthersOut: () => store.close(),
    async giveBack() {
      release();
      await store.close();
    },
  };
}

async function copyInto(source: string, staging: string): Promise<void> {
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  const reading = open({ path: source, noSubdir: false, readOnly: true, maxDbs: 4096 });
  try {
    await reading.backup(staging, true);
  } finally {
    await reading.close();
  }
  await forgetOwner(staging);
  syncFile(join(staging, dataFile));
  syncDirectory(staging);
}

/** A copy belongs to nobody, though it was made while somebody served the data. */
async function forgetOwner(staging: string): Promise<void> {
  const store = new Store(staging);
  store.write(() => store.records.removeSync(ownerKey));
  await store.close();
  rmSync(join(staging, 'lock.mdb'), { force: true });
}

function sizeOf(data: string): number {
  return statSync(join(data, dataFile)).size;
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function syncDirectory(path: string): void {
  // Windows knows no directories as files; there a renaming is durable by itself.
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
