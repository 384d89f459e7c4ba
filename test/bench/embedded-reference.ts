import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from 'lmdb';

const binary = { encoding: 'binary', keyEncoding: 'binary', cache: false } as const;

const DOCUMENTS = 100_000;
const BATCH = 1_000;
const LENGTH = 300;
const GETS = 200_000;

/** What LMDB does by itself with documents of that length, a second. */
export interface RawStore {
  /** Documents put with two index entries each, a thousand in one transaction that is on the disk at its end. */
  puts: number;
  gets: number;
}

/** Measures LMDB without a server, in a directory of its own. */
export async function measureRawStore(): Promise<RawStore> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-lmdb-'));
  try {
    const root = open<Buffer, Buffer>({ path: dir, maxDbs: 8, ...binary });
    const documents = root.openDB<Buffer, Buffer>({ name: 'documents', ...binary });
    const indexes = ['first', 'second'].map((name) => root.openDB<Buffer, Buffer>({ name, ...binary }));
    const value = Buffer.alloc(LENGTH, 7);
    const empty = Buffer.alloc(0);
    const from = performance.now();
    for (let first = 0; first < DOCUMENTS; first += BATCH) {
      root.transactionSync(() => {
        for (let n = first; n < first + BATCH; n += 1) {
          for (const index of indexes) index.putSync(keyOf((n * 7_919) % DOCUMENTS), empty);
          documents.putSync(keyOf(n), value);
        }
      });
    }
    const put = performance.now();
    for (let n = 0; n < GETS; n += 1) documents.getBinary(keyOf((n * 7_919) % DOCUMENTS));
    const got = performance.now();
    await root.close();
    return { puts: (DOCUMENTS * 1_000) / (put - from), gets: (GETS * 1_000) / (got - put) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function keyOf(n: number): Buffer {
  const key = Buffer.alloc(12);
  key.writeUInt32BE(n, 4);
  return key;
}

/** Questions and answers of a hundred bytes a second over `connections` unix sockets of a bare echo process. */
export async function measurePings(connections: number, seconds: number): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-ping-'));
  const path = join(dir, 'echo.sock');
  const script = fileURLToPath(new URL('./echo-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await once(child.stdout, 'data');
    const question = Buffer.alloc(100, 1);
    const from = performance.now();
    const end = from + seconds * 1_000;
    const counts = await Promise.all(
      Array.from(
        { length: connections },
        () =>
          new Promise<number>((resolve, reject) => {
            let count = 0;
            const socket = connect(path, () => socket.write(question));
            socket.on('error', reject);
            socket.on('data', () => {
              count += 1;
              if (performance.now() < end) socket.write(question);
              else socket.end(() => resolve(count));
            });
          }),
      ),
    );
    return (counts.reduce((sum, count) => sum + count, 0) * 1_000) / (performance.now() - from);
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    await rm(dir, { recursive: true, force: true });
  }
}
