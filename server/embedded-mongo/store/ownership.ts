import { readFileSync, readlinkSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeDocument } from '../bson/decode.ts';
import { encodeDocument } from '../bson/encode.ts';
import type { Store } from './store.ts';

/** Another process serves the same data. */
export class AlreadyServedError extends Error {}

/** Where the data say who serves them. */
export const ownerKey = Buffer.from('\0owner');

/** How often the owner shows that it lives, in milliseconds. */
const heartbeat = 5_000;

/** A sign of life older than this is none, where nothing better can be asked. */
const patience = 20_000;

interface Owner {
  pid: number;
  /** Tells a process from a later one with the same number. */
  birth: string;
  /** Process numbers mean something only within one of these. */
  namespace: string;
}

/**
 * Takes the data of a directory for this process, or throws `AlreadyServedError`. Question and answer happen
 * in one transaction, which LMDB allows one process at a time, so of two that ask at once one is refused.
 * Answers with a function that gives the data back.
 */
export function takeOwnership(store: Store, directory: string): () => void {
  const me: Owner = { pid: process.pid, birth: birthOf(process.pid), namespace: namespaceOfProcesses() };
  const sign = join(directory, 'alive');
  store.write(() => {
    const bytes = store.records.getBinary(ownerKey);
    if (bytes) {
      const doc = decodeDocument(bytes);
      const owner: Owner = {
        pid: Number(doc.get('pid')),
        birth: String(doc.get('birth')),
        namespace: String(doc.get('namespace')),
      };
      if (isAlive(owner, me, sign)) {
        throw new AlreadyServedError(
          `Another process (${owner.pid}) already serves the database in ${directory}.`,
        );
      }
    }
    writeFileSync(sign, '', { mode: 0o600 });
    store.records.putSync(ownerKey, encodeDocument({ ...me }));
  });
  const timer = setInterval(() => showLife(sign), heartbeat);
  timer.unref();
  return () => {
    clearInterval(timer);
    store.write(() => store.records.removeSync(ownerKey));
  };
}

function isAlive(owner: Owner, me: Owner, sign: string): boolean {
  if (owner.namespace !== me.namespace) return isRecent(sign);
  if (owner.pid === me.pid) return owner.birth === me.birth && owner.birth !== '';
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // A process of another user lives but cannot be signalled.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const birth = birthOf(owner.pid);
  if (birth === '' || owner.birth === '') return isRecent(sign);
  return birth === owner.birth;
}

function isRecent(sign: string): boolean {
  try {
    return Date.now() - statSync(sign).mtimeMs < patience;
  } catch {
    return false;
  }
}

function showLife(sign: string): void {
  try {
    const now = new Date();
    utimesSync(sign, now, now);
  } catch {
    // Without the file the process itself still tells that it lives.
  }
}

/** The moment a process began, as the system counts; empty where the system does not tell. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in brackets, may itself contain spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function namespaceOfProcesses(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return process.platform;
  }
}
