import type { IncomingMessage } from 'node:http';

/** Whether a proxy is trusted, `hop` steps away: Express's compiled `trust proxy` setting. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** The address of whoever called, looking through proxies that are trusted and no further. */
export function clientAddress(request: IncomingMessage, trusts: TrustProxy): string {
  let address = request.socket.remoteAddress ?? '';
  const forwarded = request.headers['x-forwarded-for'];
  if (forwarded === undefined) return address;
  const hops = String(forwarded).split(',').reverse();
  for (const [hop, before] of hops.entries()) {
    if (!trusts(address, hop)) return address;
    address = before.trim();
  }
  return address;
}

/** Whether the call came from this machine and through no proxy. */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  const local = address === '::1' || /^(::ffff:)?127\./.test(address);
  return local && request.headers['x-forwarded-for'] === undefined && request.headers.forwarded === undefined;
}
