import { readFile, stat } from 'node:fs/promises';
import { extname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { NextFunction, Request, Response } from 'express';

const byGzip = promisify(gzip);
const byBrotli = promisify(brotliCompress);

/** A file packed once; the smaller form takes longer to make, and nobody waits for it here. */
interface Packed {
  gzip: Buffer;
  br?: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/**
 * Serves the hashed text files of the editor packed, each read once and kept: they are few and never change under
 * their names. The build has packed them; what it has not is packed here, by gzip for the first answers and by Brotli,
 * an eighth smaller, when that is ready. Everything else goes on to the plain files.
 */
export function compressedFiles(directory: string, prefix: string, cacheControl: string) {
  const packed = new Map<string, Promise<Packed | undefined>>();

  async function pack(path: string): Promise<Packed | undefined> {
    const file = join(directory, path);
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    const [gzipped, br] = await Promise.all(
      ['gz', 'br'].map((end) => readFile(`${file}.${end}`).catch(() => null)),
    );
    if (gzipped && br) return { gzip: gzipped, br };
    const plain = await readFile(file);
    const made: Packed = { gzip: await byGzip(plain, { level: 9 }) };
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
    byBrotli(plain, { params }).then(
      (smaller) => {
        made.br = smaller;
      },
      () => undefined, // gzip goes on being served
    );
    return made;
  }

  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    // One name for each file: spellings such as “/./” must not have it packed again and kept once more.
    const path = posix.normalize(request.path);
    const type = types[extname(path)];
    const isOurs = path.startsWith(prefix) && !request.path.includes('..');
    if (request.method !== 'GET' || !type || !isOurs || !request.acceptsEncodings('gzip')) {
      next();
      return;
    }
    const packing = packed.get(path) ?? pack(path);
    packed.set(path, packing);
    const found = await packing.catch(() => undefined);
    if (!found) {
      packed.delete(path);
      next();
      return;
    }
    const smaller = request.acceptsEncodings('br') ? found.br : undefined;
    response.setHeader('Content-Type', type);
    response.setHeader('Content-Encoding', smaller ? 'br' : 'gzip');
    response.setHeader('Vary', 'Accept-Encoding');
    response.setHeader('Cache-Control', cacheControl);
    response.send(smaller ?? found.gzip);
  };
}
