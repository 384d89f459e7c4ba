import type { IncomingMessage } from 'node:http';

/** The write key of a call: Basic auth with the key as user name, Bearer, or `writeKey` in the body. */
export function writeKeyOf(request: IncomingMessage, body: unknown): string | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const [, scheme = '', value = ''] = /^(\w+) +(.+)$/.exec(header) ?? [];
    if (/^bearer$/i.test(scheme)) return value.trim() || undefined;
    if (/^basic$/i.test(scheme)) return Buffer.from(value, 'base64').toString().split(':')[0] || undefined;
  }
  if (typeof body !== 'object' || body === null || !('writeKey' in body)) return undefined;
  return typeof body.writeKey === 'string' && body.writeKey !== '' ? body.writeKey : undefined;
}
