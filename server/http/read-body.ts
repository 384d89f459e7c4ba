import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Problem, problem } from '../../shared/problems.ts';
import { isDeeperThan } from './json-depth.ts';

export const MAX_DEPTH = 100;

/** How much of a body that is too large is read on and thrown away, so that its sender gets to see the answer. */
const READ_ON = 4 * 1024 * 1024;

const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * The body as bytes, unpacked when it came compressed. Rejects with `tooLarge(bytes)` when there are more than `limit`
 * after unpacking; `bytes` is what was seen of it.
 */
export function readBody(
  request: IncomingMessage,
  limit: number,
  tooLarge: (bytes: number) => Problem,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > limit + READ_ON) {
      reject(tooLarge(announced));
      return;
    }
    const encoding = request.headers['content-encoding']?.toLowerCase();
    const decoder = encoding === undefined || encoding === 'identity' ? undefined : decoders[encoding]?.();
    if (encoding !== undefined && encoding !== 'identity' && !decoder) {
      reject(notJson(`the content encoding “${encoding.slice(0, 20)}” is unknown`));
      return;
    }
    const source = decoder ? request.pipe(decoder) : request;
    const chunks: Buffer[] = [];
    let size = 0;
    source.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else if (size > limit + READ_ON) {
        source.removeAllListeners('data');
        request.unpipe();
        request.resume();
        decoder?.destroy();
        reject(tooLarge(size));
      }
    });
    source.on('end', () => {
      if (size > limit) reject(tooLarge(size));
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    });
    source.on('error', () => reject(notJson('it broke off or cannot be unpacked')));
    if (decoder) request.on('error', () => reject(notJson('it broke off')));
  });
}

/** The JSON value of a body; undefined for an empty one. Depth is measured on the bytes, before anything recurses. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw notJson('it is not UTF-8');
  if (isDeeperThan(body, MAX_DEPTH)) throw problem('BODY_TOO_DEEP', { limit: MAX_DEPTH });
  const text = body.toString('utf8');
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    throw notJson(cause instanceof Error ? cause.message : 'it cannot be read', cause);
  }
}

function notJson(detail: string, cause?: unknown): Problem {
  return problem('BODY_NOT_JSON', { detail }, { cause });
}
