import type { Request } from 'express';
import { problem } from '../../shared/problems.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site asks a signed-in browser for. Browsers name the origin of every such request;
 * scripts that name none carry their cookie knowingly.
 */
export function checkOrigin(request: Request, publicUrl: string): void {
  if (safeMethods.has(request.method)) return;
  const origin = request.headers.origin ?? originOf(request.headers.referer);
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw problem('ORIGIN_REFUSED', { origin: String(site) });
  }
  const own = [`${request.protocol}://${request.host}`, originOf(publicUrl)];
  if (!own.includes(origin)) throw problem('ORIGIN_REFUSED', { origin: origin.slice(0, 200) });
}

function originOf(address: string | undefined): string | undefined {
  return address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined;
}
