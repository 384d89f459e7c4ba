import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { problem } from '../../../shared/problems.ts';

/** Bounds that honest senders never meet; each throws TOO_MANY_REQUESTS. */
export interface IngestLimits {
  /** A call with a key that is known. */
  call(kind: string, keyId: string, address: string): Promise<void>;
  /** A call with a key that is not. */
  stranger(address: string): Promise<void>;
}

/**
 * Limits per key and address, counted a second at a time. Servers send for all their users from one address, a browser
 * for one person. What the disk cannot take is refused by ingestion itself.
 */
export function createIngestLimits(): IngestLimits {
  const servers = new RateLimiterMemory({ points: 20_000, duration: 1 });
  const browsers = new RateLimiterMemory({ points: 200, duration: 1 });
  const strangers = new RateLimiterMemory({ points: 100, duration: 1 });
  return {
    call: (kind, keyId, address) => take(kind === 'browser' ? browsers : servers, `${keyId} ${address}`),
    stranger: (address) => take(strangers, address),
  };
}

async function take(limiter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw problem('TOO_MANY_REQUESTS', { seconds: Math.ceil(refusal.msBeforeNext / 1_000) });
  }
}
