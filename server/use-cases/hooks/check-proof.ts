import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookProof } from '../../../shared/hook.ts';

/** What a sender showed. */
export interface Shown {
  body: Uint8Array;
  header(name: string): string | undefined;
  /** `?token=` of the address. */
  token: string | undefined;
}

const FIVE_MINUTES = 300;

/** Whether a delivery proves that it comes from whoever knows the secret; compared in constant time. */
export function checkProof(proof: HookProof, secret: string, shown: Shown, now: Date): boolean {
  switch (proof.kind) {
    case 'token': {
      const header = shown.header(proof.header)?.replace(/^Bearer +/i, '');
      return equal(header ?? shown.token ?? '', secret);
    }
    case 'basic':
      return equal(shown.header('Authorization') ?? '', `Basic ${Buffer.from(secret).toString('base64')}`);
    case 'hmac': {
      const given = (shown.header(proof.header) ?? '').replace(/^sha256=/i, '');
      const right = createHmac('sha256', secret).update(shown.body).digest(proof.encoding);
      return equal(proof.encoding === 'hex' ? given.toLowerCase() : given, right);
    }
    case 'paddle': {
      const parts = new Map(
        (shown.header('Paddle-Signature') ?? '')
          .split(';')
          .map((part) => part.split('=', 2) as [string, string]),
      );
      const at = Number(parts.get('ts'));
      if (!(Math.abs(now.getTime() / 1_000 - at) <= FIVE_MINUTES)) return false;
      const right = createHmac('sha256', secret)
        .update(`${parts.get('ts')}:`)
        .update(shown.body)
        .digest('hex');
      return equal(parts.get('h1') ?? '', right);
    }
  }
}

function equal(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
