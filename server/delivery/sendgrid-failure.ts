import { z } from 'zod';
import type { DeliveryOutcome } from '../ports/delivery.ts';

/** Failures before anything of the message left: the name did not resolve, nobody listened, TLS did not come about. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_INVALID_URL|ERR_INVALID_CHAR)$/;

/** SendGrid’s client throws this for answers of 400 and more, axios this for the rest. */
const answered = z.object({
  response: z.object({
    status: z.number().optional(),
    headers: z.unknown().optional(),
    body: z.unknown().optional(),
  }),
  code: z.union([z.number(), z.string()]).optional(),
});
const refusal = z.object({
  errors: z.array(z.object({ message: z.string(), field: z.string().nullish() })).min(1),
});

/** What a failed call means for the message. The key never gets into the reason. */
export function outcomeOfFailure(error: unknown, apiKey: string): DeliveryOutcome {
  const say = (text: string) => text.replaceAll(apiKey, '…').slice(0, 300);
  const answer = answered.safeParse(error);
  if (answer.success) {
    const { response, code } = answer.data;
    const status = response.status ?? (typeof code === 'number' ? code : 0);
    return {
      type: 'failed',
      retryable: status === 429 || status === 408 || status >= 500,
      reason: say(`SendGrid ${status}${refusalOf(response.body)}`),
      retryAfterSeconds: retryAfter(response.headers),
    };
  }
  const code = codeOf(error);
  if (beforeSending.test(code) || syscallOf(error) === 'connect') {
    return { type: 'failed', retryable: true, reason: say(`SendGrid could not be reached (${code})`) };
  }
  // A request never made: the message itself cannot be put into SendGrid’s shape.
  if (code === '') {
    return {
      type: 'failed',
      retryable: false,
      reason: say(error instanceof Error ? error.message : 'unknown'),
    };
  }
  const hung = code === 'ERR_CANCELED' || code === 'ECONNABORTED' || code === 'ETIMEDOUT';
  return {
    type: 'unknown',
    reason: hung ? 'SendGrid did not answer in time' : say(`the connection broke (${code})`),
  };
}

function refusalOf(body: unknown): string {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return '';
  return `: ${parsed.data.errors.map(({ message, field }) => (field ? `${message} (${field})` : message)).join('; ')}`;
}

/** Seconds from Retry-After. */
function retryAfter(headers: unknown): number | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  const value: unknown = Reflect.get(headers, 'retry-after');
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const code: unknown = Reflect.get(error, 'code') ?? Reflect.get(causeOf(error), 'code');
  return typeof code === 'string' ? code : '';
}

function syscallOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  return Reflect.get(error, 'syscall') ?? Reflect.get(causeOf(error), 'syscall');
}

function causeOf(error: object): object {
  const cause: unknown = Reflect.get(error, 'cause');
  return typeof cause === 'object' && cause !== null ? cause : {};
}
