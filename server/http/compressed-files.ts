import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/**
 * Serves the hashed text files of the editor packed, each packed once and kept: they are few and never change under
 * their names. Everything else goes on to the plain files.
 */
export function compressedFiles(directory: string, prefix: string, cacheControl: string) {
  const packed = new Map<string, Promise<Buffer | undefined>>();

  async function pack(path: string): Promise<Buffer | undefined> {
    const file = join(directory, normalize(path));
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() ? compress(await readFile(file), { level: 9 }) : undefined;
  }

  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const type = types[extname(request.path)];
    const isOurs = request.path.startsWith(prefix) && !request.path.includes('..');
    const isWanted = request.acceptsEncodings('gzip') === 'gzip';
    if (request.method !== 'GET' || !type || !isOurs || !isWanted) {
      next();
      return;
    }
    const packing = packed.get(request.path) ?? pack(request.path);
    const body = await packing;
    if (!body) {
      next();
      return;
    }
    packed.set(request.path, packing);
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Encoding', 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', cacheControl);
    response.send(body);
  };
}
