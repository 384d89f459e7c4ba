import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { get, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressedFiles } from '../../server/http/compressed-files.ts';
import { eventually } from '../support/api.ts';

const text = 'export const words = "again and again";\n'.repeat(500);
let directory: string;
let server: Server;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mooring-files-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'assets', 'page-1.js'), text);
  const app = express();
  app.use(compressedFiles(directory, '/assets/', 'public, max-age=60'));
  await new Promise<void>((resolve) => {
    server = app.listen(0, '127.0.0.1', () => resolve());
  });
});
afterAll(async () => {
  server.close();
  await rm(directory, { recursive: true });
});

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

function ask(path: string, encodings: string): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ port, path, headers: { 'accept-encoding': encodings } }, (answer) => {
      buffer(answer).then(
        (body) => resolve({ status: answer.statusCode, headers: answer.headers, body }),
        reject,
      );
    }).on('error', reject);
  });
}

describe('a file of the editor', () => {
  it('comes by Brotli once that is ready, and by gzip to whoever takes only that', async () => {
    const { headers, body } = await eventually(
      () => ask('/assets/page-1.js', 'gzip, deflate, br'),
      (answer) => answer.headers['content-encoding'] === 'br',
    );
    expect(headers).toMatchObject({ vary: 'Accept-Encoding', 'cache-control': 'public, max-age=60' });
    expect(headers['content-type']).toContain('text/javascript');
    expect(brotliDecompressSync(body).toString()).toBe(text);
    const other = await ask('/assets/page-1.js', 'gzip');
    expect(other.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(other.body).toString()).toBe(text);
  });

  it('comes by Brotli to the very first visitor where the build has packed it', async () => {
    const file = join(directory, 'assets', 'built-1.js');
    await writeFile(file, text);
    await writeFile(`${file}.gz`, gzipSync(text));
    await writeFile(`${file}.br`, brotliCompressSync(text));
    const first = await ask('/assets/built-1.js', 'gzip, br');
    expect(first.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(first.body).toString()).toBe(text);
    const other = await ask('/assets/built-1.js', 'gzip');
    expect(other.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(other.body).toString()).toBe(text);
  });

  it('is packed once, however its path is spelt', async () => {
    await eventually(
      () => ask('/assets/page-1.js', 'br, gzip'),
      (answer) => answer.headers['content-encoding'] === 'br',
    );
    // Packed anew, the first answer would come by gzip.
    for (const path of ['/assets/./page-1.js', '/assets//page-1.js', '//assets/././page-1.js'])
      expect((await ask(path, 'br, gzip')).headers['content-encoding']).toBe('br');
  });

  it('is left to the plain files when it is not there, or wanted as it is', async () => {
    expect((await ask('/assets/page-2.js', 'gzip, br')).status).toBe(404);
    expect((await ask('/assets/page-1.js', 'identity')).status).toBe(404);
    expect((await ask('/assets/../page-1.js', 'gzip')).status).toBe(404);
  });
});
