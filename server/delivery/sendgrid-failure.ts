import type { DeliveryOutcome } from '../ports/delivery.ts';

/** Failures before anything of the message left: the name did not resolve, nobody listened, TLS did not come about. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_INVALID_URL|ERR_INVALID_CHAR)$/;

/** What a failed call means for the message. The key never gets into the reason. */
export function outcomeOfFailure(error: unknown, apiKey: string): DeliveryOutcome {
  const say = (text: string) => text.replaceAll(apiKey, '…').slice(0, 300);
  const response = memberOf(error, 'response');
  if (response !== undefined) {
    // SendGrid’s client puts the status into `code`; what it passes through from axios has it in the answer.
    const status = [memberOf(response, 'status'), memberOf(error, 'code')].find(isStatus) ?? 0;
    return {
      type: 'failed',
      retryable: status === 429 || status === 408 || status >= 500,
      reason: say(`SendGrid ${status}${refusalOf(memberOf(response, 'body'))}`),
      retryAfterSeconds: retryAfter(memberOf(response, 'headers')),
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

/** The sentences in a refusal of SendGrid: `{ errors: [{ message, field }] }`. */
function refusalOf(body: unknown): string {
  const errors = memberOf(body, 'errors');
  if (!Array.isArray(errors)) return '';
  const sentences = errors.flatMap((error: unknown) => {
    const message = memberOf(error, 'message');
    const field = memberOf(error, 'field');
    if (typeof message !== 'string') return [];
    return [typeof field === 'string' ? `${message} (${field})` : message];
  });
  return sentences.length === 0 ? '' : `: ${sentences.join('; ')}`;
}

function retryAfter(headers: unknown): number | undefined {
  const value = memberOf(headers, 'retry-after');
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

function codeOf(error: unknown): string {
  const code = memberOf(error, 'code') ?? memberOf(memberOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : '';
}

function syscallOf(error: unknown): unknown {
  return memberOf(error, 'syscall') ?? memberOf(memberOf(error, 'cause'), 'syscall');
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && value >= 100;
}

/** A member of whatever was thrown; undefined where there is none. */
function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
